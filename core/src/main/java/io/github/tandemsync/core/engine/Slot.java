package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** One connection's place with a {@link LocalCoordinator}: its slices follow each other on an alarm of its own. */
final class Slot implements SliceContext {
    /** How long triggers are gathered, so that many that come together bring one slice. */
    static final Duration GATHERING = Duration.ofSeconds(1);

    private final SliceTask task;
    private final Alarm alarm;
    private final InstantSource clock;
    private final BackOff backOff;
    private final Semaphore turns;
    private volatile boolean stopped;
    private int failures;
    private @Nullable Thread thread;
    private boolean triggered;
    private Instant earliest = Instant.MAX;
    private Instant set = Instant.MIN;

    /** @param turns one is taken for the time of a slice; no slice begins where none is left */
    Slot(SliceTask task, Alarm alarm, InstantSource clock, BackOff backOff, Semaphore turns) {
        this.task = task;
        this.alarm = alarm;
        this.clock = clock;
        this.backOff = backOff;
        this.turns = turns;
    }

    synchronized void start() {
        set(clock.instant());
    }

    synchronized void trigger() {
        if (thread != null) {
            triggered = true;
            return;
        }
        Instant soon = clock.instant().plus(GATHERING);
        Instant when = soon.isBefore(earliest) ? earliest : soon;
        if (when.isBefore(set)) {
            set(when);
        }
    }

    synchronized void stop() {
        stopped = true;
        alarm.off();
    }

    @Override
    public boolean draining() {
        return stopped;
    }

    /** Whether the calling thread is in the middle of a slice of it. */
    synchronized boolean isMine() {
        return Thread.currentThread().equals(thread);
    }

    private void next() {
        if (stopped || !turns.tryAcquire()) {
            return;
        }
        begin();
        try {
            run();
        } finally {
            turns.release();
        }
    }

    private void run() {
        Throwable thrown = null;
        SliceResult result = null;
        try {
            result = task.run(this);
        } catch (RuntimeException | Error fault) {
            thrown = fault;
        }
        Instant next = end(thrown == null ? result : SliceResult.failed(clock.instant()));
        if (thrown != null) {
            task.failed(thrown, next);
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        triggered = false;
    }

    private synchronized Instant end(@Nullable SliceResult result) {
        thread = null;
        if (result == null) {
            stop();
            return Instant.MAX;
        }
        Instant next = result.failed() ? failed(result) : triggered ? result.notBefore() : result.next();
        failures = result.failed() ? failures + 1 : 0;
        earliest = result.failed() || result.moreWork() ? Instant.MAX : result.notBefore();
        set(next);
        return next;
    }

    private Instant failed(SliceResult result) {
        Instant next = clock.instant().plus(backOff.after(failures));
        return next.isBefore(result.notBefore()) ? result.notBefore() : next;
    }

    private void set(Instant when) {
        set = when;
        Duration pause = Duration.between(clock.instant(), when);
        alarm.set(pause.isNegative() ? Duration.ZERO : pause, this::next);
    }
}
