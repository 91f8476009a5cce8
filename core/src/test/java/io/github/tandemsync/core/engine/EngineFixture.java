package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.StoreWitness;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A run over an empty store and two systems in memory, at a time that stands still. */
final class EngineFixture {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final PairId PAIR = new PairId("company-account");
    static final ObjectType COMPANIES = ObjectType.parse("hubspot:companies");
    static final ObjectType ACCOUNTS = ObjectType.parse("dynamics:account");
    static final RecordRef COMPANY = COMPANIES.ref("51");
    static final RecordRef ACCOUNT = ACCOUNTS.ref("a1");

    final ObjectPair pair;
    final Session session;

    EngineFixture(ObjectPair pair, Connector left, Connector right) {
        this.pair = pair;
        InstantSource time = InstantSource.fixed(START);
        AtomicInteger ids = new AtomicInteger();
        Stage stage = new Stage(StageExecutor.direct());
        Settings settings = new Settings(
                new ConnectionId("contoso"),
                left,
                right,
                List.of(pair),
                Fingerprint.of(List.of(pair)),
                new InMemoryStateStore(time),
                StoreWitness.inMemory(),
                time,
                () -> "id-" + ids.incrementAndGet(),
                new HolderId("holder"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                20,
                Duration.ofHours(24),
                null,
                SyncRunnerBuilder.HISTORY_RETENTION,
                2000,
                SyncRunnerBuilder.CALL_RESERVE,
                stage,
                HostCode.unhurried(),
                SyncListener.SILENT);
        Map<Side, Endpoint> endpoints = new EnumMap<>(Side.class);
        endpoints.put(Side.LEFT, new Endpoint(Side.LEFT, left, stage, () -> {}, time));
        endpoints.put(Side.RIGHT, new Endpoint(Side.RIGHT, right, stage, () -> {}, time));
        session = new Session(
                settings,
                endpoints,
                new LeaseKeeper(settings),
                new TreeMap<>(),
                new Arrivals(),
                none -> false,
                RecoveryRules::storeIsOlder);
        session.open(new Slice(
                SliceBudget.unlimited(), time, new CallReserve(endpoints.values(), settings.callReserve(), time)));
    }
}
