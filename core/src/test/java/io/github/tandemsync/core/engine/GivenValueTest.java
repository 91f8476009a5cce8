package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conflict of which neither side is right is settled by a value of a person's own, which both sides get. */
class GivenValueTest {
    private final Desk desk = new Desk();
    private SyncRunner runner = desk.runner();

    private void conflict(boolean leftHistoric, boolean rightHistoric) {
        if (leftHistoric) {
            desk.left.hasHistory();
        }
        if (rightHistoric) {
            desk.right.hasHistory();
        }
        runner.close();
        runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new SameField("phone"));
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.left.put("firm", "1", "left");
        desk.right.put("firm", "r1", "right");
        runner.runOnce();
    }

    private SyncPlan given(Side form, String value) {
        OpenConflict conflict = runner.conflicts().open(0, 10).get(0);
        return runner.planResolution(List.of(Resolution.neither(conflict, form, Values.of("name", value(value)))));
    }

    private static FieldValue value(String text) {
        return text.isEmpty() ? FieldValue.EMPTY : FieldValue.text(text);
    }

    private Status status() {
        return desk.link(Side.LEFT, "1").rule("name").status();
    }

    @ParameterizedTest
    @CsvSource({"false,false,LEFT", "true,false,RIGHT", "false,true,LEFT", "true,true,RIGHT"})
    void bothSidesGetItAndTheHistoryHasWhatBothHeld(boolean leftHistoric, boolean rightHistoric, Side form) {
        conflict(leftHistoric, rightHistoric);
        SyncPlan plan = given(form, "third");
        assertThat(plan.writes()).extracting(PlanItem::side).containsExactlyInAnyOrder(Side.LEFT, Side.RIGHT);
        assertThat(plan.writes())
                .allSatisfy(item -> assertThat(item.fields()).singleElement().satisfies(field -> {
                    assertThat(field.decision()).isEqualTo(Decision.GIVE);
                    assertThat(field.after()).isEqualTo(FieldValue.text("third"));
                    assertThat(field.reason()).contains("a person gave");
                }));
        assertThat(desk.left.names("firm")).as("a plan writes nothing").containsExactly("left");

        SyncReport report = runner.apply(plan);

        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(2);
        assertThat(desk.left.names("firm")).containsExactly("third");
        assertThat(desk.right.names("firm")).containsExactly("third");
        assertThat(desk.events(Kind.CONFLICT))
                .filteredOn(event -> event.detail().contains("a person gave"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.open()).isFalse();
                    assertThat(event.values(Side.LEFT)).isEqualTo(Values.of("name", FieldValue.text("left")));
                    assertThat(event.values(Side.RIGHT)).isEqualTo(Values.of("name", FieldValue.text("right")));
                });
        assertSettled();
        assertThat(status()).isEqualTo(Status.AGREED);
        desk.right.put("firm", "r1", "edited later");
        runner.runOnce();
        assertThat(desk.left.names("firm")).containsExactly("edited later");
    }

    private void assertSettled() {
        assertThat(runner.conflicts().count()).isZero();
        for (int i = 0; i < 3; i++) {
            desk.pass(Duration.ofHours(1));
            assertThat(runner.runOnce().writes()).isZero();
        }
    }

    @Test
    void whatOneSideHoldsAlreadyIsWrittenToTheOtherAlone() {
        conflict(false, false);
        SyncPlan plan = given(Side.LEFT, "right");

        assertThat(plan.writes()).extracting(PlanItem::side).containsExactly(Side.LEFT);
        runner.apply(plan);

        assertThat(desk.left.names("firm")).containsExactly("right");
        assertThat(status()).isEqualTo(Status.AGREED);
        assertSettled();
    }

    @Test
    void itMayBeEmpty() {
        conflict(true, false);
        OpenConflict conflict = runner.conflicts().open(0, 10).get(0);
        runner.apply(runner.planResolution(
                List.of(Resolution.neither(conflict, Side.LEFT, Values.of("name", FieldValue.EMPTY)))));

        assertThat(desk.left.text("firm", "1", "name")).isEmpty();
        assertThat(desk.right.text("firm", "r1", "name")).isEmpty();
        assertSettled();
    }

    @Test
    void itDoesNotCountOnceASideHasMoved() {
        conflict(false, false);
        SyncPlan plan = given(Side.LEFT, "third");
        desk.right.put("firm", "r1", "moved");

        SyncReport report = runner.apply(plan);

        assertThat(report.writes()).isZero();
        assertThat(report.ok()).isFalse();
        assertThat(desk.left.names("firm")).containsExactly("left");
        assertThat(desk.right.names("firm")).containsExactly("moved");
    }

    @ParameterizedTest
    @CsvSource({"false,LEFT", "true,LEFT", "false,RIGHT", "true,RIGHT"})
    void whereOneSideRefusesItTheRuleIsParkedWithTheReasonUntilEitherIsEdited(boolean historic, Side refusing) {
        conflict(historic, historic);
        desk.shelf(refusing).refusesUpdates(true);

        runner.apply(given(Side.LEFT, "third"));

        assertThat(status()).isEqualTo(Status.REFUSED);
        assertThat(desk.shelf(refusing.other()).names("firm")).containsExactly("third");
        assertThat(runner.explain(desk.left.type("firm").ref("1")).text()).contains("name: REFUSED", "a person gave");
        desk.shelf(refusing).refusesUpdates(false);
        assertSettled();
        assertThat(status()).isEqualTo(Status.REFUSED);

        boolean left = refusing == Side.LEFT;
        desk.shelf(refusing).put("firm", left ? "1" : "r1", "third");
        runner.runOnce();
        assertThat(status()).isEqualTo(Status.AGREED);
    }

    static Stream<Arguments> silences() {
        return Stream.of("third", "Contoso", "")
                .flatMap(value -> Stream.of(Line.ANSWERS_LOST, Line.WRITES_LOST)
                        .flatMap(line -> Stream.of(Side.values())
                                .flatMap(side -> Stream.of(true, false)
                                        .map(historic -> Arguments.of(value, line, side, historic)))));
    }

    @Test
    void whatWasEditedBeforeItIsNotGivenBackWhereAnAnswerNamesNoVersion() {
        conflict(true, false);
        desk.left.put("firm", "1", "left again");
        runner.runOnce();
        desk.left.namesNoVersions();
        SyncPlan plan = given(Side.LEFT, "third");
        desk.right.line(Line.ANSWERS_LOST);
        runner.apply(plan);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertSettled();

        assertThat(desk.left.names("firm")).containsExactly("third");
        assertThat(desk.right.names("firm")).containsExactly("third");
    }

    @ParameterizedTest
    @MethodSource("silences")
    void whereNoAnswerComesTheConflictStandsOrBothHaveIt(String value, Line line, Side silent, boolean historic) {
        conflict(historic, historic);
        SyncPlan plan = given(Side.RIGHT, value);
        desk.shelf(silent).line(line);
        runner.apply(plan);
        desk.shelf(silent).line(Line.UP);
        for (int i = 0; i < 3; i++) {
            desk.pass(Duration.ofHours(1));
            runner.runOnce();
        }

        boolean same = desk.left.names("firm").equals(desk.right.names("firm"));
        assertThat(same).isEqualTo(line == Line.ANSWERS_LOST);
        assertThat(status()).isEqualTo(same ? Status.AGREED : Status.CONFLICT);
        assertThat(runner.conflicts().count()).isEqualTo(same ? 0 : 1);
        assertThat(desk.events(Kind.CONFLICT))
                .as("what both held is kept")
                .anySatisfy(event ->
                        assertThat(event.values(Side.LEFT)).isEqualTo(Values.of("name", FieldValue.text("left"))));
        if (same) {
            assertThat(desk.events(value.isEmpty() ? Kind.CLEARED : Kind.UPDATED))
                    .as("each write that ran is told")
                    .extracting(event -> event.side())
                    .contains(Side.LEFT, Side.RIGHT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRunThatGaveItIsTakenBackOnBothSides(boolean historic) {
        conflict(historic, historic);
        String run = runner.apply(given(Side.LEFT, "third")).run();

        SyncReport report = runner.apply(runner.planUndo(run));

        assertThat(report.problems()).isEmpty();
        assertThat(desk.left.names("firm")).containsExactly("left");
        assertThat(desk.right.names("firm")).containsExactly("right");
        assertThat(status()).isEqualTo(Status.HELD);
        assertSettled();
    }

    @Test
    void valuesThatAreNotTheRulesAreRefusedAtOnce() {
        conflict(false, false);
        OpenConflict conflict = runner.conflicts().open(0, 10).get(0);

        assertThatThrownBy(() -> runner.planResolution(
                        List.of(Resolution.neither(conflict, Side.LEFT, Values.of("phone", FieldValue.text("1"))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> Resolution.neither(conflict, Side.LEFT, Values.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
