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
