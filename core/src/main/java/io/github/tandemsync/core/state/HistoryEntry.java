package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
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
 * @param before values before the write; of a conflict, the losing (or, while open, the left) values
 * @param after values after the write; of a conflict, the winning (or, while open, the right) values
 * @param detail evidence in words, without field values
 * @param open true for a conflict that waits for a person, until it is settled by whom- or whatever: {@link StateChange#settle}
 * @param at when, by the runner's clock
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
        Instant at) {

    /** The same event, no longer open. */
    public HistoryEntry settled() {
        return new HistoryEntry(pair, run, kind, side, ref, other, rule, before, after, detail, false, at);
    }

    /** The kinds of event. */
    public enum Kind {
        CREATED,
        UPDATED,
        /** An update that emptied at least one field; or that may have, if the detail says that nothing shows whether it ran. */
        CLEARED,
        REMOVED,
        LINKED,
        UNLINKED,
        CONFLICT,
        PARKED,
        REFUSED,
        FROZEN,
        DRIFT,
        ADOPTED,
        SHADOWED,
        SUCCEEDED,
        AMBIGUOUS,
        RESTORED,
        NEEDS_CONSENT,
        KEY_REPAIRED,
        /** A linked record left its membership filter: nothing is written to the two until it is in again. */
        PAUSED,
        /** Both records of a paused link are in again. */
        RESUMED
    }
}
