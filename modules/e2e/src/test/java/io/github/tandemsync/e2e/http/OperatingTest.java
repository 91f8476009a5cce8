package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tandemsync.core.engine.OpenConflict;
import io.github.tandemsync.core.engine.PlanDigest;
import io.github.tandemsync.core.engine.PlanSink;
import io.github.tandemsync.core.engine.Resolution;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with a pair besides running it, over HTTP and with a store on disk. */
class OperatingTest {
    private static final Duration PAUSE = SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1);

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final StateStore store;
    private final SyncRunner runner;
    private final String company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
    private final UUID account = systems.dynamics.user("Ada").create("account", Map.of("name", "Contoso"));

    OperatingTest(@TempDir Path folder) {
        store = JdbcStateStore.open("jdbc:sqlite:" + folder.resolve("tandem.db"));
        runner = systems.runner(connectors, store, connectors.pair("manual.yaml"))
                .build();
    }

    @BeforeEach
    void bringInStep() {
        connectors.hubspot().prepare(Connectors.COMPANIES);
        runner.pairs().enable("company-account");
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
    void aConflictIsListedAndSettled() {
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG"));
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Contoso SE"));
        run();

        OpenConflict conflict = runner.conflicts().open(0, 10).get(0);
        assertThat(Objects.requireNonNull(conflict.leftBase()).orEmpty("name").display())
                .isEqualTo("Contoso");
        assertThat(conflict.leftValues().orEmpty("name").display()).isEqualTo("Contoso AG");
        assertThat(conflict.rightValues().orEmpty("name").display()).isEqualTo("Contoso SE");

        SyncReport report = runner.apply(runner.planResolution(List.of(new Resolution(conflict, Side.RIGHT))));

        assertThat(report.writes()).isEqualTo(1);
        assertThat(hubspot("name")).isEqualTo("Contoso SE");
        assertThat(runner.conflicts().count()).isZero();
        assertThat(run().writes()).isZero();
    }

    @Test
    void aConflictIsSettledByAValueThatNeitherSideHolds() {
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG"));
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Contoso SE"));
        run();
        OpenConflict conflict = runner.conflicts().open(0, 10).get(0);
        Values third = Values.of("name", FieldValue.text("Contoso KG"));

        SyncReport report =
                runner.apply(runner.planResolution(List.of(Resolution.neither(conflict, Side.LEFT, third))));

        assertThat(report.writes()).isEqualTo(2);
        assertThat(hubspot("name")).isEqualTo("Contoso KG");
        assertThat(dynamics("name")).isEqualTo("Contoso KG");
        assertThat(runner.conflicts().count()).isZero();
        assertThat(run().writes()).isZero();

        runner.apply(runner.planUndo(report.run()));
        assertThat(hubspot("name")).isEqualTo("Contoso AG");
        assertThat(dynamics("name")).isEqualTo("Contoso SE");
        assertThat(run().writes()).as("held").isZero();
    }

    @Test
    void aConflictSaysWhoEditedEachSide() {
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG"));
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Contoso SE"));
        run();

        String told = runner.explain(Connectors.COMPANIES.ref(company)).text();

        assertThat(told)
                .contains("hubspot last edited ", "by somebody", "dynamics record last changed ", "systemuser:");
        assertThat(told).as("an id, and no name").doesNotContain("Ada");
    }

    @Test
    void aPlanIsReadBackFromItsJsonLines() throws Exception {
        String name = "\"Contoso\" \\ & Söhne\t日本\uD83D\uDE80";
        systems.hubspot.users().edit("companies", company, Map.of("name", name));
        systems.clock.advance(PAUSE);
        StringBuilder out = new StringBuilder();

        PlanDigest plan = runner.plan(PlanSink.jsonLines(out));

        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize(2);
        JsonNode field = lines.get(0).path("fields").path(0);
        assertThat(field.path("before").textValue()).isEqualTo("Contoso");
        assertThat(field.path("after").textValue()).isEqualTo(name);
        JsonNode forecast = lines.get(1).path("forecast");
        assertThat(forecast.path("apply").path("RIGHT").path("WRITE").intValue())
                .isEqualTo(1);
        assertThat(forecast.path("spent").path("LEFT").path("READ").intValue()).isPositive();
        assertThat(forecast.has("endsNotBefore")).isEqualTo(plan.forecast().atLeast() != null);
    }

    @Test
    void aRunIsTakenBack() {
        systems.hubspot.users().edit("companies", company, Map.of("name", "Wrong", "phone", "+49301234"));
        String bad = run().run();
        assertThat(dynamics("name")).isEqualTo("Wrong");
        systems.dynamics.user("Ada").edit("account", account, Map.of("telephone1", "+49309999"));

        SyncReport report = runner.apply(runner.planUndo(bad));

        assertThat(report.problems()).isEmpty();
        assertThat(dynamics("name")).isEqualTo("Contoso");
        assertThat(dynamics("telephone1")).as("edited since").isEqualTo("+49309999");
        run();
        assertThat(hubspot("name")).as("held").isEqualTo("Wrong");
        assertThat(hubspot("phone")).isEqualTo("+49309999");
        assertThat(run().writes()).isZero();
    }

    @Test
    void aRecordThatLeavesThePairsMembersIsPausedAndComesBackWithItsEdits() {
        systems.hubspot
                .users()
                .edit("companies", company, Map.of("industry", "INSURANCE", "domain", "contoso.example"));
        assertThat(run().count(Kind.PAUSED)).isEqualTo(1);
        systems.dynamics.user("Ada").edit("account", account, Map.of("name", "Contoso SE"));
        assertThat(run().writes()).isZero();

        systems.hubspot.users().edit("companies", company, Map.of("industry", "WHOLESALE"));
        assertThat(run().count(Kind.RESUMED)).isEqualTo(1);
        run();

        assertThat(hubspot("name")).isEqualTo("Contoso SE");
        assertThat(dynamics("websiteurl")).contains("contoso.example");
    }

    @Test
    void aDeletedPairIsForgottenAndBegunAnewWithoutAWrite() {
        systems.hubspot.users().create("companies", Map.of("name", "Fabrikam"));
        run();
        List<LinkId> links = new ArrayList<>();
        runner.pairs().links("company-account", links::add);
        assertThat(links).hasSize(2);
        runner.pairs().disable("company-account");
        systems.clock.advance(PAUSE);
        runner.pairs().delete("company-account");

        runner.pairs().enable("company-account");
        assertThat(run().writes()).isZero();

        List<LinkId> again = new ArrayList<>();
        runner.pairs().links("company-account", again::add);
        assertThat(again).containsExactlyInAnyOrderElementsOf(links);
        assertThat(systems.dynamics.truth().live("account")).hasSize(2);
    }

    private SyncReport run() {
        systems.clock.advance(PAUSE);
        return runner.runOnce();
    }

    private @Nullable String hubspot(String property) {
        return systems.hubspot.truth().find("companies", company).orElseThrow().value(property);
    }

    private String dynamics(String column) {
        return String.valueOf(
                systems.dynamics.truth().row("account", account).orElseThrow().value(column));
    }
}
