package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A run over an empty store and two systems in memory, with a clock that a test moves. */
final class EngineFixture {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final ConnectionId CONNECTION = new ConnectionId("contoso");
    static final PairId PAIR = new PairId("company-account");
    static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    static final ObjectType ACCOUNTS = ObjectType.parse("dynamics:account");
    static final RecordRef COMPANY = COMPANIES.ref("51");
    static final RecordRef ACCOUNT = ACCOUNTS.ref("a1");

    final Time time = new Time();
    final InMemoryStateStore store = new InMemoryStateStore(time);
    final FakeSystem left;
    final FakeSystem right;
    final ObjectPair pair;
    final Settings settings;
    final Session session;

    /** A clock that stands still until it is moved. */
    static final class Time implements InstantSource {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    EngineFixture(ObjectPair pair) {
        this(pair, FakeSystem.historic("hubspot"), FakeSystem.conditional("dynamics"));
    }

    EngineFixture(ObjectPair pair, FakeSystem left, FakeSystem right) {
        this.pair = pair;
        this.left = left;
        this.right = right;
        AtomicInteger ids = new AtomicInteger();
        Stage stage = new Stage(StageExecutor.direct());
        settings = new Settings(
                CONNECTION,
                left,
                right,
                List.of(pair),
                store,
                time,
                () -> "id-" + ids.incrementAndGet(),
                new HolderId("holder"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                2000,
                SyncRunner.Builder.CALL_RESERVE,
                stage,
                SyncListener.SILENT);
        Map<Side, Endpoint> endpoints = new EnumMap<>(Side.class);
        endpoints.put(Side.LEFT, new Endpoint(Side.LEFT, left, stage));
        endpoints.put(Side.RIGHT, new Endpoint(Side.RIGHT, right, stage));
        session = new Session(settings, endpoints, new LeaseKeeper(settings), new TreeMap<>());
        session.open(new Slice(
                SliceBudget.unlimited(), time, new CallReserve(endpoints.values(), settings.callReserve(), time)));
    }

    /** The stored entry. */
    Entry entry(RecordRef ref) {
        return session.entries(pair.id(), List.of(ref)).get(0);
    }

    /** The stored link of the two. */
    Link link(RecordRef one, RecordRef other) {
        return session.links(
                        pair.id(), Set.of(Link.between(pair.id(), one, other).id()))
                .get(0);
    }

    void store(Entry... entries) {
        StateChange change = new StateChange();
        for (Entry entry : entries) {
            change.put(EntryUpdate.keep(entry));
        }
        session.commit(change);
    }

    /** Everything that was recorded, oldest first. */
    List<HistoryEntry> history() {
        return store.history(HistoryQuery.of(CONNECTION));
    }
}
