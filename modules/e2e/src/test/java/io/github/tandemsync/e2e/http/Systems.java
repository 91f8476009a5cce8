package io.github.tandemsync.e2e.http;

import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.simulators.dataverse.DataverseSimulator;
import io.github.tandemsync.simulators.dataverse.ServiceProtection;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulator;
import io.github.tandemsync.simulators.hubspot.HubSpotSimulatorBuilder;
import io.github.tandemsync.simulators.hubspot.IndexLag;
import io.github.tandemsync.simulators.server.LogEntry;
import io.github.tandemsync.simulators.server.RequestLog;
import io.github.tandemsync.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Both systems on loopback, on one clock that only waiting and the test move. */
public final class Systems implements AutoCloseable {
    /** How late HubSpot's search sees a write. */
    public static final Duration LAG = Duration.ofSeconds(20);

    private static final int TOO_MANY = 429;

    private final Map<String, Long> throttled = new TreeMap<>();
    private final Map<String, Long> seen = new TreeMap<>();

    public final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
    public final HubSpotSimulator hubspot;
    public final DataverseSimulator dynamics;

    /** With the limits of the smallest plan. */
    Systems() {
        this(portal -> portal);
    }

    /** With another portal. */
    Systems(UnaryOperator<HubSpotSimulatorBuilder> portal) {
        this(portal, organisation -> organisation);
    }

    /** With another portal, and another organisation. */
    public Systems(
            UnaryOperator<HubSpotSimulatorBuilder> portal, UnaryOperator<DataverseSimulator.Builder> organisation) {
        hubspot = portal.apply(HubSpotSimulator.builder()
                        .clock(clock)
                        .pause(clock::advance)
                        .indexLag(IndexLag.constant(LAG)))
                .start();
        dynamics = organisation
                .apply(DataverseSimulator.builder()
                        .clock(clock)
                        .pause(clock::advance)
                        .serviceProtection(ServiceProtection.documented()))
                .start();
    }

    /** Connectors of both, on the same clock. */
    public Connectors connectors() {
        return Connectors.of(this);
    }

    /** A runner of one pair over both, on their clock. */
    public SyncRunnerBuilder runner(Connectors connectors, StateStore store, ObjectPair pair) {
        return SyncRunner.builder()
                .connection("contoso")
                .left(connectors.hubspot())
                .right(connectors.dynamics())
                .stateStore(store)
                .pair(pair)
                .clock(clock);
    }

    /** Forgets the requests so far. */
    void clearLogs() {
        throttled();
        hubspot.log().clear();
        dynamics.log().clear();
    }

    /** How often each system has refused a request with 429, cleared logs included. */
    Map<String, Long> throttled() {
        note("hubspot", hubspot.log());
        note("dynamics", dynamics.log());
        return throttled;
    }

    private void note(String system, RequestLog log) {
        long counted = seen.getOrDefault(system, 0L);
        List<LogEntry> fresh = log.entries(entry -> entry.sequence() > counted);
        long refused =
                fresh.stream().filter(entry -> entry.status() == TOO_MANY).count();
        if (refused > 0) {
            throttled.merge(system, refused, Long::sum);
        }
        fresh.forEach(entry -> seen.put(system, entry.sequence()));
    }

    /** Whether both logs keep what is answered from now on. */
    void keepAnswers(boolean keep) {
        hubspot.log().keepAnswers(keep);
        dynamics.log().keepAnswers(keep);
    }

    @Override
    public void close() {
        hubspot.close();
        dynamics.close();
    }
}
