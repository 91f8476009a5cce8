package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.FencedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs again and again: slice after slice until a run is at its end, then after the interval, or earlier if something is due
 * earlier, or somebody hints at a record. A system whose calls are used up is left alone until it has new ones. Runs that fail are
 * tried ever later.
 */
final class Rhythm {
    /** How long a slice takes at most, but for the step that is begun: so long {@link SyncRunner#close()} may wait. */
    static final SliceBudget SLICE = SliceBudget.ofTime(Duration.ofSeconds(10));

    /** The longest pause after failed runs, where the interval is not longer. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /** How long hints are gathered, so that many that come together bring one run. */
    static final Duration GATHERING = Duration.ofSeconds(1);

    /** The shortest pause between a run and one that a hint brings: hints without an end must not use up the systems' calls. */
    static final Duration BREATH = Duration.ofSeconds(10);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private final Beat beat;
    private final InstantSource clock;
    private final SyncListener listener;
    private final Logger log;
    private Duration interval = Duration.ZERO;
    private @Nullable Alarm alarm;
    private volatile boolean resting;
    private int failures;
    private boolean beating;
    private boolean hinted;
    private Instant earliest = Instant.MAX;
    private Instant set = Instant.MIN;

    /** What is done at each beat. */
    interface Beat {
        /** The next slice; null if there is to be none. */
        @Nullable
        SyncReport slice();

        /** Until when a system is to be left alone; null if none is. */
        @Nullable
        Instant notBefore();
    }

    Rhythm(Beat beat, InstantSource clock, SyncListener listener, Logger log) {
        this.beat = beat;
        this.clock = clock;
        this.listener = listener;
        this.log = log;
    }

    synchronized void start(Duration every, Supplier<Alarm> alarms) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("The interval must be longer than zero; got " + every);
        }
        if (alarm != null) {
            throw new IllegalStateException(
                    "The runner was started already, and is started once only. To run at another interval,"
                            + " close it and build another");
        }
        interval = every;
        alarm = alarms.get();
        alarm.set(Duration.ZERO, this::next);
    }

    /** Whether no slice may begin: the runner is being closed. */
    boolean isResting() {
        return resting;
    }

    void rest(boolean value) {
        resting = value;
    }

    synchronized void end() {
        if (alarm != null) {
            alarm.off();
        }
    }

    /** Somebody says that there is something to look at, which the store knows already. */
    synchronized void hinted() {
        if (beating) {
            hinted = true;
        } else if (alarm != null) {
            Instant soon = later(clock.instant().plus(GATHERING), earliest);
            if (soon.isBefore(set)) {
                set(until(soon));
            }
        }
    }

    private synchronized void begin() {
        beating = true;
        hinted = false;
    }

    private void next() {
        begin();
        Pause pause;
        try {
            SyncReport report = beat.slice();
            if (report == null) {
                return;
            }
            pause = after(report);
        } catch (RuntimeException | Error fault) {
            pause = new Pause(failed(fault), null);
        }
        end(pause);
    }

    /**
     * What comes after a slice.
     *
     * @param length until the next, if nobody hints
     * @param least until the next, if somebody does; null if a hint changes nothing
     */
    private record Pause(Duration length, @Nullable Duration least) {}

    private synchronized void end(Pause pause) {
        beating = false;
        Duration least = pause.least();
        earliest = least == null ? Instant.MAX : clock.instant().plus(least);
        set(hinted && least != null ? least : pause.length());
    }

    private void set(Duration pause) {
        if (alarm != null) {
            set = clock.instant().plus(pause);
            alarm.set(pause, this::next);
        }
    }

    private Pause after(SyncReport report) {
        if (report.more()) {
            return new Pause(Duration.ZERO, null);
        }
        if (isFruitless(report)) {
            return new Pause(longer(backOff(), until(report.next())), null);
        }
        failures = 0;
        Instant notBefore = beat.notBefore();
        if (notBefore != null) {
            return new Pause(longer(interval, until(notBefore)), null);
        }
        Duration due = report.next() == null ? interval : longer(until(report.next()), SHORTEST_PAUSE);
        return new Pause(shorter(due, interval), shorter(BREATH, interval));
    }

    /** Every pair failed before anything was looked at. */
    private static boolean isFruitless(SyncReport report) {
        return !report.ok() && report.pairs().values().stream().allMatch(pair -> pair.looked() == 0);
    }

    private Duration failed(Throwable fault) {
        String message = fault instanceof TandemException
                ? String.valueOf(fault.getMessage())
                : "It ended with " + fault.getClass().getName();
        // another node's turn is no failure: when it ends, this one's begins
        Duration pause = fault instanceof FencedException ? interval : backOff();
        log.warn("A run failed, the next is tried in {}: {}", pause, message);
        try {
            listener.failed(message, clock.instant().plus(pause));
        } catch (RuntimeException broken) {
            log.warn("A listener threw {}", broken.getClass().getName());
        }
        return pause;
    }

    /** The interval, then twice as long each time. */
    private Duration backOff() {
        Duration most = longer(interval, LONGEST_PAUSE);
        Duration pause = interval;
        for (int i = 0; i < failures && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        failures++;
        return shorter(pause, most);
    }

    private Duration until(@Nullable Instant when) {
        return when == null ? Duration.ZERO : longer(Duration.between(clock.instant(), when), Duration.ZERO);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
