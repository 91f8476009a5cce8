package io.github.tandemsync.e2e.http.kill;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the history reports.
 *
 * @param values named by an event as lost, or as not written; the winner of a conflict that is decided is neither
 * @param unlinked ids of records that go on alone
 */
record Told(Set<String> values, Set<String> unlinked) {
    private static final Set<Kind> LOSSES =
            EnumSet.of(Kind.CONFLICT, Kind.REFUSED, Kind.PARKED, Kind.FROZEN, Kind.DRIFT);

    static Told by(StateStore store, ConnectionId connection) {
        Told told = new Told(new TreeSet<>(), new TreeSet<>());
        HistoryQuery query = HistoryQuery.of(connection);
        int skip = 0;
        List<HistoryEntry> page;
        do {
            page = store.history(query.page(skip, 1000));
            page.forEach(told::take);
            skip += page.size();
        } while (!page.isEmpty());
        return told;
    }

    void take(HistoryEntry event) {
        if (LOSSES.contains(event.kind())) {
            texts(event.before());
            if (event.kind() != Kind.CONFLICT || event.open()) {
                texts(event.after());
            }
        }
        if (event.kind() == Kind.UNLINKED) {
            unlinked.add(event.ref().id());
        }
    }

    private void texts(Values of) {
        for (FieldValue value : of.toMap().values()) {
            if (value instanceof FieldValue.Text text) {
                values.add(text.value());
            }
        }
    }
}
