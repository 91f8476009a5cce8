package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened: every write with before and after, every conflict with its loser, every link made and ended.
 *
 * @param pair the pair
 * @param run the run in which it happened
 * @param kind what happened
 * @param side the side of {@code ref}
 * @param ref the record written, or that the event is about
 * @param other the record facing it; null if none
 * @param rule the field rule of a conflict, parking or freeze; null for whole-record events
 * @param before values before the write; of a conflict, the losing (or, if nobody decided it, the left) values
 * @param after values after the write; of a conflict, the winning (or, if nobody decided it, the right) values
 * @param detail evidence in words, without field values
 * @param open true for a conflict that waits for a person, until it is settled by whom- or whatever: {@link StateChange#settle}
 * @param at when, by the runner's clock
 * @param contest of a conflict that a policy was to decide, what else the policy was told; null for other events, and for conflicts
 *     that were recorded by a release that did not keep it
 */
public record HistoryEntry(
        PairId pair,
        String run,
        Kind kind,
        Side side,
        RecordRef ref,
        @Nullable RecordRef other,
        @Nullable String rule,
        Values before,
        Values after,
        String detail,
        boolean open,
        Instant at,
        @Nullable Contest contest) {

    /** An event that no policy decided. */
    public HistoryEntry(
            PairId pair,
            String run,
            Kind kind,
            Side side,
            RecordRef ref,
            @Nullable RecordRef other,
            @Nullable String rule,
            Values before,
            Values after,
            String detail,
            boolean open,
            Instant at) {
        this(pair, run, kind, side, ref, other, rule, before, after, detail, open, at, null);
    }

    /**
     * What a policy was told of a conflict beside the two values, and what it decided: with it, the conflict can be put to another.
     *
     * @param leftBase what the left side held when the two last agreed; null if they never did
     * @param rightBase what the right side held then; null if they never did
     * @param leftEdited when the field was edited, where the system says so
     * @param rightEdited when the field was edited, where the system says so
     * @param decided what was decided then
     */
    public record Contest(
            @Nullable Values leftBase,
            @Nullable Values rightBase,
            @Nullable Instant leftEdited,
            @Nullable Instant rightEdited,
            Verdict decided) {}

    /** The values of the given side in a conflict: of {@code ref}'s side before, of the other after. */
    public Values values(Side of) {
        return of == side ? before : after;
    }

    /** The same event, no longer open. */
    public HistoryEntry settled() {
        return new HistoryEntry(pair, run, kind, side, ref, other, rule, before, after, detail, false, at, contest);
    }

    /** The kinds of event. */
    public enum Kind {
        /** We made the record, as a copy of {@code other}. */
        CREATED,
        /**
         * We wrote into the record; {@code before} and {@code after} hold the written fields. Or we may have, if the detail says that
         * nothing shows whether it ran.
         */
        UPDATED,
        /** An update that emptied at least one field; or that may have, as above. */
        CLEARED,
        /** We archived, deleted or deactivated the record on behalf of {@code other}. */
        REMOVED,
        /** Two existing records were joined, or a record with the copy that was made of it; the detail says by what. */
        LINKED,
        /** Two records no longer belong together; this one stays as it is. */
        UNLINKED,
        /** Two edits of one rule met: {@code before} and {@code after} hold what lost and what won, or left and right while it is open. */
        CONFLICT,
        /** A value has no form on the other side, or waits for a record that will not come; the rule stands still. */
        PARKED,
        /** A system did not take a write, or not a part of it. */
        REFUSED,
        /** A side kept returning to a value that was overwritten; the rule stands still. */
        FROZEN,
        /** The two sides of a rule differ, and are left so: the target of a one-way rule was edited. */
        DRIFT,
        /** A record that carries a create key of ours was taken up, or left to the user whose copy it is. */
        ADOPTED,
        /** The record's counterpart was merged into one that faces another; it is left alone from now on. */
        SHADOWED,
        /** The record took over the link of {@code other}, which was merged into it or became it. */
        SUCCEEDED,
        /** Several records match, or a unique value is taken; a person has to tell them apart. */
        AMBIGUOUS,
        /** A record that was gone came back. */
        RESTORED,
        /** More is to be removed or emptied than usual; it waits for consent. */
        NEEDS_CONSENT,
        /** A linked record left its membership filter: nothing is written to the two until it is in again. */
        PAUSED,
        /** Both records of a paused link are in again. */
        RESUMED,
        /** The record was erased, or turned up and is known as one that was: it is left alone. */
        ERASED
    }
}
