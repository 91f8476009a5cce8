package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Runs the connections of one process on a few threads. Each connection has at most one slice under way; whoever is due first is next,
 * and a connection with more work goes behind those that are waiting, so that a big one keeps no small one out. After a failed slice
 * the connection pauses, twice as long each time, and up to a quarter longer by chance; the others go on. Limits of the systems' calls
 * are the clients' and the same whatever the number of threads.
 *
 * <p>Safe for several threads. Its threads are its own and daemons; {@link #close()} ends them.
 */
public final class LocalCoordinator implements WorkCoordinator {
    /** Most slices at the same time. */
    public static final int THREADS = 2;

    /** The pause after a first failed slice. */
    public static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    /** The longest pause after failed slices, but for chance. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** How long {@link #close()} waits for the slices that are under way. */
    public static final Duration CLOSING = Duration.ofSeconds(30);

    private final Alarms alarms;
    private final InstantSource clock;
    private final BackOff backOff;
    private final boolean alone;
    private final Semaphore turns = new Semaphore(Integer.MAX_VALUE);
    private final Map<ConnectionId, Slot> slots = new LinkedHashMap<>();
    private boolean draining;
    private boolean drained;

    private LocalCoordinator(Alarms alarms, InstantSource clock, BackOff backOff, boolean alone) {
        this.alarms = alarms;
        this.clock = clock;
        this.backOff = backOff;
        this.alone = alone;
    }

    /** For one runner, which is tried again after its own interval first. It ends with the runner. */
    static LocalCoordinator alone(Alarms alarms, InstantSource clock, Duration interval) {
        Duration most = interval.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : interval;
        return new LocalCoordinator(alarms, clock, new BackOff(interval, most, SystemWiring.chance()), true);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public synchronized void start(ConnectionId connection, SliceTask task) {
        if (draining) {
            throw new IllegalStateException(
                    "The coordinator was drained; start connection " + connection + " with another");
        }
        if (slots.containsKey(connection)) {
            throw new IllegalStateException("Connection " + connection
                    + " was started already; stop it first, or give the other runner a connection id of its own");
        }
        Slot slot = new Slot(task, alarms.alarm(), clock, backOff, turns);
        slots.put(connection, slot);
        slot.start();
    }

    @Override
    public synchronized void trigger(ConnectionId connection) {
        Slot slot = slots.get(connection);
        if (slot != null) {
            slot.trigger();
        }
    }

    @Override
    public synchronized void stop(ConnectionId connection) {
        Slot slot = slots.remove(connection);
        if (slot != null) {
            slot.stop();
        }
        if (alone) {
            alarms.close();
        }
    }

    @Override
    public boolean drain(Duration limit) {
        for (Slot slot : stopAll()) {
            slot.stop();
        }
        try {
            boolean ended = isDrained() || turns.tryAcquire(Integer.MAX_VALUE, limit.toNanos(), TimeUnit.NANOSECONDS);
            if (ended) {
                noteDrained();
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized List<Slot> stopAll() {
        if (slots.values().stream().anyMatch(Slot::isMine)) {
            throw new IllegalStateException(
                    "The coordinator was told to drain from inside a slice, which would wait for"
                            + " itself. Call it from another thread");
        }
        draining = true;
        return List.copyOf(slots.values());
    }

    private synchronized boolean isDrained() {
        return drained;
    }

    private synchronized void noteDrained() {
        drained = true;
    }

    @Override
    public void close() {
        drain(CLOSING);
        alarms.close();
    }

    /** Collects a coordinator's settings; not safe for several threads. */
    public static final class Builder {
        private int threads = THREADS;
        private Duration first = FIRST_PAUSE;
        private Duration most = LONGEST_PAUSE;
        private InstantSource clock = SystemWiring.clock();
        private DoubleSupplier chance = SystemWiring.chance();

        private Builder() {}

        /**
         * Most slices at the same time; two by default. A slice waits for the systems most of its time, so a few threads do for many
         * connections; but one that waits holds its thread for up to ten seconds.
         */
        public Builder threads(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("threads must be 1 or more; got " + value);
            }
            threads = value;
            return this;
        }

        /** The pauses after failed slices, the first and the longest; one and 15 minutes by default. */
        public Builder backOff(Duration firstPause, Duration longestPause) {
            if (firstPause.isNegative() || firstPause.isZero() || longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException(
                        "The first pause must be longer than zero, and the longest not shorter than"
                                + " the first; got " + firstPause + " and " + longestPause);
            }
            first = firstPause;
            most = longestPause;
            return this;
        }

        /** The clock of the runners. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** Where the chance in pauses comes from: from 0 to 1; called by several threads. */
        public Builder chance(DoubleSupplier value) {
            chance = value;
            return this;
        }

        public LocalCoordinator build() {
            return build(SystemWiring.alarms(threads));
        }

        LocalCoordinator build(Alarms alarms) {
            return new LocalCoordinator(alarms, clock, new BackOff(first, most, chance), false);
        }
    }
}
