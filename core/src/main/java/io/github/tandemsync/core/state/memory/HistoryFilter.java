package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import java.util.ArrayList;
import java.util.List;

/** Picks events; the order is that in which they were committed. */
final class HistoryFilter {
    private HistoryFilter() {}

    static List<HistoryEntry> list(List<HistoryEntry> all, HistoryQuery query) {
        List<HistoryEntry> found = new ArrayList<>();
        int skipped = 0;
        for (HistoryEntry event : all) {
            if (found.size() >= query.limit()) {
                break;
            }
            if (matches(event, query) && skipped++ >= query.skip()) {
                found.add(event);
            }
        }
        return found;
    }

    static long count(List<HistoryEntry> all, HistoryQuery query) {
        long count = 0;
        for (HistoryEntry event : all) {
            if (matches(event, query)) {
                count++;
            }
        }
        return count;
    }

    private static boolean matches(HistoryEntry event, HistoryQuery query) {
        return (query.run() == null || query.run().equals(event.run()))
                && (query.pair() == null || query.pair().equals(event.pair()))
                && (query.ref() == null
                        || query.ref().equals(event.ref())
                        || query.ref().equals(event.other()))
                && (query.kinds().isEmpty() || query.kinds().contains(event.kind()))
                && (!query.openOnly() || event.open())
                && (query.since() == null || !event.at().isBefore(query.since()));
    }
}
