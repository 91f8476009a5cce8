package io.github.tandemsync.simulators.hubspot;

import org.junit.jupiter.api.AfterEach;

/**
 * A simulator with a clock that stands still, and a client. As no time passes and the client has no budget, it begins without
 * limits; those are a matter of {@code AccessTest}.
 */
abstract class SimulatorTest {
    final TestClock clock = new TestClock();
    HubSpotSimulator hubspot =
            HubSpotSimulator.builder().clock(clock).limits(RateLimits.none()).start();
    Api api = new Api(hubspot);

    @AfterEach
    void close() {
        hubspot.close();
    }

    /** Starts again with another configuration; the clock stays the same. */
    void restart(HubSpotSimulatorBuilder builder) {
        hubspot.close();
        hubspot = builder.clock(clock).start();
        api = new Api(hubspot);
    }
}
