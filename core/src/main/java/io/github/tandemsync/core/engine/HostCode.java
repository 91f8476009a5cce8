package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks code of the host that may take its time, and knows the threads on which it runs: they must not wait for the run that waits for
 * them. Safe for several threads.
 */
final class HostCode {
    private final Duration most;
    private final @Nullable TimeLimiter limiter;
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    /** @param limiter null: the code runs on the thread that asks, for as long as it takes */
    HostCode(Duration most, @Nullable TimeLimiter limiter) {
        this.most = most;
        this.limiter = limiter;
    }

    /** For as long as it takes, on the thread that asks. */
    static HostCode unhurried() {
        return new HostCode(Duration.ZERO, null);
    }

    /** How long it waits for an answer. */
    Duration most() {
        return most;
    }

    /** What the code answers in time; else as {@link TimeLimiter#ask}. */
    <T> T ask(Supplier<T> code) throws TimeoutException, InterruptedException {
        return limiter == null ? code.get() : limiter.ask(most, () -> marked(code));
    }

    private <T> T marked(Supplier<T> code) {
        inside.set(true);
        try {
            return code.get();
        } finally {
            inside.remove();
        }
    }

    /** @throws CalledBack on a thread that a run waits for */
    void demandOutside() {
        if (inside.get() != null) {
            throw new CalledBack();
        }
    }
}
