package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.LinkId;
import java.util.Collection;
import java.util.Set;

/** Choices of people about conflicts, as wishes. */
final class Resolutions {
    private Resolutions() {}

    /**
     * That conflicts end as people choose.
     *
     * @throws IllegalArgumentException if a conflict is of a pair that is not known, or a given value of another rule's field
     */
    static Wishes wishes(Collection<Resolution> choices, Pairs known) {
        Wishes wishes = new Wishes();
        for (Resolution choice : choices) {
            OpenConflict conflict = choice.conflict();
            PairId pair = known.known(conflict.pair().value());
            Values given = choice.values();
            if (given != null) {
                demandFields(choice, given, known.definition(conflict.pair().value()));
            }
            wishes.add(
                    pair,
                    new LinkId(conflict.left(), conflict.right()),
                    conflict.rule(),
                    new Wish.Settle(choice.side(), given, conflict.leftValues(), conflict.rightValues()));
        }
        return wishes;
    }

    private static void demandFields(Resolution choice, Values given, ObjectPair pair) {
        OpenConflict conflict = choice.conflict();
        for (FieldRule rule : LinkRules.of(pair, conflict.left(), conflict.right())) {
            Set<String> own = rule.fields(choice.side());
            if (rule.id().equals(conflict.rule()) && !own.containsAll(given.names())) {
                throw new IllegalArgumentException("Rule " + rule.id() + " has the fields " + own + " on the "
                        + choice.side() + "; give values of those, not of " + given.names());
            }
        }
    }
}
