package io.github.tandemsync.core.transport;

import java.time.Duration;

/** Lets time pass. A test moves its clock instead. */
@FunctionalInterface
public interface Waiter {
    /**
     * Returns after the given time.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void await(Duration time) throws InterruptedException;
}
