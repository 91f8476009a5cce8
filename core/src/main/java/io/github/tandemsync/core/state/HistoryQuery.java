package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which history is wanted; a null criterion does not restrict. Answers come oldest first.
 *
 * @param connection whose
 * @param run of this run
 * @param pair of this pair
 * @param refs about one of these records, on either end, at most 1,000; empty: about any
 * @param kinds of these kinds; empty: of all
 * @param openOnly only conflicts that wait for a person
 * @param since at or after
 * @param after only what was committed after this place, as a page told it ({@link HistoryPage#last}); 0: from the beginning
 * @param skip how many to pass over
 * @param limit at most
 */
public record HistoryQuery(
        ConnectionId connection,
        @Nullable String run,
        @Nullable PairId pair,
        Set<RecordRef> refs,
        Set<HistoryEntry.Kind> kinds,
        boolean openOnly,
        @Nullable Instant since,
        long after,
        int skip,
        int limit) {

    /** Most records that one query may be about. */
    public static final int MOST_REFS = 1000;

    public HistoryQuery {
        refs = Set.copyOf(refs);
        kinds = Set.copyOf(kinds);
        if (refs.size() > MOST_REFS) {
            throw new IllegalArgumentException("A query of history is about at most " + MOST_REFS + " records, not "
                    + refs.size() + "; ask several times");
        }
    }

    /** Everything, at most 1,000 at a time. */
    public static HistoryQuery of(ConnectionId connection) {
        return new HistoryQuery(connection, null, null, Set.of(), Set.of(), false, null, 0, 0, 1000);
    }

    public HistoryQuery run(String value) {
        return new HistoryQuery(connection, value, pair, refs, kinds, openOnly, since, after, skip, limit);
    }

    public HistoryQuery pair(PairId value) {
        return new HistoryQuery(connection, run, value, refs, kinds, openOnly, since, after, skip, limit);
    }

    public HistoryQuery about(RecordRef value) {
        return about(Set.of(value));
    }

    /** About one of the records; none: about any. */
    public HistoryQuery about(Collection<RecordRef> values) {
        return new HistoryQuery(connection, run, pair, Set.copyOf(values), kinds, openOnly, since, after, skip, limit);
    }

    public HistoryQuery kinds(Set<HistoryEntry.Kind> value) {
        return new HistoryQuery(connection, run, pair, refs, value, openOnly, since, after, skip, limit);
    }

    public HistoryQuery open() {
        return new HistoryQuery(connection, run, pair, refs, kinds, true, since, after, skip, limit);
    }

    public HistoryQuery since(Instant value) {
        return new HistoryQuery(connection, run, pair, refs, kinds, openOnly, value, after, skip, limit);
    }

    /** The page after the one that ended there: costs the same for the last page as for the first. */
    public HistoryQuery after(long place) {
        return new HistoryQuery(connection, run, pair, refs, kinds, openOnly, since, place, skip, limit);
    }

    /** A page by count: costs what lies before it. For long walks see {@link #after}. */
    public HistoryQuery page(int newSkip, int newLimit) {
        return new HistoryQuery(connection, run, pair, refs, kinds, openOnly, since, after, newSkip, newLimit);
    }
}
