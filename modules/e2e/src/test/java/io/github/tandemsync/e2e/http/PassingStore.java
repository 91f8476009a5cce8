package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes everything on to another store; subclasses watch or spoil a part of it. */
class PassingStore implements StateStore {
    private final StateStore inner;

    PassingStore(StateStore inner) {
        this.inner = inner;
    }

    @Override
    public Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term) {
        return inner.acquire(connection, who, term);
    }

    @Override
    public Optional<Lease> renew(Lease held, Duration term) {
        return inner.renew(held, term);
    }

    @Override
    public void release(Lease lease) {
        inner.release(lease);
    }

    @Override
    public CommitResult commit(Lease lease, StateChange change) {
        return inner.commit(lease, change);
    }

    @Override
    public void hint(ConnectionId connection, Collection<Hint> hints) {
        inner.hint(connection, hints);
    }

    @Override
    public ConnectionState connection(ConnectionId connection) {
        return inner.connection(connection);
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        return inner.entries(query);
    }

    @Override
    public List<MatchGroup> matches(MatchQuery query) {
        return inner.matches(query);
    }

    @Override
    public List<Link> links(ConnectionId connection, PairId pair, Collection<LinkId> ids) {
        return inner.links(connection, pair, ids);
    }

    @Override
    public List<Intent> intents(ConnectionId connection) {
        return inner.intents(connection);
    }

    @Override
    public HistoryPage historyPage(HistoryQuery query) {
        return inner.historyPage(query);
    }

    @Override
    public long countHistory(HistoryQuery query) {
        return inner.countHistory(query);
    }

    @Override
    public long prune(Lease lease, Instant before, int most) {
        return inner.prune(lease, before, most);
    }

    @Override
    public Map<EntryState, Long> count(ConnectionId connection, PairId pair) {
        return inner.count(connection, pair);
    }

    @Override
    public long erase(ConnectionId connection, Collection<RecordRef> refs) {
        return inner.erase(connection, refs);
    }

    @Override
    public void close() {
        inner.close();
    }
}
