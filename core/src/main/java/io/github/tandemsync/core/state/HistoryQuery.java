package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which history is wanted; a null criterion does not restrict. Answers come oldest first.
 *
 * @param connection whose
 * @param run of this run
 * @param pair of this pair
 * @param ref about this record, on either end
 * @param kinds of these kinds; empty: of all
 * @param openOnly only conflicts that wait for a person
 * @param since at or after
 * @param skip how many to pass over
 * @param limit at most
 */
public record HistoryQuery(
        ConnectionId connection,
        @Nullable String run,
        @Nullable PairId pair,
        @Nullable RecordRef ref,
        Set<HistoryEntry.Kind> kinds,
        boolean openOnly,
        @Nullable Instant since,
        int skip,
        int limit) {

    /** Everything, at most 1,000 at a time. */
    public static HistoryQuery of(ConnectionId connection) {
        return new HistoryQuery(connection, null, null, null, Set.of(), false, null, 0, 1000);
    }

    public HistoryQuery run(String value) {
        return new HistoryQuery(connection, value, pair, ref, kinds, openOnly, since, skip, limit);
    }

    public HistoryQuery pair(PairId value) {
        return new HistoryQuery(connection, run, value, ref, kinds, openOnly, since, skip, limit);
    }

    public HistoryQuery about(RecordRef value) {
        return new HistoryQuery(connection, run, pair, value, kinds, openOnly, since, skip, limit);
    }

    public HistoryQuery kinds(Set<HistoryEntry.Kind> value) {
        return new HistoryQuery(connection, run, pair, ref, value, openOnly, since, skip, limit);
    }

    public HistoryQuery open() {
        return new HistoryQuery(connection, run, pair, ref, kinds, true, since, skip, limit);
    }

    public HistoryQuery since(Instant value) {
        return new HistoryQuery(connection, run, pair, ref, kinds, openOnly, value, skip, limit);
    }

    public HistoryQuery page(int newSkip, int newLimit) {
        return new HistoryQuery(connection, run, pair, ref, kinds, openOnly, since, newSkip, newLimit);
    }
}
