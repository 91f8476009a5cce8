package io.github.tandemsync.testkit;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/**
 * Everything that a small store shows of a connection, to be compared with another dump. {@code toString} shows no content.
 *
 * @param state pins, cursors and pair states
 * @param entries of every pair, with their marks
 * @param links those that were asked for
 * @param intents open ones
 * @param history all of it
 */
public record StoreDump(
        ConnectionState state,
        List<Entry> entries,
        List<Link> links,
        List<Intent> intents,
        List<HistoryEntry> history) {

    /** Reads a store. */
    public static StoreDump of(
            StateStore store, ConnectionId connection, Collection<PairId> pairs, Collection<LinkId> linkIds) {
        List<Entry> entries = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        EnumSet<EntryState> all = EnumSet.allOf(EntryState.class);
        for (PairId pair : pairs) {
            entries.addAll(store.entries(new EntryQuery.InState(connection, pair, all, null, Integer.MAX_VALUE)));
            links.addAll(store.links(connection, pair, linkIds));
        }
        return new StoreDump(
                store.connection(connection),
                entries,
                links,
                store.intents(connection),
                store.history(HistoryQuery.of(connection).page(0, Integer.MAX_VALUE)));
    }
}
