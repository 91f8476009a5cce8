package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.RuleState;
import java.time.Instant;
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
 * @param fields of a write, the fields that would be written; of a report about a field rule, its fields, which stay as they are
 * @param reason why, in words without record content
 * @param fingerprint what the decision rests on: an apply refuses an item whose fingerprint is no longer the same
 * @param undoable false of a write that can not be taken back: a removal of any kind, and a state that its rule calls final
 *     ({@link io.github.tandemsync.core.rule.FieldRule#isFinal}). Applying it needs {@link Consent}. A record that a plan creates can
 *     be removed by hand, and counts as undoable
 */
public record PlanItem(
        PairId pair,
        Action action,
        Side side,
        @Nullable RecordRef ref,
        @Nullable RecordRef other,
        List<FieldChange> fields,
        String reason,
        String fingerprint,
        boolean undoable) {

    /** What would be done. */
    public enum Action {
        /** A new record on {@link PlanItem#side()}, made from {@link PlanItem#other()}. */
        CREATE,
        /** Some fields of a record. */
        UPDATE,
        /** A record is taken away. Can not be undone. */
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
     * One field of {@link PlanItem#side()}, with what the decision about it rests on.
     *
     * @param rule the field rule that decided
     * @param field the field's name
     * @param base what it held when both sides last agreed; null if they never did
     * @param before what it holds now, as read
     * @param after what it would hold; the same as before where nothing is written
     * @param facing what the rule has on the other side
     * @param decision what is done about it
     * @param reason why, in words without record content
     * @param edited when and by whom it was last edited since both sides last agreed; null where the system was not asked, or does
     *     not tell
     * @param changed when and by whom its record was last changed; null where the system does not tell, or of a new record
     * @param state the rule's state; null of a new record
     */
    public record FieldChange(
            String rule,
            String field,
            @Nullable FieldValue base,
            FieldValue before,
            FieldValue after,
            Facing facing,
            Decision decision,
            String reason,
            @Nullable LastEdit edited,
            @Nullable LastChange changed,
            RuleState.@Nullable Status state) {}

    /**
     * What a field rule has on the side that a field faces: one field as a rule, or several.
     *
     * @param values what its fields hold now, as read; none where that side has no record
     * @param base what they held when both sides last agreed; null if they never did
     * @param edited when and by whom one of them was last edited since; null as above
     * @param changed when and by whom their record was last changed; null as above
     */
    public record Facing(
            Values values,
            @Nullable Values base,
            @Nullable LastEdit edited,
            @Nullable LastChange changed) {}

    /**
     * The last edit of a field that the system's history tells of. Known of systems that keep a history of fields, where they were
     * asked for it to decide.
     *
     * @param at when, by the system's clock
     * @param author whether it was ourselves
     * @param by what made it, as the system names it; null where it does not say
     */
    public record LastEdit(
            Instant at, Author author, @Nullable String by) {}

    /**
     * The last change of a record as a whole, by whomever, ourselves included, and to whichever of its fields: its system tells no more.
     * For people to ask further; no decision rests on it.
     *
     * @param at when, by the system's clock; null where it does not say
     * @param by who or what made it, as the system names it: an id
     */
    public record LastChange(@Nullable Instant at, String by) {}

    /** What is done about a field, and by what right. */
    public enum Decision {
        /** A new record gets it. */
        COPY,
        /** This side is empty, by no word of its people or where somebody asked for it: it gets the other's value. */
        FILL,
        /** Only the other side has moved: this one follows. */
        FOLLOW,
        /** Both sides differ, and the rule's policy prefers the other one; what loses is {@link FieldChange#before()}. */
        PREFER,
        /** Both sides differ, and a person chose the other one. */
        CHOOSE,
        /** Both sides differ, and a person gave both a value of their own; what each held is {@link FieldChange#before()}. */
        GIVE,
        /** A person takes back what a run wrote. */
        TAKE_BACK,
        /** An edit of a user, on which a write of ours lies, comes back. */
        GIVE_BACK,
        /** Nothing is written; the item says why. */
        LEAVE
    }

    /** The item in lines for people, with the values. */
    public String text() {
        return PlanText.of(this);
    }

    @Override
    public String toString() {
        return pair + " " + action + " " + (ref == null ? "new on " + side : ref)
                + (other == null ? "" : " from " + other);
    }
}
