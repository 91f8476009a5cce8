package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A copy of ours that turns up after its create was given up, or that the store has forgotten. */
final class FoundCopy {
    private FoundCopy() {}

    /**
     * Its link with its source, with a base for every rule of which nobody but us has written the copy's fields: what they hold is what
     * the source held, and no word against what it holds by now.
     *
     * @param copy as it was after its history was read
     * @param whole its history since it was made
     */
    static Link linked(ObjectPair pair, Link link, Side side, CrmRecord copy, FieldTrail whole) {
        SortedMap<String, RuleState> rules = new TreeMap<>(link.rules());
        for (FieldRule rule : LinkRules.of(pair, link)) {
            Values held = copy.fields().only(rule.fields(side));
            if (isWrittenByUs(rule, side, held, whole)
                    && rule.translate(side, held, ReferenceResolver.NONE)
                            instanceof Translation.Translated translated) {
                Values source = translated.values();
                RuleState agreed =
                        RuleState.agreed(side == Side.LEFT ? held : source, side == Side.LEFT ? source : held);
                rules.put(rule.id(), agreed.sinceOn(side, copy.stamp()));
            }
        }
        return link.withRules(rules);
    }

    private static boolean isWrittenByUs(FieldRule rule, Side side, Values held, FieldTrail whole) {
        return rule.direction().writes(side)
                && held.hasAll(rule.fields(side))
                && !held.allEmpty()
                && rule.fields(side).stream()
                        .allMatch(field ->
                                isOurs(whole.of(field), held.orEmpty(field).isEmpty()));
    }

    /** A value without a history, such as a reference may be, can be anybody's. */
    private static boolean isOurs(List<Edit> edits, boolean empty) {
        return (empty || !edits.isEmpty()) && edits.stream().allMatch(edit -> edit.author() == Author.OURSELVES);
    }
}
