package io.github.tandemsync.core.transport;

import java.time.Duration;

/** Waiting that reports an interrupt as a value and keeps the flag. */
final class Waits {
    private Waits() {}

    /** False if the thread was interrupted. */
    static boolean await(Waiter waiter, Duration time) {
        try {
            waiter.await(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
