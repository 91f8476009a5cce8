package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a run would do, and why. Holds record content; {@code toString} shows none of it.
 *
 * @param pair the pair
 * @param action what would be done
 * @param side the side that would be written, or that {@code ref} is on
 * @param ref the record; null for one that is to be created
 * @param other the record facing it: the source of a write; null if there is none
 * @param fields the fields that would be written; none where nothing is
 * @param reason why, in words without record content
 * @param fingerprint what the decision rests on: an apply refuses an item whose fingerprint is no longer the same
 */
public record PlanItem(
        PairId pair,
        Action action,
        Side side,
        @Nullable RecordRef ref,
        @Nullable RecordRef other,
        List<FieldChange> fields,
        String reason,
        String fingerprint) {

    /** What would be done. */
    public enum Action {
        /** A new record on {@link PlanItem#side()}, made from {@link PlanItem#other()}. */
        CREATE,
        /** Some fields of a record. */
        UPDATE,
        /** A record is taken away. Can not be undone by a run. */
        REMOVE,
        /** Two existing records count as the same thing from now on. Writes to neither. */
        LINK,
        /** Nothing is written, and a person may want to know why: a conflict, an ambiguity, an ended link. */
        REPORT
    }

    public PlanItem {
        fields = List.copyOf(fields);
    }

    /** Whether it writes to either CRM. */
    public boolean isWrite() {
        return action == Action.CREATE || action == Action.UPDATE || action == Action.REMOVE;
    }

    /** Whether a person could not get back what it takes away. */
    boolean takesAway() {
        return action == Action.REMOVE
                || (action == Action.UPDATE
                        && fields.stream()
                                .anyMatch(field -> field.after().isEmpty()
                                        && !field.before().isEmpty()));
    }

    /**
     * One field of a planned write.
     *
     * @param rule the field rule that decided
     * @param field the field's name
     * @param base what it held when both sides last agreed; null if they never did
     * @param before what it holds now
     * @param after what it would hold
     * @param reason why
     */
    public record FieldChange(
            String rule, String field, @Nullable FieldValue base, FieldValue before, FieldValue after, String reason) {}

    @Override
    public String toString() {
        return pair + " " + action + " " + (ref == null ? "new on " + side : ref)
                + (other == null ? "" : " from " + other);
    }
}
