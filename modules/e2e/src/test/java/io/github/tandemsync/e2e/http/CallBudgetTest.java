package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.StageExecutor;
import io.github.tandemsync.core.engine.SyncReport;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.hubspot.TruthRecord;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a change costs, by the systems' own logs, under the limits of the smallest plan, which the client's budget keeps. Everything
 * runs on the test's clock; nothing waits. One call at a time: each wait moves the clock, and two at once would move it past the
 * turns that the budget has given out.
 */
class CallBudgetTest {
    private static final int CHANGES = 1000;
    /** Past the time by which HubSpot's search may lag, and short of the next scan for removals. */
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();
    private CountingStore store = new CountingStore(new InMemoryStateStore(systems.clock));

    @AfterEach
    void close() {
        connectors.close();
        store.close();
        systems.close();
        assertThat(systems.throttled()).as("refusals").isEmpty();
    }

    @Test
    void changesTravelToDynamicsWithinTheirBudget() {
        SyncRunner runner = inStep("company-account.yaml", CHANGES);
        editCompanies();

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.writes()).isEqualTo(CHANGES);
        assertWithin(
                Map.of(
                        "hubspot search", 5,
                        "hubspot read", 10,
                        "hubspot history", 20,
                        "dynamics read", 2,
                        "dynamics write", 10,
                        "dynamics delta", 1),
                48);
        assertThat(systems.dynamics.truth().live("account"))
                .allSatisfy(
                        account -> assertThat(account.value("address1_city")).isEqualTo("Lyon"));
    }

    /** HubSpot can not refuse an update of a record that moved: what was written is looked at once more, on both sides. */
    @Test
    void changesTravelBackWithinTheirBudget() {
        SyncRunner runner = inStep("company-account.yaml", CHANGES);
        editAccounts();

        SyncReport first = runner.runOnce();
        systems.clock.advance(PAUSE);
        SyncReport echo = runner.runOnce();

        assertThat(first.ok() && echo.ok()).as(first.text() + echo.text()).isTrue();
        assertThat(first.writes()).isEqualTo(CHANGES);
        assertThat(echo.writes()).isZero();
        assertWithin(
                Map.of(
                        "dynamics delta", 2,
                        "dynamics read", 4,
                        "hubspot read", 20,
                        "hubspot write", 10,
                        "hubspot history", 20,
                        "hubspot search", 6),
                58);
        systems.clock.advance(PAUSE);
        assertIdle(runner);
        assertThat(systems.hubspot.truth().live("companies"))
                .allSatisfy(company -> assertThat(company.value("city")).isEqualTo("Lyon"));
    }

    /** HubSpot keeps parents apart from properties: they cost one more read for each read of records. */
    @Test
    void aMappedParentCostsOneMoreReadForEachHundredCompanies() {
        SyncRunner runner = inStep("company-account-with-parent.yaml", CHANGES);
        editCompanies();

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.writes()).isEqualTo(CHANGES);
        assertWithin(
                Map.of(
                        "hubspot search", 5,
                        "hubspot read", 10,
                        "hubspot associations.companies.companies.batch.read", 10,
                        "hubspot history", 20,
                        "dynamics read", 2,
                        "dynamics write", 10,
                        "dynamics delta", 1),
                58);
    }

    @Test
    @Tag("long")
    void anIdleSystemCostsOneCallForEachFeedAfterABurst(@TempDir Path directory) {
        store.close();
        store = new CountingStore(JdbcStateStore.builder("jdbc:sqlite:" + directory.resolve("state.db"))
                .clock(systems.clock)
                .open());
        int many = Integer.getInteger("tandem.burst", 12_000); // a search shows the first 10,000
        SyncRunner runner = inStep("company-account.yaml", many);
        editCompanies();
        assertThat(writesUntilQuiet(runner)).isEqualTo(many);
        systems.clock.advance(PAUSE);

        assertIdle(runner);
        systems.clock.advance(PAUSE);
        assertIdle(runner);
    }

    /** Dataverse takes 6,000 operations in five minutes: a burst takes several runs. */
    private int writesUntilQuiet(SyncRunner runner) {
        int writes = 0;
        int some;
        do {
            some = runner.runOnce().writes();
            writes += some;
            systems.clock.advance(Duration.ofMinutes(5));
        } while (some > 0);
        return writes;
    }

    /** Scans for removals are the one call that an idle system makes beside its feeds, and only when one is due. */
    @Test
    void removalsAreScannedForOnlyWhenAScanIsDue() {
        SyncRunner runner = inStep("company-account.yaml", 10);
        systems.clock.advance(SyncRunnerBuilder.REMOVAL_SCAN);

        runner.runOnce();

        assertThat(Calls.of(systems))
                .isEqualTo(Map.of("hubspot search", 1, "dynamics delta", 1, "hubspot companies.list", 1));
        systems.clock.advance(PAUSE);
        assertIdle(runner);
    }

    /** No row, no commit, one call for each feed. */
    private void assertIdle(SyncRunner runner) {
        systems.clearLogs();
        systems.keepAnswers(true);
        int commits = store.commits;

        SyncReport idle = runner.runOnce();

        systems.keepAnswers(false);
        assertThat(Calls.of(systems)).isEqualTo(Map.of("hubspot search", 1, "dynamics delta", 1));
        assertThat(Calls.withRows(systems)).as("answers with rows").isEmpty();
        assertThat(store.commits - commits).as("commits").isZero();
        assertThat(idle.pairs()).as("records looked at").isEmpty();
        assertThat(idle.ok()).isTrue();
    }

    /** Each sort of call within its share, and nothing else; all of them within the budget and a tenth. */
    private void assertWithin(Map<String, Integer> expected, int budget) {
        Map<String, Integer> calls = Calls.of(systems);
        System.out.println(calls + " = " + Calls.total(calls) + " of " + budget);
        assertThat(systems.throttled()).as("refusals").isEmpty();
        assertThat(calls.keySet()).isSubsetOf(expected.keySet());
        calls.forEach((sort, count) ->
                assertThat(count).as(sort).isLessThanOrEqualTo((int) Math.ceil(expected.getOrDefault(sort, 0) * 1.1)));
        assertThat(Calls.total(calls)).as("%s", calls).isLessThanOrEqualTo(budget + budget / 10);
    }

    /** A runner that has linked so many records and is quiet: schemas and identities are known by now. */
    private SyncRunner inStep(String mapping, int many) {
        for (int i = 0; i < many; i++) {
            systems.hubspot.users().create("companies", company(i));
            systems.dynamics.user("Ada").create("account", account(i));
        }
        systems.clock.advance(PAUSE);
        connectors.hubspot().prepare(Connectors.COMPANIES);
        SyncRunner runner = systems.runner(connectors, store, connectors.pair(mapping))
                .executor(StageExecutor.direct())
                .build();
        runner.pairs().enable("company-account");
        SyncReport first = runner.runOnce();
        assertThat(first.ok()).as(first.text()).isTrue();
        assertThat(first.writes()).isZero();
        assertThat(runner.pairs().counts("company-account")).containsEntry(EntryState.LINKED, 2L * many);
        writeOnceToEachSide(runner);
        systems.clearLogs();
        return runner;
    }

    /** So that what each side asks once only has been asked. */
    private void writeOnceToEachSide(SyncRunner runner) {
        systems.hubspot
                .users()
                .edit(
                        "companies",
                        systems.hubspot.truth().live("companies").get(0).id(),
                        Map.of("phone", "+49 30 7"));
        runAfterAPause(runner, 1);
        systems.dynamics
                .user("Ada")
                .edit(
                        "account",
                        systems.dynamics.truth().live("account").get(0).id(),
                        Map.of("telephone1", "+49 30 8"));
        runAfterAPause(runner, 1);
        runAfterAPause(runner, 0);
        systems.clock.advance(PAUSE);
    }

    private void runAfterAPause(SyncRunner runner, int writes) {
        systems.clock.advance(PAUSE);
        SyncReport report = runner.runOnce();
        assertThat(report.writes()).as(report.text()).isEqualTo(writes);
    }

    private void editCompanies() {
        List<String> ids = systems.hubspot.truth().live("companies").stream()
                .map(TruthRecord::id)
                .toList();
        systems.hubspot.users().bulkEdit("companies", ids, Map.of("city", "Lyon"));
        systems.clock.advance(PAUSE);
    }

    private void editAccounts() {
        systems.dynamics
                .user("Ada")
                .bulkEdit(
                        "account",
                        systems.dynamics.truth().live("account").stream()
                                .map(Row::id)
                                .toList(),
                        Map.of("address1_city", "Lyon"));
        systems.clock.advance(PAUSE);
    }

    private static Map<String, String> company(int i) {
        return new TreeMap<>(Map.of(
                "name",
                "Firm " + i,
                "domain",
                "firm" + i + ".example",
                "phone",
                "+49 30 " + (100000 + i),
                "city",
                "Berlin"));
    }

    private static Map<String, Object> account(int i) {
        return new TreeMap<>(Map.of(
                "name", "Firm " + i,
                "websiteurl", "https://firm" + i + ".example",
                "telephone1", "+49 30 " + (100000 + i),
                "address1_city", "Berlin"));
    }
}
