package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is approved is done as it was planned, or not at all; and nothing else is written. */
class ApplyTest {
    private final Desk desk = new Desk();

    @Test
    void aPlanOfAQuietSystemIsCarriedOut() {
        desk.fill(17);
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();

        SyncReport report = runner.apply(plan);

        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(plan.writes().size()).isEqualTo(16);
        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.runOnce().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 2000})
    void aPlannedCreateIsNotDoneBesideOneThatSomebodyMadeMeanwhile(int roundSize) {
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Fabrikam");
        SyncRunner runner =
                Desk.enabled(desk.builder("runner").roundSize(roundSize).build());
        SyncPlan plan = runner.plan();
        desk.right.put("firm", "theirs", "Contoso");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Fabrikam");
        assertSaysMoved(report, "firms", "1 of 2");
        runner.runOnce();
        assertThat(desk.left.names("firm")).containsExactly("Contoso", "Fabrikam");
        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void aPlannedCreateIsNotDoneWhereSeveralHaveComeThatMayBeIt() {
        desk.left.put("firm", "1", "Contoso");
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.right.put("firm", "theirs", "Contoso");
        desk.right.put("firm", "others", "Contoso");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).hasSize(2);
        assertThat(report.count(Kind.AMBIGUOUS)).isPositive();
        assertSaysMoved(report, "firms", "1 of 1");
    }

    @Test
    void nothingIsWrittenThatThePlanDoesNotName() {
        inStep("firm", "1", "Contoso");
        inStep("firm", "2", "Fabrikam");
        SyncRunner runner = synced();
        desk.left.put("firm", "1", "Contoso Ltd");
        SyncPlan plan = runner.plan();
        desk.left.put("firm", "2", "Fabrikam Ltd");
        desk.left.put("firm", "3", "Northwind");
        desk.right.put("firm", "r4", "Woodgrove");

        SyncReport report = runner.apply(plan);

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.writes()).isEqualTo(1);
        assertThat(desk.right.names("firm")).containsExactly("Contoso Ltd", "Fabrikam", "Woodgrove");
        runner.runOnce();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.left.names("firm")).hasSize(4);
    }

    @Test
    void aPlannedCreateOfARecordThatIsGoneIsNotDone() {
        desk.left.put("firm", "1", "Contoso");
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.left.remove("firm", "1");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).isEmpty();
        assertSaysMoved(report, "firms", "1 of 1");
    }

    @Test
    void aPlannedCreateOfARecordThatWasEditedIsNotDone() {
        desk.left.put("firm", "1", "Contoso");
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.left.put("firm", "1", "Contoso Ltd");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).isEmpty();
        assertSaysMoved(report, "firms", "1 of 1");
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso Ltd");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPlannedUpdateOfRecordsThatMovedIsNotDone(boolean source) {
        inStep("firm", "1", "Contoso");
        inStep("firm", "2", "Fabrikam");
        SyncRunner runner = synced();
        desk.left.put("firm", "1", "Contoso Ltd");
        desk.left.put("firm", "2", "Fabrikam Ltd");
        SyncPlan plan = runner.plan();
        assertThat(plan.writes()).hasSize(2);
        desk.shelf(source ? Side.LEFT : Side.RIGHT).put("firm", source ? "1" : "r1", "Contoso GmbH");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).containsExactly(source ? "Contoso" : "Contoso GmbH", "Fabrikam Ltd");
        assertSaysMoved(report, "firms", "1 of 2");
        runner.runOnce();
        assertThat(desk.isInStep()).as("the rest is left to the next run").isTrue();
    }

    @Test
    void aPlannedRemovalOfARecordThatWasEditedIsNotDone() {
        inStep("firm", "1", "Contoso");
        inStep("firm", "2", "Fabrikam");
        SyncRunner runner = Desk.enabled(desk.removing("runner").build());
        runner.runOnce();
        desk.left.remove("firm", "1");
        desk.left.remove("firm", "2");
        SyncPlan plan = runner.plan();
        assertThat(plan.counts()).containsEntry(PlanItem.Action.REMOVE, 2L);
        desk.right.put("firm", "r1", "Contoso Ltd");

        SyncReport report = runner.apply(plan, Consent.GIVEN);

        assertThat(desk.right.names("firm")).containsExactly("Contoso Ltd");
        assertThat(report.count(Kind.UNLINKED)).isEqualTo(1);
        assertSaysMoved(report, "firms", "1 of 2");
    }

    @Test
    void whatCameAfterThePlanTakesNothingOfTheRemovalsThatAreLetThrough() {
        for (int i = 0; i < 40; i++) {
            inStep("firm", Integer.toString(100 + i), "firm " + i);
        }
        SyncRunner runner = Desk.enabled(desk.removing("runner").build());
        runner.runOnce();
        for (int i = 20; i < 40; i++) {
            desk.left.remove("firm", Integer.toString(100 + i));
        }
        SyncPlan plan = runner.plan();
        assertThat(plan.writes()).hasSize(20);
        for (int i = 0; i < 20; i++) {
            desk.left.remove("firm", Integer.toString(100 + i));
        }

        SyncReport report = runner.apply(plan, Consent.GIVEN);

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.count(Kind.REMOVED)).isEqualTo(20);
        assertThat(report.count(Kind.NEEDS_CONSENT)).isZero();
        assertThat(desk.right.names("firm")).contains("firm 0", "firm 19").doesNotContain("firm 20", "firm 39");
    }

    @Test
    void aPlanThatIsAppliedAgainWritesNothingAndSaysSo() {
        desk.left.put("firm", "1", "Contoso");
        inStep("firm", "2", "Fabrikam");
        SyncRunner runner = synced();
        desk.left.put("firm", "2", "Fabrikam Ltd");
        desk.left.put("firm", "3", "Northwind");
        SyncPlan plan = runner.plan();
        assertThat(runner.apply(plan).ok()).isTrue();
        int sent = desk.right.calls("write").size();

        SyncReport again = runner.apply(plan);

        assertThat(desk.right.calls("write")).hasSize(sent);
        assertThat(again.writes()).isZero();
        assertSaysMoved(again, "firms", "2 of 2");
    }

    @Test
    void aPlanForAPairThatIsDisabledMeanwhileIsNotDoneAndSaysSo() {
        desk.fill(2);
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        runner.pairs().disable("people");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("person")).hasSize(1);
        assertThat(desk.right.names("firm")).hasSize(2);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("people");
            assertThat(problem.message()).contains("1 of 1 planned writes were not sent", "disabled");
        });
    }

    @Test
    void aPairWhoseFeedsCanNotBeReadIsNotWritten() {
        desk.fill(2);
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.right.onCall(call -> {
            if (call.startsWith("CHANGES firm")) {
                throw new ConnectorException(Category.UNAVAILABLE, "no answer");
            }
        });

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).hasSize(1);
        assertThat(desk.right.names("person")).hasSize(2);
        assertThat(report.problems())
                .extracting(SyncReport.Problem::message)
                .contains("no answer")
                .anyMatch(message -> message.contains("1 of 1 planned writes were not sent"));
    }

    @Test
    void anApprovedPlanIsCarriedOutThoughOnlyTheReserveIsLeft() {
        desk.fill(5);
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.right.quota(new CallQuota(1000, 1, desk.instant().plus(Duration.ofHours(9))));

        assertThat(runner.apply(plan).ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void eachWriteThatIsNotSentIsNamed() {
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Fabrikam");
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        desk.left.put("firm", "2", "Fabrikam & Sons");
        List<RefusedWrite> refused = new ArrayList<>();

        assertSaysMoved(runner.apply(plan, Consent.NONE, refused::add), "firms", "1 of 2");

        assertThat(refused).singleElement().satisfies(write -> {
            assertThat(write.item()).isNotNull().isIn(plan.items());
            assertThat(write)
                    .hasToString("firms CREATE new on RIGHT from left:firm/2: the record, or another that it depends"
                            + " on, has moved since, or it is done already; make a new plan");
        });
        runner.apply(plan.digest(), Consent.NONE, refused::add);
        assertThat(refused).as("and both, applied once more").hasSize(3);
        assertThat(refused.subList(1, 3))
                .allSatisfy(write -> assertThat(write.item()).isNull())
                .extracting(RefusedWrite::fingerprint)
                .containsExactlyInAnyOrderElementsOf(
                        plan.writes().stream().map(PlanItem::fingerprint).toList());
    }

    @Test
    void ofAPairThatIsDisabledMeanwhileAllAreNamed() {
        desk.fill(2);
        SyncRunner runner = desk.runner();
        SyncPlan plan = runner.plan();
        runner.pairs().disable("people");
        List<RefusedWrite> refused = new ArrayList<>();

        runner.apply(plan, Consent.NONE, refused::add);

        assertThat(refused).singleElement().satisfies(write -> {
            assertThat(write.pair().value()).isEqualTo("people");
            assertThat(write.reason()).startsWith("the pair is disabled");
        });
    }

    private SyncRunner synced() {
        SyncRunner runner = desk.runner();
        runner.runOnce();
        return runner;
    }

    private void inStep(String type, String id, String name) {
        desk.left.put(type, id, name);
        desk.right.put(type, "r" + id, name);
    }

    private static void assertSaysMoved(SyncReport report, String pair, String count) {
        assertThat(report.problems())
                .extracting(problem -> List.of(problem.where(), problem.message()))
                .containsExactly(List.of(
                        pair,
                        count
                                + " planned writes were not sent: the record, or another that it depends on, has moved"
                                + " since, or it is done already; make a new plan"));
    }
}
