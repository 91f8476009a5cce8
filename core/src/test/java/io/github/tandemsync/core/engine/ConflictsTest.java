package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for a person is listed with its three values, and is settled by a plan. */
class ConflictsTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = runner();

    private SyncRunner runner() {
        return desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new SameField("phone"));
    }

    @BeforeEach
    void bothSidesAreEdited() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.left.put("firm", "1", "left");
        desk.right.put("firm", "r1", "right");
        runner.runOnce();
    }

    @Test
    void aConflictIsListedWithBaseAndBothValues() {
        OpenConflict conflict = only();

        assertThat(conflict.left()).isEqualTo(desk.left.type("firm").ref("1"));
        assertThat(conflict.right()).isEqualTo(desk.right.type("firm").ref("r1"));
        assertThat(conflict.rule()).isEqualTo("name");
        assertThat(conflict.leftBase()).isEqualTo(name("Contoso"));
        assertThat(conflict.rightBase()).isEqualTo(name("Contoso"));
        assertThat(conflict.leftValues()).isEqualTo(name("left"));
        assertThat(conflict.rightValues()).isEqualTo(name("right"));
        assertThat(conflict.since()).isEqualTo(desk.instant());
        assertThat(conflict.toString()).doesNotContain("Contoso");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void twoChoicesAboutOneConflictThatDifferAreRefused() {
        Resolution left = new Resolution(only(), Side.LEFT);
        Resolution neither = Resolution.neither(only(), Side.LEFT, name("neither"));

        for (Resolution other : List.of(new Resolution(only(), Side.RIGHT), neither)) {
            assertThatThrownBy(() -> runner.planResolution(List.of(left, other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "rule name of pair firms", "left:firm/1 and right:firm/r1", "Give one of the two")
                    .hasMessageNotContaining("neither");
        }
        assertThat(runner.planResolution(List.of(left, left)).writes()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theChosenSideWinsAndTheLoserIsKeptInTheHistory(Side winner) {
        SyncPlan plan = choose(winner);
        assertThat(plan.writes()).singleElement().satisfies(item -> {
            assertThat(item.side()).isEqualTo(winner.other());
            assertThat(item.fields())
                    .singleElement()
                    .satisfies(field -> assertThat(field.reason())
                            .contains("a person chose " + winner.name().toLowerCase(Locale.ROOT)));
        });
        assertThat(desk.left.names("firm")).as("a plan writes nothing").containsExactly("left");

        runner.apply(plan);

        String value = winner == Side.LEFT ? "left" : "right";
        assertThat(desk.left.names("firm")).containsExactly(value);
        assertThat(desk.right.names("firm")).containsExactly(value);
        assertThat(desk.events(Kind.CONFLICT))
                .filteredOn(event -> event.detail().startsWith("a person chose"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.before()).isEqualTo(name(winner == Side.LEFT ? "right" : "left"));
                    assertThat(event.after()).isEqualTo(name(value));
                });
        assertSettled();
    }

    @Test
    void aChoiceDoesNotCountOnceASideHasMoved() {
        SyncPlan plan = choose(Side.LEFT);
        desk.right.put("firm", "r1", "moved");

        assertThat(runner.apply(plan).ok()).isFalse();

        assertThat(desk.right.names("firm")).containsExactly("moved");
        assertThat(only().rightValues()).as("told anew").isEqualTo(name("moved"));
    }

    @Test
    void thatOfTwoThatWerePartedIsListedAgainWhenTheyAreJoinedAnew() {
        desk.left.archive("firm", "1");
        runner.runOnce();
        assertThat(runner.conflicts().count()).isZero();

        desk.left.restore("firm", "1");
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(only().leftValues()).isEqualTo(name("left"));
        assertThat(only().rightValues()).isEqualTo(name("right"));
    }

    @Test
    void aPlanOfAnOutdatedConflictSaysSo() {
        OpenConflict old = only();
        desk.right.put("firm", "r1", "moved");
        runner.runOnce();

        SyncPlan plan = runner.planResolution(List.of(new Resolution(old, Side.LEFT)));

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.items())
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).contains("no longer as it was told"));
    }

    @Test
    void twoThatAreNoLongerLinkedAreSaidToBeSo() {
        OpenConflict old = only();
        desk.right.archive("firm", "r1");
        runner.runOnce();

        SyncPlan plan = runner.planResolution(List.of(new Resolution(old, Side.LEFT)));

        assertThat(plan.items()).singleElement().satisfies(item -> {
            assertThat(item.action()).isEqualTo(Action.REPORT);
            assertThat(item.reason()).contains("no longer linked");
        });
        assertThat(runner.conflicts().open(0, 10)).isEmpty();
    }

    @Test
    void aConflictThatPeopleEndByThemselvesIsNoLongerListed() {
        desk.right.put("firm", "r1", "left");
        runner.runOnce();

        assertSettled();
    }

    @Test
    void aChoiceWhoseAnswerIsLostIsNotMadeTwice() {
        SyncPlan plan = choose(Side.LEFT);
        desk.right.line(Line.ANSWERS_LOST);
        runner.apply(plan);
        desk.right.line(Line.UP);
        desk.right.clearCalls();
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("left");
        assertThat(desk.right.calls("write")).isEmpty();
        assertSettled();
    }

    @Test
    void aChoiceThatNeverArrivedLeavesTheConflictOpen() {
        SyncPlan plan = choose(Side.LEFT);
        desk.right.line(Line.WRITES_LOST);
        runner.apply(plan);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("right");
        runner.apply(choose(Side.LEFT));
        assertThat(desk.right.names("firm")).containsExactly("left");
        assertSettled();
    }

    @Test
    void otherEditsOfTheRecordGoAlongAndArePlanned() {
        desk.left.edit("firm", "1", "phone", "555");

        SyncPlan plan = choose(Side.LEFT);
        runner.apply(plan);

        assertThat(plan.writes())
                .singleElement()
                .satisfies(item -> assertThat(item.fields())
                        .extracting(PlanItem.FieldChange::field)
                        .containsExactlyInAnyOrder("name", "phone"));
        assertThat(desk.right.text("firm", "r1", "phone")).isEqualTo("555");
    }

    @Test
    void aConflictOfAnotherRunnersPairIsRefused() {
        OpenConflict known = only();
        OpenConflict strange = new OpenConflict(
                new PairId("strange"),
                known.left(),
                known.right(),
                "name",
                null,
                null,
                known.leftValues(),
                known.rightValues(),
                known.since());

        assertThatThrownBy(() -> runner.planResolution(List.of(new Resolution(strange, Side.LEFT))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no pair strange");
    }

    private SyncPlan choose(Side winner) {
        return runner.planResolution(List.of(new Resolution(only(), winner)));
    }

    private OpenConflict only() {
        List<OpenConflict> open = runner.conflicts().open(0, 10);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private void assertSettled() {
        assertThat(desk.link(Side.LEFT, "1").rule("name").status()).isEqualTo(Status.AGREED);
        assertThat(runner.conflicts().open(0, 10)).isEmpty();
        assertThat(desk.events(Kind.CONFLICT)).noneMatch(HistoryEntry::open);
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
    }

    private static Values name(String value) {
        return Values.of("name", FieldValue.text(value));
    }
}
