package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * When a runner runs again: slice after slice until a run is at its end, then after the interval, or earlier if something is due
 * earlier, or somebody hints at a record. A system whose calls are used up is left alone until it has new ones. Runs that fail are
 * tried ever later. A coordinator does the waiting.
 */
final class Rhythm implements SliceTask {
    /** How long a slice takes at most, but for the step that is begun. */
    static final SliceBudget SLICE = SliceBudget.ofTime(Duration.ofSeconds(10));

    /** The shortest pause between a run and one that a hint brings: hints without an end must not use up the systems' calls. */
    static final Duration BREATH = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final ConnectionId connection;
    private final Beat beat;
    private final InstantSource clock;
    private final SyncListener listener;
    private final Logger log;
    private volatile Duration interval = Duration.ZERO;
    private volatile @Nullable WorkCoordinator coordinator;
    private volatile boolean resting;
    private volatile boolean hintedMeanwhile;

    /** What is done at each beat. */
    interface Beat {
        /** The next slice; null if there is to be none. */
        @Nullable
        SyncReport slice(SliceContext context);

        /** Until when a system is to be left alone; null if none is. */
        @Nullable
        Instant notBefore();
    }

    Rhythm(ConnectionId connection, Beat beat, InstantSource clock, SyncListener listener, Logger log) {
        this.connection = connection;
        this.beat = beat;
        this.clock = clock;
        this.listener = listener;
        this.log = log;
    }

    /** @param before done once it is sure that this is the first start, before a slice begins */
    synchronized void start(Duration every, WorkCoordinator given, Runnable before) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("The interval must be longer than zero; got " + every);
        }
        if (coordinator != null) {
            throw new IllegalStateException(
                    "The runner was started already, and is started once only. To run at another interval,"
                            + " close it and build another");
        }
        interval = every;
        before.run();
        coordinator = given;
        try {
            given.start(connection, this);
        } catch (RuntimeException refused) {
            coordinator = null;
            throw refused;
        }
    }

    /** Whether no slice may begin: the runner is being closed. */
    boolean isResting() {
        return resting;
    }

    void rest(boolean value) {
        resting = value;
    }

    /** Whether other nodes may run the connection between two slices. */
    boolean isShared() {
        WorkCoordinator given = coordinator;
        return given != null && given.isShared();
    }

    void end() {
        WorkCoordinator given = coordinator;
        if (given != null) {
            given.stop(connection);
        }
    }

    /** Somebody says that there is something to look at, which the store knows already. */
    void hinted() {
        hintedMeanwhile = true;
        WorkCoordinator given = coordinator;
        if (given != null) {
            given.trigger(connection);
        }
    }

    @Override
    public @Nullable SliceResult run(SliceContext context) {
        hintedMeanwhile = false;
        SyncReport report;
        try {
            report = beat.slice(context);
        } catch (FencedException fault) {
            // another node's turn is no failure: when it ends, this one's begins
            Instant next = clock.instant().plus(interval);
            failed(fault, next);
            return SliceResult.done(next, next);
        }
        return report == null ? null : after(report);
    }

    private SliceResult after(SyncReport report) {
        Instant now = clock.instant();
        Instant due = report.next() == null || report.next().isBefore(now) ? now : report.next();
        if (report.more()) {
            return SliceResult.more(now);
        }
        if (isFruitless(report)) {
            return SliceResult.failed(due);
        }
        Instant usual = now.plus(interval);
        Instant notBefore = beat.notBefore();
        if (notBefore != null) {
            Instant next = later(usual, notBefore);
            return SliceResult.done(next, next);
        }
        Instant breath = earlier(now.plus(BREATH), usual);
        if (hintedMeanwhile) {
            return SliceResult.done(breath, breath);
        }
        Instant next = report.next() == null ? usual : earlier(usual, later(due, now.plus(SHORTEST_PAUSE)));
        return SliceResult.done(earlier(next, breath), next);
    }

    /** Every pair failed before anything was looked at. */
    private static boolean isFruitless(SyncReport report) {
        boolean failed = report.problems().stream().anyMatch(problem -> !problem.waiting());
        return failed && report.pairs().values().stream().allMatch(pair -> pair.looked() == 0);
    }

    @Override
    public void failed(Throwable fault, Instant next) {
        String message = fault instanceof TandemException
                ? String.valueOf(fault.getMessage())
                : "It ended with " + fault.getClass().getName();
        log.warn("A run failed, the next is tried in {}: {}", Duration.between(clock.instant(), next), message);
        try {
            listener.failed(message, next);
        } catch (RuntimeException broken) {
            log.warn("A listener threw {}", broken.getClass().getName());
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
