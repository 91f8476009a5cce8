package io.github.tandemsync.core.state.memory;

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
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link StateStore} in memory, for tests, demonstrations and simulations. Nothing is durable: it ends with its process.
 *
 * <p>Safe for several threads: every method holds one lock. Every answer is in a defined order, the same for the same content.
 * Due entries, keys, digests and waiting entries are found by index; the states of entries and the history are scanned.
 * {@link #close()} does nothing, so that one store can outlive the runners of a test that crashes and restarts them.
 */
public final class InMemoryStateStore implements StateStore {
    private final InstantSource clock;
    private final Map<ConnectionId, Tables> connections = new LinkedHashMap<>();

    /**
     * An empty store.
     *
     * @param clock by which leases expire
     */
    public InMemoryStateStore(InstantSource clock) {
        this.clock = clock;
    }

    /** What a store held at one moment. Immutable; can be restored any number of times, into any store. */
    public static final class Snapshot {
        private final Map<ConnectionId, Tables> connections;

        private Snapshot(Map<ConnectionId, Tables> connections) {
            this.connections = connections;
        }
    }

    /** Everything in this store, leases included. Takes time in proportion to the number of rows. */
    public synchronized Snapshot snapshot() {
        return new Snapshot(copy(connections));
    }

    /** Replaces everything in this store, leases included, as restoring a backup does. */
    public synchronized void restore(Snapshot snapshot) {
        connections.clear();
        connections.putAll(copy(snapshot.connections));
    }

    @Override
    public synchronized Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term) {
        demandTerm(term);
        return tables(connection).lease.acquire(connection, who, clock.instant(), term);
    }

    @Override
    public synchronized Optional<Lease> renew(Lease held, Duration term) {
        demandTerm(term);
        return tables(held.connection()).lease.renew(held, clock.instant(), term);
    }

    private static void demandTerm(Duration term) {
        if (term.isNegative() || term.isZero()) {
            throw new IllegalArgumentException("A lease needs a term above zero; got " + term);
        }
    }

    @Override
    public synchronized void release(Lease lease) {
        tables(lease.connection()).lease.release(lease);
    }

    @Override
    public synchronized CommitResult commit(Lease lease, StateChange change) {
        Tables tables = tables(lease.connection());
        if (!tables.lease.isNewest(lease)) {
            return CommitResult.STALE;
        }
        CommitCheck.check(tables, change);
        tables.apply(change);
        return CommitResult.COMMITTED;
    }

    @Override
    public synchronized void hint(ConnectionId connection, Collection<Hint> hints) {
        Tables tables = tables(connection);
        for (Hint hint : hints) {
            tables.rows(hint.pair()).hint(hint);
        }
    }

    @Override
    public synchronized ConnectionState connection(ConnectionId connection) {
        Tables tables = tables(connection);
        return new ConnectionState(tables.pins, tables.cursors, tables.states);
    }

    @Override
    public synchronized List<Entry> entries(EntryQuery query) {
        return EntryQueries.answer(tables(query.connection()), query);
    }

    @Override
    public synchronized List<MatchGroup> matches(MatchQuery query) {
        return tables(query.connection()).rows(query.pair()).matches(query.rule(), query.after(), query.limit());
    }

    @Override
    public synchronized List<Link> links(ConnectionId connection, PairId pair, Collection<LinkId> ids) {
        EntryQueries.atMost1000("links", ids.size());
        return tables(connection).rows(pair).links(ids);
    }

    @Override
    public synchronized List<Intent> intents(ConnectionId connection) {
        return List.copyOf(tables(connection).intents.values());
    }

    @Override
    public synchronized HistoryPage historyPage(HistoryQuery query) {
        return HistoryFilter.page(tables(query.connection()).history, query);
    }

    @Override
    public synchronized long countHistory(HistoryQuery query) {
        return HistoryFilter.count(tables(query.connection()).history, query);
    }

    @Override
    public synchronized long prune(Lease lease, Instant before, int most) {
        Tables tables = tables(lease.connection());
        return tables.lease.isNewest(lease) ? tables.prune(before, most) : 0;
    }

    @Override
    public synchronized Map<EntryState, Long> count(ConnectionId connection, PairId pair) {
        return tables(connection).rows(pair).count();
    }

    @Override
    public synchronized long erase(ConnectionId connection, Collection<RecordRef> refs) {
        return Eraser.erase(tables(connection), refs);
    }

    @Override
    public void close() {}

    private Tables tables(ConnectionId connection) {
        Tables tables = connections.get(connection);
        if (tables == null) {
            tables = new Tables();
            connections.put(connection, tables);
        }
        return tables;
    }

    private static Map<ConnectionId, Tables> copy(Map<ConnectionId, Tables> from) {
        Map<ConnectionId, Tables> copy = new LinkedHashMap<>();
        from.forEach((connection, tables) -> copy.put(connection, tables.copy()));
        return copy;
    }
}
