package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs code of the host on a thread of its own, and waits for it no longer than it may take. An implementation MUST be safe for several
 * threads, and MUST NOT run the code more than once.
 */
public interface TimeLimiter {
    /**
     * What the code answers.
     *
     * @param most how long to wait
     * @throws TimeoutException if it has not answered by then; it is interrupted, and what it answers later goes nowhere
     * @throws java.util.concurrent.RejectedExecutionException if there is no thread, as all wait for code that never ends
     */
    <T> T ask(Duration most, Supplier<T> code) throws TimeoutException, InterruptedException;
}
