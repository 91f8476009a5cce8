package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.Lag;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both systems say when a record was changed, and what time it is; the runner's own clock is an hour slow. */
class LagTest {
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final SyncRunner runner = SyncRunner.builder()
            .connection("contoso")
            .left(connectors.hubspot())
            .right(connectors.dynamics())
            .stateStore(new InMemoryStateStore(systems.clock))
            .pair(connectors.pair("company-account.yaml"))
            .clock(() -> systems.clock.instant().minus(Duration.ofHours(1)))
            .build();

    @AfterEach
    void close() {
        runner.close();
        connectors.close();
        systems.close();
    }

    private Lag run() {
        systems.clock.advance(PAUSE);
        SyncReport report = runner.runOnce();
        assertThat(report.ok()).as(report.text()).isTrue();
        return report.pairs().values().iterator().next().lag();
    }

    @Test
    void aChangeIsMeasuredFromItsTimeByItsOwnSystemsClock() {
        String company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
        UUID account = systems.dynamics.user("Ada").create("account", Map.of("name", "Fabrikam"));
        connectors.hubspot().prepare(Connectors.COMPANIES);
        runner.pairs().enable("company-account");
        assertThat(run()).as("first contact is no change").isEqualTo(Lag.NONE);
        systems.clock.advance(PAUSE);
        runner.runOnce();

        systems.hubspot.users().edit("companies", company, Map.of("phone", "+49301234"));
        assertMeasured(run());
        systems.dynamics.user("Ada").edit("account", account, Map.of("telephone1", "+49305678"));
        assertMeasured(run());
    }

    /** The calls of the run take some time too. */
    private static void assertMeasured(Lag lag) {
        assertThat(lag.count()).isEqualTo(1);
        assertThat(lag.unknown()).isZero();
        assertThat(lag.max()).isBetween(PAUSE.minusSeconds(2), PAUSE.plusMinutes(1));
    }
}
