package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.LocalCoordinator;
import io.github.tandemsync.core.engine.SyncListener;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.hubspot.connector.HubSpotConnector;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two portals with two organisations, over HTTP, in one process: one SQLite file, one coordinator. */
class TwoConnectionsTest {
    private static final Duration INTERVAL = Duration.ofMillis(1);

    @TempDir
    Path directory;

    private final Systems one = new Systems();
    private final Systems two = new Systems();
    private JdbcStateStore store;
    private LocalCoordinator coordinator;

    @BeforeEach
    void open() {
        store = JdbcStateStore.open("jdbc:sqlite:" + directory.resolve("tandem.db"));
        coordinator = LocalCoordinator.builder()
                .threads(2)
                .backOff(Duration.ofMillis(1), Duration.ofMillis(10))
                .build();
    }

    @AfterEach
    void close() {
        coordinator.close();
        store.close();
        one.close();
        two.close();
    }

    /** A connection that says when it is quiet, and when it failed. */
    private final class Customer implements SyncListener, AutoCloseable {
        final CountDownLatch quiet = new CountDownLatch(4);
        final CountDownLatch failed = new CountDownLatch(2);
        final Systems systems;
        final Connectors connectors;
        final SyncRunner runner;

        Customer(String name, Systems systems, HubSpotConnector hubspot) {
            this.systems = systems;
            connectors = new Connectors(hubspot, systems.connectors().dynamics());
            runner = SyncRunner.builder()
                    .connection(name)
                    .left(hubspot)
                    .right(connectors.dynamics())
                    .stateStore(store)
                    .pair(systems.connectors().pair("company-account.yaml"))
                    .clock(systems.clock)
                    .listener(this)
                    .build();
        }

        Customer(String name, Systems systems) {
            this(name, systems, systems.connectors().hubspot());
            connectors.hubspot().prepare(Connectors.COMPANIES);
            runner.pairs().enable("company-account");
            systems.hubspot.users().create("companies", Map.of("name", name));
            systems.dynamics.user("Ada").create("account", Map.of("name", name + " of Ada"));
        }

        @Override
        public void ended(SyncReport report) {
            systems.clock.advance(Duration.ofMinutes(3));
            if (report.ok() && report.writes() == 0) {
                quiet.countDown();
            }
        }

        @Override
        public void failed(String message, Instant next) {
            assertThat(message).contains("401");
            failed.countDown();
        }

        void demandInStep(String name) {
            assertThat(systems.hubspot.truth().live("companies"))
                    .extracting(record -> record.value("name"))
                    .containsExactlyInAnyOrder(name, name + " of Ada");
            assertThat(systems.dynamics.truth().live("account"))
                    .extracting(row -> row.value("name"))
                    .containsExactlyInAnyOrder(name, name + " of Ada");
        }

        List<String> companies() {
            return systems.hubspot.truth().live("companies").stream()
                    .map(record -> record.id())
                    .toList();
        }

        @Override
        public void close() {
            runner.close();
            connectors.close();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void bothComeInStepThoughTheirRecordsHaveTheSameIds() throws Exception {
        try (Customer contoso = new Customer("contoso", one);
                Customer fabrikam = new Customer("fabrikam", two)) {
            contoso.runner.start(INTERVAL, coordinator);
            fabrikam.runner.start(INTERVAL, coordinator);
            await(contoso.quiet);
            await(fabrikam.quiet);
            assertThat(coordinator.drain(Duration.ofMinutes(1))).isTrue();

            contoso.demandInStep("contoso");
            fabrikam.demandInStep("fabrikam");
            assertThat(contoso.companies()).as("the same ids").containsAnyElementsOf(fabrikam.companies());
        }
        for (String name : List.of("contoso", "fabrikam")) {
            assertThat(store.history(HistoryQuery.of(new ConnectionId(name)))).hasSizeGreaterThan(1);
            assertThat(store.connection(new ConnectionId(name)).pins()).isNotEmpty();
        }
    }

    @Test
    void aTokenThatIsTakenAwayStopsItsOwnConnectionOnly() throws Exception {
        String portal = two.hubspot.uri().toString();
        try (Customer contoso = new Customer("contoso", one);
                Customer fabrikam = new Customer("fabrikam", two)) {
            fabrikam.runner.close();
            try (Customer locked = new Customer("fabrikam", two, Connectors.hubspot(two, portal, "pat-taken-away"))) {
                locked.runner.start(INTERVAL, coordinator);
                contoso.runner.start(INTERVAL, coordinator);
                await(contoso.quiet);
                await(locked.failed);
                assertThat(coordinator.drain(Duration.ofMinutes(1))).isTrue();
            }
            contoso.demandInStep("contoso");
            assertThat(two.hubspot.truth().live("companies")).hasSize(1);
        }
    }
}
