package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parents that people set on records which are in step already. HubSpot keeps them beside its companies, and no feed tells. */
class ReferencesTest {
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private final CountingStore store = new CountingStore(new InMemoryStateStore(systems.clock));
    private final SyncRunner runner = systems.runner(
                    connectors, store, connectors.pair("company-account-with-parent.yaml"))
            .build();

    private final String child = company("child");
    private final String parent = company("parent");
    private final UUID childAccount = account("child");
    private final UUID parentAccount = account("parent");

    private String company(String name) {
        return systems.hubspot.users().create("companies", Map.of("name", name, "domain", name + ".example"));
    }

    private UUID account(String name) {
        return systems.dynamics.user("Ada").create("account", Map.of("name", name, "websiteurl", name + ".example"));
    }

    @BeforeEach
    void bringInStep() {
        systems.clock.advance(PAUSE);
        connectors.hubspot().prepare(Connectors.COMPANIES);
        runner.pairs().enable("company-account");
        run(0);
        run(0);
    }

    @AfterEach
    void close() {
        runner.close();
        connectors.close();
        systems.close();
    }

    @Test
    void aParentSetInHubSpotTravelsWithTheNextScan() {
        systems.hubspot.users().setParent(child, parent);

        run(0);
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);
        run(1);

        assertThat(parentOfAccount()).isEqualTo(new Reference("account", parentAccount));
        run(0);
    }

    @Test
    void aParentTakenAwayInHubSpotTravelsWithTheNextScan() {
        systems.hubspot.users().setParent(child, parent);
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);
        run(1);
        systems.hubspot.users().clearParent(child);
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);

        run(1);

        assertThat(parentOfAccount()).isNull();
        assertThat(systems.hubspot.truth().parent(child)).isEmpty();
    }

    @Test
    void aParentSetInDynamicsTravelsAtOnce() {
        systems.dynamics
                .user("Ada")
                .reparent("account", childAccount, "parentaccountid", new Reference("account", parentAccount));

        run(1);

        assertThat(systems.hubspot.truth().parent(child)).contains(parent);
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);
        run(0);
    }

    /** HubSpot takes no second parent beside the first. */
    @Test
    void aParentSetInDynamicsTakesThePlaceOfAnotherInHubSpot() {
        String other = company("other");
        account("other");
        systems.clock.advance(PAUSE);
        runner.runOnce();
        systems.hubspot.users().setParent(child, other);
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);
        run(1);

        systems.dynamics
                .user("Ada")
                .reparent("account", childAccount, "parentaccountid", new Reference("account", parentAccount));
        run(1);

        assertThat(systems.hubspot.truth().parent(child)).contains(parent);
        run(0);
    }

    @Test
    void aScanIsMadeOnlyWhenItIsDueAndCommitsOnce() {
        systems.clearLogs();
        int commits = store.commits;
        run(0);
        assertThat(Calls.of(systems)).doesNotContainKey("hubspot associations.companies.companies.batch.read");
        assertThat(store.commits - commits).isZero();
        systems.clock.advance(SyncRunnerBuilder.REFERENCE_SCAN);

        run(0);

        assertThat(Calls.of(systems))
                .containsEntry("hubspot read", 1)
                .containsEntry("hubspot associations.companies.companies.batch.read", 1);
    }

    private @Nullable Object parentOfAccount() {
        return systems.dynamics.truth().live("account").stream()
                .filter(account -> account.id().equals(childAccount))
                .findFirst()
                .orElseThrow()
                .value("parentaccountid");
    }

    private void run(int writes) {
        systems.clock.advance(PAUSE);
        SyncReport report = runner.runOnce();
        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.writes()).as(report.text()).isEqualTo(writes);
    }
}
