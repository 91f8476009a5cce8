package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.engine.SliceContext;
import io.github.tandemsync.core.engine.SliceResult;
import io.github.tandemsync.core.engine.SliceTask;
import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.WorkCoordinator;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.ConnectionId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator without a thread: a slice of a started runner begins when the history says so, and at some call within it somebody may
 * drain it. From then on the round that is under way is the last.
 */
final class Beats implements WorkCoordinator, SyncListener, SliceContext {
    private static final int SELDOM = 6;
    private static final int MOST_CALLS = 24;

    private final Manner manner;
    private final InstantSource clock;
    private final List<String> problems = new ArrayList<>();
    private @Nullable SliceTask task;
    private @Nullable RecordRef seen;
    private int callsUntilDrained = -1;
    private int written;
    private boolean draining;
    private boolean running;

    Beats(Manner manner, InstantSource clock) {
        this.manner = manner;
        this.clock = clock;
    }

    /**
     * The next slice; null if the runner was taken out.
     *
     * @param mayDrain false where the run is to do what a plan said: one that is drained is two, of which the second begins with scans
     */
    @Nullable
    SliceResult slice(boolean mayDrain) {
        callsUntilDrained = mayDrain && manner.chance(clock, SELDOM) == 0 ? 1 + manner.chance(clock, MOST_CALLS) : -1;
        SliceTask work = Objects.requireNonNull(task, "nothing is started");
        running = true;
        try {
            return work.run(this);
        } catch (RuntimeException | Error fault) {
            work.failed(fault, clock.instant().plusSeconds(60));
            throw fault;
        } finally {
            running = false;
        }
    }

    boolean isStarted() {
        return task != null;
    }

    /** A record that was read; null if none was. */
    @Nullable
    RecordRef seen() {
        return seen;
    }

    /** What runs have told since this was asked last. */
    List<String> told() {
        List<String> told = List.copyOf(problems);
        problems.clear();
        return told;
    }

    /**
     * The connector, whose calls are seen here.
     *
     * @param roundSize most records of a round, of which each faces one
     */
    Connector watched(Connector connector, int roundSize) {
        return (Connector) Proxy.newProxyInstance(
                Beats.class.getClassLoader(), new Class<?>[] {Connector.class}, (proxy, method, arguments) -> {
                    called(method.getName(), arguments, 2 * roundSize);
                    try {
                        return method.invoke(connector, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void called(String method, @Nullable Object @Nullable [] arguments, int most) {
        if (method.equals("write")
                && draining
                && arguments != null
                && (written += ((List<?>) arguments[0]).size()) > most) {
            throw new AssertionError("another round is begun although the runner is drained");
        }
        if (arguments != null
                && arguments[0] instanceof ReadRequest request
                && !request.ids().isEmpty()) {
            seen = request.type().ref(request.ids().get(0));
        }
        if (running && callsUntilDrained > 0 && --callsUntilDrained == 0) {
            draining = true;
        }
    }

    @Override
    public boolean draining() {
        return draining;
    }

    @Override
    public void ended(SyncReport report) {
        problems.addAll(TandemEngine.faults(report.problems()));
    }

    @Override
    public void failed(String message, Instant next) {
        problems.add(message);
    }

    @Override
    public void start(ConnectionId connection, SliceTask slices) {
        task = slices;
        draining = false;
        written = 0;
    }

    @Override
    public void trigger(ConnectionId connection) {} // the history says when

    @Override
    public void stop(ConnectionId connection) {
        task = null;
    }

    @Override
    public boolean drain(Duration limit) {
        draining = true;
        return true;
    }

    @Override
    public void close() {
        draining = true;
    }
}
