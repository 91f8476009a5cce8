package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.simulators.hubspot.AppToken;
import io.github.tandemsync.simulators.hubspot.RateLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HubSpot's calls a day are shared by all apps of the portal: a run leaves the last of them, and goes on the next day. */
class DailyCallsTest {
    private static final int A_DAY = 200;
    private static final int RESERVE = A_DAY * SyncRunnerBuilder.CALL_RESERVE / 100;
    private static final int MANY = 300;

    private static final AppToken OURS = AppToken.withAllScopes("pat-na1-ours", 1, "Tandem");
    private static final AppToken THEIRS = AppToken.withAllScopes("pat-na1-theirs", 2, "Newsletter");

    private final Systems systems = new Systems(portal ->
            portal.app(OURS).app(THEIRS).timeZone(ZoneId.of("America/New_York")).limits(new RateLimits(100, 5, A_DAY)));
    private final Instant midnight = Instant.parse("2026-03-03T05:00:00Z");
    private final Connectors connectors = systems.connectors();
    private final InMemoryStateStore store = new InMemoryStateStore(systems.clock);
    private final HubSpotConnector newsletter =
            Connectors.hubspot(systems, systems.hubspot.uri().toString(), THEIRS.token());

    @AfterEach
    void close() {
        newsletter.close();
        connectors.close();
        store.close();
        systems.close();
    }

    @Test
    void aRunLeavesTheLastCallsToTheOtherAppsAndGoesOnAfterMidnight() {
        for (int i = 0; i < MANY; i++) {
            systems.dynamics.user("Ada").create("account", Map.of("name", "Firm " + i));
        }
        systems.clock.advance(Duration.ofMinutes(3));
        connectors.hubspot().prepare(Connectors.COMPANIES);
        SyncRunner runner = runner();
        leaveOver(RESERVE + 3);
        int calls = callsOfAll();

        SyncReport report = runner.runOnce();

        assertThat(callsOfAll()).as("the run began").isGreaterThan(calls);
        assertThat(report.next()).isEqualTo(midnight);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("the calls of the LEFT system");
            assertThat(problem.message()).contains("of 200 calls are left", "10 % are kept", midnight.toString());
        });
        assertThat(companies()).isLessThan(MANY);
        for (int i = 0; i < RESERVE / 2; i++) {
            newsletter.identify();
        }
        assertThat(systems.throttled()).as("refusals").isEmpty();

        systems.clock.set(midnight);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(companies()).isEqualTo(MANY);
        assertThat(systems.throttled()).as("refusals").isEmpty();
    }

    private SyncRunner runner() {
        SyncRunner runner = systems.runner(connectors, store, connectors.pair("company-account.yaml"))
                .build();
        runner.pairs().enable("company-account");
        return runner;
    }

    /** The other app uses the rest. */
    private void leaveOver(int calls) {
        do {
            newsletter.identify();
        } while (Objects.requireNonNull(newsletter.quota()).left() > calls);
    }

    private int companies() {
        return systems.hubspot.truth().live("companies").size();
    }

    private int callsOfAll() {
        return systems.hubspot.log().entries().size();
    }
}
