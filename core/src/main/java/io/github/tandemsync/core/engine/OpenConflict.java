package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two edits of one rule of two linked records, of which a person has to choose one. Immutable. Holds record content, which
 * {@code toString} does not show.
 *
 * @param pair the pair
 * @param left the record on the left
 * @param right the record on the right
 * @param rule the rule's id
 * @param leftBase what the left side held when the two last agreed; null if they never did
 * @param rightBase what the right side held then; null if they never did
 * @param leftValues what the left side held when the conflict was found
 * @param rightValues what the right side held then
 * @param since when it was found, by the runner's clock
 */
public record OpenConflict(
        PairId pair,
        RecordRef left,
        RecordRef right,
        String rule,
        @Nullable Values leftBase,
        @Nullable Values rightBase,
        Values leftValues,
        Values rightValues,
        Instant since) {
    /** As an open event tells it. */
    static OpenConflict of(HistoryEntry event) {
        boolean left = event.side() == Side.LEFT;
        RecordRef other = Contract.known(event.other());
        HistoryEntry.Contest contest = Contract.known(event.contest());
        return new OpenConflict(
                event.pair(),
                left ? event.ref() : other,
                left ? other : event.ref(),
                Contract.known(event.rule()),
                contest.leftBase(),
                contest.rightBase(),
                event.values(Side.LEFT),
                event.values(Side.RIGHT),
                event.at());
    }

    @Override
    public String toString() {
        return pair + " " + left + "=" + right + " " + rule;
    }
}
