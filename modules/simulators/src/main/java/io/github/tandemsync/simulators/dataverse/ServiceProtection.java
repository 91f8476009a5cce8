package io.github.tandemsync.simulators.dataverse;

import java.time.Duration;

/**
 * The three service protection limits (Dataverse, "Service protection API limits"), per user and server.
 *
 * @param requests most requests in the window; a batch counts each of its operations
 * @param execution most execution time in the window
 * @param concurrent most requests at once
 * @param window sliding window
 * @param cost execution time that the simulator charges for one operation
 */
public record ServiceProtection(int requests, Duration execution, int concurrent, Duration window, Duration cost) {
    /** The documented numbers, with 100 milliseconds charged for each operation. */
    public static ServiceProtection documented() {
        return new ServiceProtection(6000, Duration.ofMinutes(20), 52, Duration.ofMinutes(5), Duration.ofMillis(100));
    }

    /** Other numbers for requests in the window and at once. */
    public ServiceProtection with(int otherRequests, int otherConcurrent) {
        return new ServiceProtection(otherRequests, execution, otherConcurrent, window, cost);
    }

    /** Another execution budget and cost per operation. */
    public ServiceProtection with(Duration otherExecution, Duration otherCost) {
        return new ServiceProtection(requests, otherExecution, concurrent, window, otherCost);
    }
}
