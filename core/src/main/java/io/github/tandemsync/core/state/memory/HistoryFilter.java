package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HistoryQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Picks events; the order is that in which they were committed. */
final class HistoryFilter {
    private HistoryFilter() {}

    static HistoryPage page(History all, HistoryQuery query) {
        List<HistoryEntry> found = new ArrayList<>();
        long last = query.after();
        int skipped = 0;
        for (Map.Entry<Long, HistoryEntry> row : all.after(query.after()).entrySet()) {
            if (found.size() >= query.limit()) {
                break;
            }
            if (matches(row.getValue(), query) && skipped++ >= query.skip()) {
                found.add(row.getValue());
                last = row.getKey();
            }
        }
        return new HistoryPage(found, last);
    }

    static long count(History all, HistoryQuery query) {
        long count = 0;
        for (HistoryEntry event : all.after(query.after()).values()) {
            if (matches(event, query)) {
                count++;
            }
        }
        return count;
    }

    private static boolean matches(HistoryEntry event, HistoryQuery query) {
        return (query.run() == null || query.run().equals(event.run()))
                && (query.pair() == null || query.pair().equals(event.pair()))
                && (query.refs().isEmpty()
                        || query.refs().contains(event.ref())
                        || (event.other() != null && query.refs().contains(event.other())))
                && (query.kinds().isEmpty() || query.kinds().contains(event.kind()))
                && (!query.openOnly() || event.open())
                && (query.since() == null || !event.at().isBefore(query.since()));
    }
}
