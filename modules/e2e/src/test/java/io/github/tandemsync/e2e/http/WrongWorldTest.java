package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.mapping.Mapping;
import io.github.tandemsync.mapping.MappingException;
import io.github.tandemsync.mapping.Mappings;
import io.github.tandemsync.simulators.dataverse.Truth;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that is not the one it was, and a store that is older than the systems, over HTTP and with a store on disk. */
class WrongWorldTest {
    private static final Duration PAUSE = SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1);
    private static final String PAIR = "company-account";

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final Path folder;
    private final String company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
    private final UUID account = systems.dynamics.user("Ada").create("account", Map.of("name", "Contoso"));
    private JdbcStateStore store;
    private SyncRunner runner;

    WrongWorldTest(@TempDir Path folder) {
        this.folder = folder;
        store = open("tandem.db");
        runner = start();
    }

    @BeforeEach
    void bringInStep() {
        connectors.hubspot().prepare(Connectors.COMPANIES);
        runner.pairs().enable(PAIR);
        run();
        run();
    }

    @AfterEach
    void close() {
        runner.close();
        store.close();
        connectors.close();
        systems.close();
    }

    @Test
    void aCopyOfTheOrganisationIsRefusedAndPreflightSaysWhy() {
        systems.dynamics.admin().changeOrganizationId(UUID.randomUUID()); // a sandbox copy has the same GUIDs
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Test"));
        systems.clock.advance(Duration.ofHours(6)); // the process lives on, and asks again

        assertThatThrownBy(runner::runOnce)
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("speaks to dynamics:")
                .hasMessageContaining("another store or connection id")
                .hasMessageContaining("sandbox");

        assertThat(runner.preflight().ok()).isFalse();
        assertThat(runner.preflight().text()).contains("sandbox");
        assertThat(hubspot("name")).isEqualTo("Contoso");
    }

    @Test
    void anOrganisationThatWasRestoredOntoItselfStopsUntilItIsAccepted() {
        Truth.Snapshot backup = systems.dynamics.truth().snapshot();
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG"));
        run();
        systems.hubspot.users().create("companies", Map.of("name", "Fabrikam"));
        run();
        run();
        systems.dynamics.admin().restoreBackup(backup);
        systems.hubspot.users().edit("companies", company, Map.of("phone", "+49301234"));
        long writes = systems.dynamics.truth().writes();

        SyncReport stopped = run();

        assertThat(stopped.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("restored environment")
                        .contains("acceptRestored()"));
        assertThat(systems.dynamics.truth().writes()).isEqualTo(writes);
        restart("tandem.db");
        assertThat(run().ok()).isFalse();
        assertThat(runner.preflight().ok()).isFalse();

        runner.acceptRestored();
        SyncReport report = run();

        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isZero();
        assertThat(dynamics("name")).isEqualTo("Contoso");
        assertThat(hubspot("name")).isEqualTo("Contoso AG");
        assertThat(runner.conflicts().count()).as("name and phone").isEqualTo(2);
        assertThat(systems.dynamics.truth().live("account")).hasSize(1);
    }

    @Test
    void aQuietOrganisationThatWasRestoredOntoItselfIsKnownByItsFeedAlone() {
        Truth.Snapshot backup = systems.dynamics.truth().snapshot();
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Contoso AG"));
        run();
        run();
        systems.dynamics.admin().restoreBackup(backup);

        SyncReport stopped = run();

        assertThat(stopped.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("changes of dynamics:account were read up to version ")
                        .contains("acceptRestored()"));
        assertThat(stopped.writes()).isZero();
        assertThat(hubspot("name")).isEqualTo("Contoso AG");
    }

    @Test
    void aMappingWithATypeThatASystemDoesNotHaveNamesItsLine() {
        String text = Connectors.text("company-account.yaml");

        for (String wrong : List.of("hubspot: companies", "dynamics: account")) {
            assertThat(text).containsOnlyOnce("\n" + wrong + "\n");
            Mapping mapping = Mappings.parse("wrong.yaml", text.replace("\n" + wrong + "\n", "\n" + wrong + "x\n"));
            assertThatThrownBy(() -> connectors.compile(mapping))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("wrong.yaml:")
                    .hasMessageContaining(": unknown-type: ");
        }
    }

    @Test
    void aRestoredBackupOfTheStoreOverwritesNothingUnderRecoveryRules() {
        Path backup = folder.resolve("backup.db");
        store.backup(backup);
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG", "phone", "+49301234"));
        systems.hubspot.users().create("companies", Map.of("name", "Fabrikam"));
        run();
        UUID copy = newest();
        systems.dynamics
                .user("Ada")
                .edit("account", account, Map.of("name", "Contoso")); // back to what the backup knows
        systems.dynamics.user("Ada").edit("account", copy, Map.of("name", "Fabrikam SE"));
        restart("backup.db");
        systems.clock.advance(PAUSE);

        runner.recover();
        SyncReport report = run();

        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isZero();
        assertThat(dynamics("name")).isEqualTo("Contoso");
        assertThat(dynamics("telephone1")).isEqualTo("+49301234");
        assertThat(hubspot("name")).isEqualTo("Contoso AG");
        assertThat(systems.dynamics.truth().row("account", copy).orElseThrow().value("name"))
                .isEqualTo("Fabrikam SE");
        assertThat(systems.dynamics.truth().live("account")).hasSize(2);
        assertThat(runner.conflicts().count()).isEqualTo(2);
        assertThat(runner.pairs().isRecovering(PAIR)).isFalse();
    }

    private SyncReport run() {
        systems.clock.advance(PAUSE);
        return runner.runOnce();
    }

    private JdbcStateStore open(String file) {
        return JdbcStateStore.builder("jdbc:sqlite:" + folder.resolve(file))
                .clock(systems.clock) // a backup holds the lease of its time
                .open();
    }

    private SyncRunner start() {
        return systems.runner(connectors, store, connectors.pair("company-account.yaml"))
                .build();
    }

    private void restart(String file) {
        runner.close();
        store.close();
        store = open(file);
        runner = start();
    }

    private UUID newest() {
        return systems.dynamics.truth().live("account").stream()
                .map(Row::id)
                .filter(id -> !id.equals(account))
                .findFirst()
                .orElseThrow();
    }

    private @Nullable String hubspot(String property) {
        return systems.hubspot.truth().find("companies", company).orElseThrow().value(property);
    }

    private String dynamics(String column) {
        return String.valueOf(
                systems.dynamics.truth().row("account", account).orElseThrow().value(column));
    }
}
