package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.e2e.simulation.check.Ledger;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The same engine in a process of its own, with a store of its own, on the same systems. Its writes are by the same app. */
final class Rival {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final World world;
    private final InMemoryStateStore store;
    private final Ledger ledger = new Ledger();
    private final EngineUnderTest engine;
    private List<String> problems = List.of();
    private int ids;

    Rival(World world, EngineUnderTest.Factory factory, ConnectionId connection) {
        this.world = world;
        this.store = new InMemoryStateStore(world.clock);
        this.engine = factory.start(new EngineUnderTest.Setup(
                connection,
                new RivalConnector(world, this, world.left),
                new RivalConnector(world, this, world.right),
                watched(),
                world.shape.pairs(),
                world.clock,
                () -> "rival-" + ++ids,
                "rival",
                World.LEASE,
                World.SETTLE,
                Staff.REMOVAL_SCAN,
                FOR_EVER,
                world.shape.roundSize(),
                world.host,
                () -> {}));
        engine.enable();
    }

    private StateStore watched() {
        return (StateStore) Proxy.newProxyInstance(
                Rival.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        StateChange change = (StateChange) arguments[1];
                        ledger.committed((Lease) arguments[0], change, world.clock.nextEvent());
                        world.ledger.toldElsewhere(change.history());
                        world.tell(() -> "the rival's commit " + Lines.of(change));
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    void cycle() {
        world.tell(() -> "the rival runs");
        problems = engine.cycle();
        problems.forEach(problem -> world.tell(() -> "problem of the rival: " + problem));
    }

    /** Whether its last run left the pair out because it had noticed the first one. */
    boolean isSuspended() {
        return problems.stream().anyMatch(problem -> problem.contains(Rivalry.CODE));
    }

    void stop() {
        world.tell(() -> "somebody stops the rival");
        engine.close();
    }

    /** What the record that it makes under the key descends from. */
    long origins(CreateKey key) {
        Intent intent = Objects.requireNonNull(ledger.lastCreate(key), key::toString);
        Row source = world.server(intent.target().other()).row(intent.source());
        return source == null ? 0 : source.origins();
    }
}
