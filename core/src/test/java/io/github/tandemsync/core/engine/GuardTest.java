package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A purge on one side stops at the other: what is beyond the day's measure waits for somebody's consent. */
class GuardTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = Desk.enabled(desk.builder(
                    "runner",
                    desk.firmsPair(
                                    DeletePolicy.ARCHIVE,
                                    new SameName(),
                                    new SameField("phone", ConflictResolver.PREFER_RIGHT))
                            .build())
            .roundSize(400)
            .build());

    GuardTest() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
    }

    @Test
    void twentyRemovalsPassAndTheNextIsParkedWithAReasonAndAnEvent() {
        inStep(30);
        removed(0, 21);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(10).contains(right(20));
        assertThat(desk.events(Kind.NEEDS_CONSENT)).singleElement().satisfies(event -> {
            assertThat(event.ref().id()).isEqualTo(right(20));
            assertThat(event.detail()).contains("20", "5 %", "pairs().consentToRemovals(\"firms\", n)");
        });
        assertThat(desk.entry(Side.RIGHT, right(20)).state()).isEqualTo(EntryState.FAILING);
        assertThat(Contract.known(desk.entry(Side.RIGHT, right(20)).reason()).code())
                .isEqualTo("needs-consent");
    }

    @Test
    void whatIsParkedIsReportedOnce() {
        inStep(30);
        removed(0, 21);
        runner.runOnce();
        desk.pass(Duration.ofHours(2));

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(10);
        assertThat(desk.events(Kind.NEEDS_CONSENT)).hasSize(1);
    }

    @Test
    void ofAThousandLinksFiftyMayGo() {
        inStep(1_000);
        desk.left.put("firm", "alone", "has no counterpart to be removed");
        runner.runOnce();
        assertThat(desk.right.ids("firm")).hasSize(1_001);
        removed(0, 51);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(951);
        assertThat(desk.events(Kind.NEEDS_CONSENT)).hasSize(1);
    }

    @Test
    void theDaysMeasureIsFreeAgainWhenTheDayIsOver() {
        inStep(30);
        removed(0, 21);
        runner.runOnce();
        desk.pass(Duration.ofHours(24).minusMinutes(1));
        runner.runOnce();
        assertThat(desk.right.ids("firm")).hasSize(10);

        desk.pass(Duration.ofHours(1));
        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(9);
    }

    @Test
    void consentLetsSoManyMoreThrough() {
        inStep(30);
        removed(0, 25);
        runner.runOnce();
        desk.pass(Duration.ofHours(1));

        runner.pairs().consentToRemovals("firms", 3);
        runner.runOnce();

        assertThat(desk.right.ids("firm")).as("30 less 20 less 3").hasSize(7);
    }

    @Test
    void consentEndsAfterADay() {
        inStep(30);
        runner.pairs().consentToRemovals("firms", 3);
        desk.pass(Duration.ofHours(24));
        removed(0, 25);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(10);
    }

    @Test
    void emptiedFieldsCountAsRemovalsDo() {
        inStep(30);
        removed(0, 15);
        emptied(15, 21);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(15);
        assertThat(phones(15, 21)).as("of six emptied ones").isEqualTo(1);
    }

    @Test
    void otherWritesGoOnBesideWhatIsParked() {
        inStep(30);
        emptied(0, 21);
        desk.left.put("firm", left(25), "renamed");

        runner.runOnce();

        assertThat(phones(0, 21)).isEqualTo(1);
        assertThat(desk.right.text("firm", right(25), "name")).isEqualTo("renamed");
    }

    @Test
    void removalsOfAnotherPairDoNotCount() {
        SyncRunner both = Desk.enabled(desk.removing("runner").roundSize(400).build());
        desk.firmsInStep(30);
        for (int i = 0; i < 15; i++) {
            desk.left.put("person", left(i), "person " + i);
            desk.right.put("person", right(i), "person " + i);
        }
        both.runOnce();
        for (int i = 0; i < 15; i++) {
            desk.left.remove("person", left(i));
        }
        desk.right.line(Line.WRITES_LOST);
        both.runOnce();
        desk.right.line(Line.UP);
        removed(0, 15);

        both.runOnce();
        assertThat(desk.right.ids("firm"))
                .as("beside removals without an answer")
                .hasSize(15);

        desk.pass(Duration.ofHours(1));
        both.runOnce();
        assertThat(desk.right.ids("person")).as("beside removals that ran").isEmpty();
    }

    @Test
    void writesWithoutAnAnswerCountUntilItIsKnownThatTheyDidNotRun() {
        inStep(50);
        removed(0, 10);
        emptied(10, 20);
        desk.right.line(Line.WRITES_LOST);
        runner.runOnce();
        desk.right.line(Line.UP);
        removed(20, 40);

        runner.runOnce();
        assertThat(desk.right.ids("firm")).as("twenty may still arrive").hasSize(50);

        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.events(Kind.REMOVED, Kind.CLEARED)).hasSize(20);
    }

    @Test
    void whatTurnsOutToHaveRunCountsAtOnce() {
        inStep(50);
        removed(0, 20);
        desk.right.onWritten(() -> {
            throw new Death("a crash");
        });
        assertThatThrownBy(runner::runOnce).hasMessage("a crash");
        desk.right.onWritten(() -> {});
        removed(20, 40);
        desk.pass(Duration.ofHours(1));

        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(30);
    }

    @Test
    void aFieldThatWasMaybeEmptiedCountsThoughItsRecordWasEditedSince() {
        inStep(50);
        emptied(0, 20);
        desk.right.line(Line.ANSWERS_LOST);
        desk.right.onWritten(() -> {
            for (int i = 0; i < 20; i++) {
                if (desk.right.text("firm", right(i), "phone").isEmpty()) {
                    desk.right.edit("firm", right(i), "phone", "new " + i);
                }
            }
        });
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.right.onWritten(() -> {});
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
        removed(20, 21);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).contains(right(20));
        assertThat(desk.events(Kind.NEEDS_CONSENT)).hasSize(1);
    }

    @Test
    void aPlanShowsWhatWouldPassAndWhatNeedsConsent() {
        inStep(30);
        removed(0, 21);

        SyncPlan plan = runner.plan();

        assertThat(plan.counts()).containsEntry(PlanItem.Action.REMOVE, 20L);
        assertThat(plan.items())
                .filteredOn(item -> item.action() == PlanItem.Action.REPORT)
                .filteredOn(item -> item.reason().contains("NEEDS_CONSENT"))
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).contains("consentToRemovals"));
    }

    @Test
    void aPlanOfSeveralRoundsShowsTheSame() {
        SyncRunner small = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.ARCHIVE, new SameName()).build())
                .roundSize(5)
                .build());
        desk.firmsInStep(30);
        small.runOnce();
        removed(0, 25);

        assertThat(small.plan().counts()).containsEntry(PlanItem.Action.REMOVE, 20L);
    }

    @Test
    void whatIsHeldBackIsAProblemOfEachRunUntilSomebodyConsents() {
        inStep(30);
        removed(0, 28);

        SyncReport first = runner.runOnce();
        SyncReport idle = runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(10);
        assertThat(idle.pairs()).as("nothing is due").isEmpty();
        for (SyncReport report : List.of(first, idle)) {
            assertThat(report.ok()).isFalse();
            assertThat(heldBack(report.problems()))
                    .isEqualTo(
                            "8 records wait for consent since 2026-03-02T08:00:00Z: more records would be removed, or have a"
                                    + " field emptied, within 24 hours than the larger of 20 and 5 % of the linked ones. See who took"
                                    + " so much away. If it was meant, let 8 more through by pairs().consentToRemovals(\"firms\", 8),"
                                    + " and it is done within the hour; if not, restore what is gone");
        }

        runner.pairs().consentToRemovals("firms", 8);
        assertThat(heldBack(runner.runOnce().problems()))
                .endsWith("Consent was given to 8 more until 2026-03-03T08:00:00Z");
        desk.pass(Duration.ofHours(1));
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.right.ids("firm")).hasSize(2);
        assertThat(runner.runOnce().ok()).isTrue();
    }

    @Test
    void anIdleRunCommitsNothingThoughSomethingIsHeldBack() {
        inStep(30);
        removed(0, 28);
        runner.runOnce();
        runner.runOnce();
        String before = desk.store.connection(Desk.CONNECTION).toString();

        runner.runOnce();

        assertThat(desk.store.connection(Desk.CONNECTION).toString()).isEqualTo(before);
    }

    @Test
    void aRunInSlicesSaysItOnceAtItsEnd() {
        inStep(40);
        removed(0, 28);
        List<SyncReport.Problem> problems = new ArrayList<>();
        SyncReport slice;
        int slices = 0;
        do {
            assertThat(problems).isEmpty();
            slice = runner.runSlice(SliceBudget.ofEntries(5));
            problems.addAll(slice.problems());
            slices++;
        } while (slice.more());

        assertThat(slices).isGreaterThan(3);
        assertThat(heldBack(problems)).startsWith("8 records wait for consent");
    }

    @Test
    void aPairThatIsDisabledSaysNothing() {
        inStep(30);
        removed(0, 28);
        runner.runOnce();
        runner.pairs().disable("firms");
        assertThat(runner.runOnce().ok()).isTrue();

        runner.pairs().enable("firms");

        assertThat(runner.runOnce().ok()).isFalse();
    }

    @Test
    void whatIsRestoredIsHeldBackNoMore() {
        inStep(30);
        emptied(0, 21);
        runner.runOnce();
        for (int i = 0; i < 21; i++) {
            desk.left.edit("firm", left(i), "phone", "phone " + i);
        }

        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(runner.pairs().state("firms").notes()).doesNotContainKey(Guard.HELD_BACK);
    }

    @Test
    void aLaterPlanSaysWhatIsHeldBack() {
        inStep(30);
        removed(0, 28);
        runner.runOnce();

        assertThat(heldBack(runner.plan().problems())).startsWith("8 records wait for consent");
        assertThat(heldBack(runner.planAudit("firms").problems())).startsWith("8 records wait for consent");
    }

    @Test
    void anAppliedPlanSaysWhatIsHeldBack() {
        inStep(50);
        removed(0, 40);
        SyncPlan plan = runner.plan();

        assertThat(heldBack(plan.problems())).startsWith("20 records wait for consent");
        SyncReport report = runner.apply(plan, Consent.GIVEN);
        assertThat(report.writes()).isEqualTo(20);
        assertThat(heldBack(report.problems())).startsWith("20 records wait for consent");
    }

    @Test
    void anUndoThatNeedsConsentSaysSoAndStoresNothing() {
        inStep(60);
        String run = filled(60);
        String before = runner.pairs().counts("firms").toString();

        SyncPlan plan = runner.planUndo(run);

        assertThat(plan.counts()).containsEntry(PlanItem.Action.UPDATE, 20L).containsEntry(PlanItem.Action.REPORT, 40L);
        assertThat(heldBack(plan.problems()))
                .isEqualTo(
                        "The plan leaves out what was asked for 40 records: more records would be removed, or have a field"
                                + " emptied, within 24 hours than the larger of 20 and 5 % of the linked ones. If it is meant, let 40"
                                + " more through by pairs().consentToRemovals(\"firms\", 40), and make the plan again");
        assertThat(desk.events(Kind.NEEDS_CONSENT)).isEmpty();
        assertThat(runner.pairs().counts("firms")).hasToString(before);
        SyncReport report = runner.apply(plan);
        assertThat(report.writes()).isEqualTo(20);
        assertThat(heldBack(report.problems())).startsWith("The plan leaves out what was asked for 40 records");
        assertThat(runner.runOnce().ok()).as("nobody asks any more").isTrue();

        runner.pairs().consentToRemovals("firms", 40);
        assertThat(runner.apply(runner.planUndo(run)).writes()).isEqualTo(40);
        assertThat(phones(0, 60)).isZero();
    }

    @Test
    void anUndoThatCameTooLateForTheMeasureIsNotPutOff() {
        inStep(60);
        String run = filled(20);
        SyncPlan plan = runner.planUndo(run);
        removed(40, 60);
        runner.runOnce();

        List<RefusedWrite> refused = new ArrayList<>();

        SyncReport report = runner.apply(plan, Consent.NONE, refused::add);

        assertThat(report.writes()).isZero();
        assertThat(heldBack(report.problems())).startsWith("The plan leaves out what was asked for 20 records");
        assertThat(refused)
                .extracting(RefusedWrite::reason)
                .containsOnly(
                        "needs consent to removals: let n more through by pairs().consentToRemovals(\"firms\", n), and make"
                                + " a new plan")
                .hasSize(20);
        assertThat(desk.events(Kind.NEEDS_CONSENT)).isEmpty();
        assertThat(runner.runOnce().ok()).isTrue();
    }

    @Test
    void consentCountsBesideWhatWasConsentedToBefore() {
        inStep(60);
        runner.pairs().consentToRemovals("firms", 5);
        desk.pass(Duration.ofHours(12));
        runner.pairs().consentToRemovals("firms", 2);
        removed(0, 40);
        runner.runOnce();
        assertThat(desk.right.ids("firm")).as("60 less 20 less 5 less 2").hasSize(33);
        desk.pass(Duration.ofHours(12).plusMinutes(1));

        assertThat(heldBack(runner.runOnce().problems()))
                .contains("13 records")
                .endsWith("2 more until 2026-03-03T20:00:00Z");
    }

    @Test
    void consentToNothingIsRefused() {
        for (int more : new int[] {0, -100}) {
            assertThatThrownBy(() -> runner.pairs().consentToRemovals("firms", more))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1 more, not to " + more);
        }
    }

    /** Fills fields on the right, and answers the run. */
    private String filled(int many) {
        for (int i = 0; i < many; i++) {
            desk.left.edit("firm", left(i), "phone", "");
            desk.right.edit("firm", right(i), "phone", "");
        }
        runner.runOnce();
        for (int i = 0; i < many; i++) {
            desk.left.edit("firm", left(i), "phone", "filled " + i);
        }
        return runner.runOnce().run();
    }

    private static String heldBack(List<SyncReport.Problem> problems) {
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).waiting()).isTrue();
        assertThat(problems.get(0).where()).isEqualTo("firms");
        return problems.get(0).message();
    }

    private void inStep(int many) {
        desk.firmsInStep(many);
        for (int i = 0; i < many; i++) {
            desk.left.edit("firm", left(i), "phone", "phone " + i);
            desk.right.edit("firm", right(i), "phone", "phone " + i);
        }
        runner.runOnce();
    }

    private void removed(int from, int to) {
        for (int i = from; i < to; i++) {
            desk.left.remove("firm", left(i));
        }
    }

    private void emptied(int from, int to) {
        for (int i = from; i < to; i++) {
            desk.left.edit("firm", left(i), "phone", "");
        }
    }

    private long phones(int from, int to) {
        long phones = 0;
        for (int i = from; i < to; i++) {
            phones += desk.right.text("firm", right(i), "phone").isEmpty() ? 0 : 1;
        }
        return phones;
    }

    private static String left(int i) {
        return Integer.toString(10_000 + i);
    }

    private static String right(int i) {
        return "r" + left(i);
    }
}
