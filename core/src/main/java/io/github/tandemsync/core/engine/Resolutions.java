package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.LinkId;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Choices of people about conflicts, as wishes. */
final class Resolutions {
    private Resolutions() {}

    /**
     * That conflicts end as people choose.
     *
     * @throws IllegalArgumentException if a conflict is of a pair that is not known, a given value is of another rule's field, or two
     *     choices about one conflict differ
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
            LinkId link = new LinkId(conflict.left(), conflict.right());
            Wish settle = new Wish.Settle(choice.side(), given, conflict.leftValues(), conflict.rightValues());
            demandOne(conflict, settle, wishes.known(pair, link, conflict.rule()));
            wishes.add(pair, link, conflict.rule(), settle);
        }
        return wishes;
    }

    private static void demandOne(OpenConflict conflict, Wish settle, @Nullable Wish before) {
        if (before != null && !before.equals(settle)) {
            throw new IllegalArgumentException("Two choices about one conflict differ: rule " + conflict.rule()
                    + " of pair " + conflict.pair() + ", " + conflict.left() + " and " + conflict.right()
                    + ". Give one of the two, of the conflict as conflicts().open(..) tells it now");
        }
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
