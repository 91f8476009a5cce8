package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.RuleState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a link showed when it was looked at.
 *
 * @param side which side
 * @param record the record as read
 * @param trails the edits not yet merged into a rule; null where the side keeps no history, or did not move
 */
record Look(Side side, CrmRecord record, Function<RuleState, @Nullable FieldTrail> trails) {

    /** What the rule's fields hold; fields that were not answered are missing. */
    Values actual(FieldRule rule) {
        return record.fields().only(rule.fields(side));
    }

    /** Whether all of the rule's fields were answered: one that was not is unknown, and nothing may be concluded from it. */
    boolean isAnswered(FieldRule rule) {
        return actual(rule).hasAll(rule.fields(side));
    }

    /** The edits not yet merged into the rule; null where the side needs no history, or did not move. */
    @Nullable
    FieldTrail trail(RuleState state) {
        return trails.apply(state);
    }

    /**
     * What the side's people want the rule's fields to hold. Where a write of ours lies on top of a user's edit, the user's
     * value; where there are only writes of ours, the base: what was agreed on is the base already, and what was not is stale.
     */
    Values effective(FieldRule rule, RuleState state) {
        Values actual = actual(rule);
        FieldTrail edits = trail(state);
        if (edits == null || !rule.direction().writes(side)) {
            return actual;
        }
        Values base = state.base(side);
        SortedMap<String, FieldValue> wanted = actual.toMap();
        for (String field : actual.names()) {
            List<Edit> own = edits.of(field);
            Edit last = lastBy(Author.SOMEBODY, own);
            FieldValue before = base == null ? null : base.get(field);
            if (last != null) {
                wanted.put(field, last.value());
            } else if (!own.isEmpty() && before != null) {
                wanted.put(field, before);
            }
        }
        return Values.of(wanted);
    }

    /** Whether the history ends where the reading stands; if not, the record moved between the two calls. */
    boolean isSteady(FieldRule rule, RuleState state) {
        FieldTrail edits = trail(state);
        if (edits == null) {
            return true;
        }
        Values actual = actual(rule);
        SortedMap<String, FieldValue> latest = actual.toMap();
        for (String field : actual.names()) {
            List<Edit> all = edits.of(field);
            if (!all.isEmpty()) {
                latest.put(field, all.get(all.size() - 1).value());
            }
        }
        return rule.same(side, Values.of(latest), actual);
    }

    /** Whether somebody wrote over a write of ours: a word of theirs, even if it is what was agreed on before. */
    boolean isWrittenOver(FieldRule rule, RuleState state) {
        FieldTrail edits = trail(state);
        return edits != null
                && rule.direction().writes(side)
                && rule.fields(side).stream().anyMatch(field -> isWrittenOver(edits.of(field)));
    }

    private static boolean isWrittenOver(List<Edit> edits) {
        return !edits.isEmpty()
                && edits.get(edits.size() - 1).author() == Author.SOMEBODY
                && lastBy(Author.OURSELVES, edits) != null;
    }

    /** Whether somebody gave one of the rule's fields a value, whatever became of it since. */
    boolean isGivenAValue(FieldRule rule, RuleState state) {
        FieldTrail edits = trail(state);
        return edits != null
                && rule.fields(side).stream()
                        .flatMap(field -> edits.of(field).stream())
                        .anyMatch(edit -> edit.author() == Author.SOMEBODY
                                && !edit.value().isEmpty());
    }

    /** When somebody last edited one of the rule's fields, where the history says so. */
    @Nullable
    Instant edited(FieldRule rule, RuleState state) {
        FieldTrail edits = trail(state);
        if (edits == null) {
            return null;
        }
        Instant latest = null;
        for (String field : rule.fields(side)) {
            Edit last = lastBy(Author.SOMEBODY, edits.of(field));
            if (last != null && (latest == null || last.at().isAfter(latest))) {
                latest = last.at();
            }
        }
        return latest;
    }

    /**
     * Whether the history, whole, begins with us: a user's copy of a record of ours begins with the user. A field that was empty then
     * may begin with a later write of ours.
     */
    static boolean isMadeByUs(FieldTrail whole) {
        Comparator<Edit> oursFirst = Comparator.comparing(edit -> edit.author() != Author.OURSELVES);
        return whole.edits().values().stream()
                .filter(edits -> !edits.isEmpty())
                .map(edits -> edits.get(0))
                .min(Comparator.comparing(Edit::at).thenComparing(oursFirst))
                .filter(first -> first.author() == Author.OURSELVES)
                .isPresent();
    }

    static @Nullable Edit lastBy(Author author, List<Edit> edits) {
        for (int i = edits.size() - 1; i >= 0; i--) {
            if (edits.get(i).author() == author) {
                return edits.get(i);
            }
        }
        return null;
    }

    /** Whether the last edit is ours and an earlier one is not. */
    static boolean isCovering(List<Edit> edits) {
        return !edits.isEmpty()
                && edits.get(edits.size() - 1).author() == Author.OURSELVES
                && lastBy(Author.SOMEBODY, edits) != null;
    }
}
