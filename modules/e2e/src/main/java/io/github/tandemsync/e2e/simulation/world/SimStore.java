package io.github.tandemsync.e2e.simulation.world;

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
import io.github.tandemsync.core.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store as one process sees it: it may die or fail before and after each commit, and each commit is noted in the ledger. */
final class SimStore implements StateStore {
    private final World world;
    private final RunnerProcess process;
    private final StateStore store;
    private long epoch;

    SimStore(World world, RunnerProcess process) {
        this.world = world;
        this.process = process;
        this.store = world.store;
    }

    @Override
    public Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term) {
        return leased(() -> store.acquire(connection, who, term));
    }

    @Override
    public Optional<Lease> renew(Lease held, Duration term) {
        return leased(() -> store.renew(held, term));
    }

    private Optional<Lease> leased(Supplier<Optional<Lease>> call) {
        world.hook(process);
        Optional<Lease> lease = call.get();
        if (lease.isPresent() && lease.get().epoch() > epoch) {
            epoch = lease.get().epoch();
            process.leased(epoch);
            world.leased(epoch);
            world.plot.changed();
            world.recoveries.note();
        }
        world.hook(process);
        return lease;
    }

    @Override
    public void release(Lease lease) {
        world.hook(process);
        store.release(lease);
    }

    @Override
    public CommitResult commit(Lease lease, StateChange change) {
        world.hook(process);
        Chance chance = world.strike(Chance.At.STORE);
        if (chance == Chance.STORE_FAILED) {
            world.tell(() -> "a commit fails");
            throw new StateStoreException("The disk is full: make room", null);
        }
        CommitResult result = store.commit(lease, change);
        if (result == CommitResult.COMMITTED) {
            process.commits(change);
            world.ledger.committed(lease, change, world.clock.nextEvent());
            world.guard.journalled(change);
            if (world.scenario == Scenario.MEMBERS) {
                world.exits.committed(change);
            }
            if (world.scenario == Scenario.BUNDLES) {
                world.routes.committed(process, change);
            }
            if (!world.ledger.isCreating()) {
                world.plot.heard();
            }
            world.plot.changed();
            world.cursors.committed(change);
            world.twins.committed(change);
            change.history().forEach(event -> world.coverage.met("report " + event.kind()));
            if (world.scenario == Scenario.LINES) {
                LineMarks.note(change, LineShape.PAIR, world.coverage);
            }
            Marks.note(change.history(), world.ledger.wasPutBack(), world.coverage);
            world.tell(() -> "commit " + Lines.of(change));
        } else {
            world.tell(() -> "a stale commit is refused");
        }
        afterwards(chance);
        world.hook(process);
        return result;
    }

    private void afterwards(@Nullable Chance chance) {
        if (chance == Chance.SNAPSHOT) {
            world.backups.take();
        } else if (chance == Chance.STORE_COMMITTED_UNHEARD) {
            world.tell(() -> "  of which nobody hears");
            throw new StateStoreException("The connection to the database broke: try again", null);
        }
    }

    @Override
    public void hint(ConnectionId connection, Collection<Hint> hints) {
        process.demandAlive();
        store.hint(connection, hints);
    }

    @Override
    public ConnectionState connection(ConnectionId connection) {
        process.demandAlive();
        return store.connection(connection);
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        process.demandAlive();
        return store.entries(query);
    }

    @Override
    public List<MatchGroup> matches(MatchQuery query) {
        process.demandAlive();
        return store.matches(query);
    }

    @Override
    public List<Link> links(ConnectionId connection, PairId pair, Collection<LinkId> ids) {
        process.demandAlive();
        return store.links(connection, pair, ids);
    }

    @Override
    public List<Intent> intents(ConnectionId connection) {
        process.demandAlive();
        return store.intents(connection);
    }

    @Override
    public HistoryPage historyPage(HistoryQuery query) {
        process.demandAlive();
        return store.historyPage(query);
    }

    @Override
    public long countHistory(HistoryQuery query) {
        process.demandAlive();
        return store.countHistory(query);
    }

    @Override
    public long prune(Lease lease, Instant before, int most) {
        process.demandAlive();
        return store.prune(lease, before, most);
    }

    @Override
    public Map<EntryState, Long> count(ConnectionId connection, PairId pair) {
        process.demandAlive();
        return store.count(connection, pair);
    }

    @Override
    public long erase(ConnectionId connection, Collection<RecordRef> refs) {
        process.demandAlive();
        return store.erase(connection, refs);
    }

    @Override
    public void close() {}
}
