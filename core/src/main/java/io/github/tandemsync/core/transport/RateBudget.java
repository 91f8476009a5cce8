package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one account of a system allows per time. It belongs to the account: every stack that talks to the account shares one. Safe
 * for use by several threads.
 */
public interface RateBudget {
    /**
     * Waits for a permit to send one request.
     *
     * @param lane which of the account's limits the request counts on
     * @param deadline when waiting is of no more use
     * @throws TransportException of category THROTTLED, not sent, if no permit can be had before the deadline
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Permit acquire(String lane, Instant deadline) throws InterruptedException;

    /**
     * The least time from the first of so many requests to the last, if nobody has used the limits so far.
     *
     * @param requests how many on each lane
     * @return null where this budget can not tell
     */
    default @Nullable Duration leastTime(Map<String, Long> requests) {
        return null;
    }

    /** The server said that the lane's limit is used up: nobody sends on it for the given time. */
    void pause(String lane, Duration time);

    /** One request's place; closed when its answer is there. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }
}
