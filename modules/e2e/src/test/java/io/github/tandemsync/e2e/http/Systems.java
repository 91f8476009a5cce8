package io.github.tandemsync.e2e.http;

import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.IndexLag;
import io.github.tandemsync.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;

/** Both systems on loopback, on one clock that only waiting and the test move. */
final class Systems implements AutoCloseable {
    /** How late HubSpot's search sees a write. */
    static final Duration LAG = Duration.ofSeconds(20);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
    final HubSpotSimulator hubspot = HubSpotSimulator.builder()
            .clock(clock)
            .pause(clock::advance)
            .indexLag(IndexLag.constant(LAG))
            .start();
    final DataverseSimulator dynamics =
            DataverseSimulator.builder().clock(clock).pause(clock::advance).start();

    /** Connectors of both, on the same clock. */
    Connectors connectors() {
        return Connectors.of(this);
    }

    /** Forgets the requests so far. */
    void clearLogs() {
        hubspot.log().clear();
        dynamics.log().clear();
    }

    @Override
    public void close() {
        hubspot.close();
        dynamics.close();
    }
}
