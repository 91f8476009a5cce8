package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alarms that ring one after the other when a test says so, on its clock: as if there were one thread. */
final class ManualAlarms implements Alarms {
    private final InstantSource clock;
    private final List<Set> all = new ArrayList<>();
    private int order;
    private boolean closed;

    private record Set(Object alarm, Instant at, int order, Runnable work) {}

    ManualAlarms(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Alarm alarm() {
        return new Alarm() {
            private boolean off;

            @Override
            public void set(Duration after, Runnable work) {
                all.removeIf(set -> set.alarm().equals(this));
                if (!off) {
                    all.add(new Set(this, clock.instant().plus(after), order++, work));
                }
            }

            @Override
            public void off() {
                off = true;
                all.removeIf(set -> set.alarm().equals(this));
            }
        };
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** When the next one rings; null if none is set. */
    @Nullable
    Instant next() {
        return all.stream()
                .min(Comparator.comparing(Set::at).thenComparing(Set::order))
                .map(Set::at)
                .orElse(null);
    }

    /** The next one rings, if its time has come. */
    boolean ring() {
        Set next = all.stream()
                .min(Comparator.comparing(Set::at).thenComparing(Set::order))
                .filter(set -> !set.at().isAfter(clock.instant()))
                .orElse(null);
        if (next == null) {
            return false;
        }
        all.remove(next);
        next.work().run();
        return true;
    }
}
