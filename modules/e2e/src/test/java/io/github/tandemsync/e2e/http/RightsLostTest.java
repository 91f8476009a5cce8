package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.simulators.dataverse.Depth;
import io.github.tandemsync.simulators.hubspot.AppToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A right to write is taken away from one pair and given back, over HTTP: nothing is lost, and the other pair goes on. */
class RightsLostTest {
    private static final int MANY = 12;
    private static final String COMPANIES = "company-account";

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final StateStore store = new InMemoryStateStore(systems.clock);
    private final SyncRunner runner = systems.runner(connectors, store, connectors.pair("company-account.yaml"))
            .pair(connectors.pair("contacts.yaml"))
            .build();
    private final List<String> companies = new ArrayList<>();
    private final List<String> contacts = new ArrayList<>();

    @BeforeEach
    void bringInStep() {
        connectors.hubspot().prepare(Connectors.COMPANIES);
        connectors.hubspot().prepare(new ObjectType("hubspot", "contacts"));
        for (int i = 0; i < MANY; i++) {
            companies.add(systems.hubspot.users().create("companies", Map.of("name", "Contoso " + i)));
            contacts.add(systems.hubspot
                    .users()
                    .create("contacts", Map.of("lastname", "Ada " + i, "email", "ada" + i + "@contoso.example")));
        }
        runner.pairs().ids().forEach(pair -> runner.pairs().enable(pair.value()));
        run();
        run();
        assertThat(run().ok()).isTrue();
    }

    @AfterEach
    void close() {
        runner.close();
        store.close();
        connectors.close();
        systems.close();
    }

    private SyncReport run() {
        systems.clock.advance(SyncRunnerBuilder.REMOVAL_SCAN.plusMinutes(1));
        return runner.runOnce();
    }

    @Test
    void aPrivilegeThatIsTakenAwayInDynamicsSuspendsOnePair() {
        systems.dynamics.admin().grant("prvWriteAccount", Depth.NONE);
        companies.forEach(id -> systems.hubspot.users().edit("companies", id, Map.of("name", "New " + id)));
        contacts.forEach(id -> systems.hubspot.users().edit("contacts", id, Map.of("lastname", "New " + id)));

        SyncReport report = run();

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo(COMPANIES);
            assertThat(problem.message()).contains("is suspended", "prvWriteAccount");
        });
        assertThat(runner.pairs().suspended(COMPANIES)).contains("prvWriteAccount");
        assertThat(names("contact", "lastname")).allMatch(name -> name.startsWith("New"));
        assertThat(names("account", "name")).noneMatch(name -> name.startsWith("New"));
        for (int days = 0; days < 3; days++) {
            systems.clock.advance(Duration.ofDays(1));
            run();
        }
        assertThat(store.intents(new ConnectionId("contoso"))).isEmpty();

        systems.dynamics.admin().grant("prvWriteAccount", Depth.GLOBAL);
        assertThat(run().count(Kind.UPDATED)).isEqualTo(MANY);

        assertThat(names("account", "name")).hasSize(MANY).allMatch(name -> name.startsWith("New"));
        assertThat(runner.pairs().suspended(COMPANIES)).isNull();
        assertThat(run().writes()).isZero();
    }

    @Test
    void aScopeThatIsTakenAwayInHubSpotSuspendsOnePair() {
        Set<String> narrow = Set.of(
                "crm.objects.companies.read",
                "crm.schemas.companies.read",
                "crm.schemas.companies.write",
                "crm.objects.contacts.read",
                "crm.objects.contacts.write",
                "crm.schemas.contacts.read",
                "crm.schemas.contacts.write",
                "crm.objects.owners.read");
        systems.hubspot.admin().accept(new AppToken(systems.hubspot.token(), 1160452, "Tandem", narrow));
        systems.dynamics
                .truth()
                .live("account")
                .forEach(row ->
                        systems.dynamics.user("Ada").edit("account", row.id(), Map.of("name", "New " + row.id())));
        systems.dynamics
                .truth()
                .live("contact")
                .forEach(row ->
                        systems.dynamics.user("Ada").edit("contact", row.id(), Map.of("lastname", "New " + row.id())));
        systems.clearLogs();

        SyncReport report = run();

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("is suspended", "crm.objects.companies.write"));
        assertThat(systems.hubspot.log().entries(entry -> entry.path().contains("companies/batch/update")))
                .hasSize(1);
        assertThat(store.intents(new ConnectionId("contoso"))).isEmpty();
        run();
        assertThat(systems.hubspot.log().entries(entry -> entry.path().contains("companies/batch/update")))
                .hasSize(1);

        systems.hubspot.admin().accept(AppToken.withAllScopes(systems.hubspot.token(), 1160452, "Tandem"));
        assertThat(run().count(Kind.UPDATED)).isEqualTo(MANY);
        assertThat(run().writes()).isZero();
    }

    private List<String> names(String table, String column) {
        List<String> names = new ArrayList<>();
        systems.dynamics.truth().live(table).forEach(row -> names.add(String.valueOf(row.value(column))));
        return names;
    }
}
