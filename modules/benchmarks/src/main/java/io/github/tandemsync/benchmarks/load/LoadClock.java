package io.github.tandemsync.benchmarks.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's time, which can be put forward so that nobody waits for a lag to pass. Safe for several threads. */
final class LoadClock implements InstantSource {
    private final InstantSource machine;
    private volatile Duration ahead = Duration.ZERO;

    LoadClock(InstantSource machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(ahead);
    }

    /** Only one thread may put it forward. */
    void skip(Duration time) {
        ahead = ahead.plus(time);
    }
}
