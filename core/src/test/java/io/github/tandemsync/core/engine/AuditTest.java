package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An audit looks at every link, tells all that differs, and writes nothing; applied, it mends what a run would. */
class AuditTest {
    private static final String PAIR = "firms";

    private final Desk desk = new Desk();
    private SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());

    private void synced(int many) {
        runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(
                                        DeletePolicy.ARCHIVE,
                                        new SameName(ConflictResolver.MANUAL),
                                        new SameField("phone"),
                                        new OneWay("code"))
                                .build())
                .build());
        desk.firmsInStep(many);
        runner.runOnce();
        for (int i = 0; i < many; i++) {
            desk.left.loses(desk.left.type("firm").ref(left(i)));
            desk.right.loses(desk.right.type("firm").ref(right(i)));
        }
    }

    private static String left(int number) {
        return Integer.toString(10_000 + number);
    }

    private static String right(int number) {
        return "r" + left(number);
    }

    private void writesNothing() {
        assertThat(desk.left.calls("write")).isEmpty();
        assertThat(desk.right.calls("write")).isEmpty();
        assertThat(desk.events()).as("nothing is stored of it").hasSameSizeAs(before);
    }

    private List<?> before = List.of();

    private SyncPlan audited() {
        desk.left.clearCalls();
        desk.right.clearCalls();
        before = desk.events();
        SyncPlan audit = runner.planAudit(PAIR);
        writesNothing();
        return audit;
    }

    @Test
    void linksThatAgreeAreCountedAndNothingElseIsSaid() {
        synced(7);
        SyncPlan audit = audited();

        assertThat(audit.items()).isEmpty();
        assertThat(audit.problems()).isEmpty();
        assertThat(audit.looked()).isEqualTo(7);
        assertThat(audit.text()).contains("Links looked at: 7");
    }

    @Test
    void whatNoFeedToldIsFoundAndMendedByAnApply() {
        synced(7);
        desk.left.put("firm", left(3), "renamed");
        assertThat(runner.runOnce().writes()).as("no feed tells").isZero();

        SyncPlan audit = audited();
        SyncReport report = runner.apply(audit);

        assertThat(audit.writes()).singleElement().satisfies(item -> {
            assertThat(item.action()).isEqualTo(Action.UPDATE);
            assertThat(item.fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.state()).isEqualTo(Status.AGREED));
        });
        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(1);
        assertThat(desk.isInStep()).isTrue();
        assertThat(audited().items()).isEmpty();
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void whatMovedSinceTheAuditIsRefused() {
        synced(3);
        desk.left.put("firm", left(0), "renamed 0");
        desk.left.put("firm", left(1), "renamed 1");
        SyncPlan audit = audited();
        desk.left.put("firm", left(0), "renamed again");

        SyncReport report = runner.apply(audit);

        assertThat(report.writes()).isEqualTo(1);
        assertThat(report.ok()).isFalse();
        assertThat(desk.right.text("firm", right(1), "name")).isEqualTo("renamed 1");
        runner.runOnce();
        assertThat(desk.isInStep()).as("the rest is left to the next run").isTrue();
    }

    @Test
    void driftOfAOneWayTargetIsToldWithBothValuesAndBase() {
        synced(3);
        desk.left.edit("firm", left(1), "code", "source");
        assertThat(runner.apply(audited()).writes()).isEqualTo(1);
        desk.right.edit("firm", right(1), "code", "drifted");

        for (int i = 0; i < 2; i++) {
            SyncPlan audit = audited();
            assertThat(audit.writes()).isEmpty();
            assertThat(audit.items()).singleElement().satisfies(item -> {
                assertThat(item.reason()).startsWith("DRIFT code");
                assertThat(item.side()).isEqualTo(Side.RIGHT);
                assertThat(item.fields()).singleElement().satisfies(field -> {
                    assertThat(field.before()).isEqualTo(FieldValue.text("drifted"));
                    assertThat(field.after()).isEqualTo(FieldValue.text("drifted"));
                    assertThat(field.base()).isEqualTo(FieldValue.text("source"));
                    assertThat(field.facing().values().orEmpty("code")).isEqualTo(FieldValue.text("source"));
                    assertThat(field.decision()).isEqualTo(Decision.LEAVE);
                });
            });
        }
    }

    @Test
    void aConflictIsToldWithItsStateBeforeAndAfterARunMeetsIt() {
        synced(2);
        desk.left.put("firm", left(0), "one");
        desk.right.put("firm", right(0), "two");
        SyncPlan first = audited();
        runner.apply(first);
        desk.left.edit("firm", left(0), "other", "due");
        runner.records().retry(List.of(desk.left.type("firm").ref(left(0))));
        runner.runOnce();
        SyncPlan second = audited();

        for (SyncPlan audit : List.of(first, second)) {
            assertThat(audit.items()).singleElement().satisfies(item -> {
                assertThat(item.reason()).startsWith("CONFLICT name");
                assertThat(item.fields().get(0).state()).isEqualTo(Status.CONFLICT);
            });
        }
        assertThat(second.text()).contains("state: CONFLICT");
    }

    @Test
    void whatWasTakenBackIsToldAsHeld() {
        synced(2);
        desk.left.put("firm", left(0), "renamed");
        String run = runner.apply(runner.planAudit(PAIR)).run();
        runner.apply(runner.planUndo(run));

        assertThat(audited().items())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).startsWith("HELD name: taken back by run"));
    }

    @Test
    void whatBothSidesAgreeOnAndTheStoreDoesNotKnowIsTold() {
        synced(2);
        desk.left.put("firm", left(0), "both");
        desk.right.put("firm", right(0), "both");

        assertThat(audited().items())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).startsWith("BASE name"));
    }

    @Test
    void aRecordThatIsGoneIsARemovalThatARunWouldMake() {
        synced(3);
        desk.left.remove("firm", left(1));

        SyncPlan audit = audited();

        assertThat(audit.writes())
                .singleElement()
                .satisfies(item -> assertThat(item.action()).isEqualTo(Action.REMOVE));
        assertThat(audit.items()).hasSize(1);
    }

    @Test
    void eachRecordIsReadOnceInFullBatchesAndTheForecastComesTrue() {
        synced(30);
        for (int i = 0; i < 30; i += 3) {
            desk.left.put("firm", left(i), "renamed " + i);
        }
        SyncRunner large = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(
                                        DeletePolicy.ARCHIVE,
                                        new SameName(ConflictResolver.MANUAL),
                                        new SameField("phone"),
                                        new OneWay("code"))
                                .build())
                .roundSize(2000)
                .build());
        desk.left.clearCalls();
        desk.right.clearCalls();
        PlanDigest audit = large.planAudit(PAIR, new PlanList());
        assertThat(desk.left.calls("read")).hasSize(30 / ShelfSystem.BATCH);
        assertThat(desk.right.calls("read")).hasSize(30 / ShelfSystem.BATCH);
        assertThat(audit.looked()).isEqualTo(30);

        desk.left.clearCalls();
        desk.right.clearCalls();
        assertThat(large.apply(audit).writes()).isEqualTo(10);

        for (Side side : Side.values()) {
            assertThat((long) desk.shelf(side).calls("read").size()).isEqualTo(calls(audit, side, CallKind.READ));
        }
        assertThat((long) desk.right.calls("write").size()).isEqualTo(calls(audit, Side.RIGHT, CallKind.WRITE));
    }

    private static long calls(PlanDigest plan, Side side, CallKind kind) {
        return Contract.known(Contract.known(plan.forecast().apply().get(side)).get(kind))
                .calls();
    }

    @Test
    void aPairThatIsDisabledOrStillToBeListedIsAProblemAndNoEmptyPlan() {
        SyncPlan unlisted = runner.planAudit(PAIR);
        assertThat(unlisted.looked()).isZero();
        assertThat(unlisted.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("first contact is not over"));
        synced(2);
        runner.pairs().disable(PAIR);

        assertThat(audited().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo(PAIR);
            assertThat(problem.message()).contains("disabled", "enable(\"firms\")");
        });
    }

    @Test
    void theReserveOfCallsIsKeptAndWhatWasNotLookedAtIsSaid() {
        synced(10);
        desk.left.onCall(call -> {
            if (call.startsWith("read")) {
                desk.left.quota(new CallQuota(1000, 10, desk.instant().plus(Duration.ofHours(5))));
            }
        });

        SyncPlan audit = audited();

        assertThat(audit.looked()).isPositive().isLessThan(10);
        assertThat(audit.text()).contains("of its 10 links were not looked at", "are kept for others");
    }

    @Test
    void anUnknownPairIsSaidToBeUnknown() {
        assertThatThrownBy(() -> runner.planAudit("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no pair nonsense");
    }
}
