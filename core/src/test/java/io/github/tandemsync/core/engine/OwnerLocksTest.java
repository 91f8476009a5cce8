package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is written only while its owner on that side lets it; an edit that has to wait is not lost. */
class OwnerLocksTest {
    private final OrderDesk site = new OrderDesk();
    private final Desk desk = site.desk;

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEditWaitsUntilTheOwnerOnTheOtherSideIsEditableAgain(Side from) {
        SyncRunner runner = inStep("a");
        site.close(from.other(), "1");
        site.edit(from, "a", "edited");
        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isZero();
        assertThat(report.problems()).isEmpty();
        assertStandsStill(from, "a");
        assertThat(desk.events(Kind.PARKED)).hasSize(1);
        assertQuiet(runner);
        site.open(from.other(), "1");
        runner.runOnce();
        assertThat(site.name(from.other(), "a")).isEqualTo("edited");
        assertThat(site.entry(from, "a").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aClosedOwnerOnTheEditedSideHoldsNothingUp(Side from) {
        SyncRunner runner = inStep("a");
        site.edit(from, "a", "edited");
        site.close(from, "1");
        runner.runOnce();

        assertThat(site.name(from.other(), "a")).isEqualTo("edited");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatBothSidesEditMeanwhileIsMergedAndToldOnce(boolean historic) {
        if (historic) {
            desk.left.hasHistory();
        }
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "first");
        runner.runOnce();
        site.edit(Side.LEFT, "a", "left");
        site.edit(Side.RIGHT, "a", "right");
        runner.runOnce();
        runner.runOnce();
        assertThat(desk.events(Kind.CONFLICT)).as("nothing is decided yet").isEmpty();
        assertStandsStill(Side.LEFT, "a");

        site.open(Side.RIGHT, "1");
        runner.runOnce();

        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("left");
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.before().orEmpty("name").display()).isEqualTo("right"));
        assertThat(site.lines(Side.LEFT)).isEqualTo(site.lines(Side.RIGHT));
    }

    @Test
    void anEditThatIsTakenBackMeanwhileNeedsNoWrite() {
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "edited");
        runner.runOnce();
        site.edit(Side.LEFT, "a", "line a");
        runner.runOnce();

        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.LINKED);
        assertThat(site.entry(Side.LEFT, "a").mark().due()).isNull();
    }

    @Test
    void anOwnerThatWeReopenOurselvesWakesItsLines() {
        desk.right.put("order", "r1", "closed");
        desk.left.put("order", "1", "closed");
        site.line(Side.LEFT, "a", "1");
        RecordFilter named = new OrderDesk.Unlike("name", "closed");
        SyncRunner runner = site.runner(lines -> lines.owner(OrderDesk.ORDER.editable(Side.RIGHT, named)));
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).isEmpty();

        desk.left.put("order", "1", "open");
        runner.runOnce();

        assertThat(desk.right.names("order")).containsExactly("open");
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
    }

    @Test
    void whatDecidesAboutAnOwnerIsCheckedBeforeTheFirstRun() {
        SyncRunner runner = site.runner();
        assertThat(runner.preflight().ok()).isTrue();
        desk.right.hasNo("state");
        SyncRunner later = site.runner();

        assertThat(later.preflight().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("right:order has no field state"));
    }

    @Test
    void anOwnerWhoseChangeNobodyTellsOfIsAskedOnceADay() {
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "edited");
        runner.runOnce();
        runner.pairs().disable("orders");
        site.open(Side.RIGHT, "1");
        runner.runOnce();
        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("line a");
        assertThat(runner.runOnce().next()).isNotNull();

        desk.pass(OwnedLines.PAUSE);
        runner.runOnce();

        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("edited");
        assertThat(site.entry(Side.LEFT, "a").mark().attempts()).isZero();
    }

    @Test
    void manyLooksInVainAreNoFailedAttempts() {
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "edited");
        for (int day = 0; day < 12; day++) {
            runner.runOnce();
            desk.pass(OwnedLines.PAUSE);
        }

        assertThat(site.entry(Side.LEFT, "a").mark().attempts()).isZero();
        assertThat(desk.events(Kind.PARKED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aNewLineIsCreatedOnceTheOwnerIsEditable(Side from) {
        SyncRunner runner = inStep();
        site.close(from.other(), "1");
        site.line(from, "a", "1");
        runner.runOnce();

        assertThat(site.lines(from.other())).isEmpty();
        assertThat(site.entry(from, "a").state()).isEqualTo(EntryState.WAITING);
        assertThat(site.code(from, "a")).isEqualTo(Owners.NOT_EDITABLE);
        assertQuiet(runner);
        site.open(from.other(), "1");
        runner.runOnce();
        assertThat(site.lines(from.other())).containsExactly("line a");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aRemovedLineIsRemovedOnceTheOwnerIsEditable(Side gone) {
        SyncRunner runner = inStep("a");
        site.close(gone.other(), "1");
        site.remove(gone, "a");
        runner.runOnce();

        assertThat(site.lines(gone.other())).hasSize(1);
        assertStandsStill(gone.other(), "a");
        assertQuiet(runner);
        site.open(gone.other(), "1");
        runner.runOnce();
        assertThat(site.lines(gone.other())).isEmpty();
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
    }

    @Test
    void aLineMovesToAnotherOwnerOnceBothAreEditable() {
        site.inStep("2");
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "2");
        site.line(Side.LEFT, "a", "2");
        runner.runOnce();
        assertStandsStill(Side.LEFT, "a");

        site.open(Side.RIGHT, "2");
        site.close(Side.RIGHT, "1");
        runner.runOnce();
        assertStandsStill(Side.LEFT, "a");

        site.open(Side.RIGHT, "1");
        runner.runOnce();
        assertThat(desk.right.text("line", "ra", SameParent.FIELD))
                .isEqualTo(site.order(Side.RIGHT, "2").toString());
    }

    @Test
    void anOwnerThatCanNotBeSeenHoldsItsLinesAndIsSoonAskedAgain() {
        SyncRunner runner = inStep("a");
        desk.right.keepsFromUs(site.order(Side.RIGHT, "1"));
        site.edit(Side.LEFT, "a", "edited");
        runner.runOnce();

        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("line a");
        assertThat(site.code(Side.LEFT, "a")).isEqualTo(Owners.NOT_READABLE);
        assertThat(site.entry(Side.LEFT, "a").mark().due())
                .isBefore(desk.instant().plus(OwnedLines.PAUSE));
    }

    @Test
    void ownersAreReadOnceARoundAndOnlyForLinesThatWouldBeWritten() {
        site.inStep("2", "c");
        SyncRunner runner = inStep("a", "b");
        site.edit(Side.LEFT, "a", "edited a");
        site.edit(Side.LEFT, "b", "edited b");
        site.edit(Side.LEFT, "c", "same");
        site.edit(Side.RIGHT, "c", "same");
        desk.left.clearCalls();
        desk.right.clearCalls();
        runner.runOnce();

        assertThat(desk.right.calls("read order")).containsExactly("read order[r1]");
        assertThat(desk.left.calls("read order")).isEmpty();
    }

    @Test
    void withoutFilterNoOwnerIsRead() {
        SyncRunner runner = inStep(site.runner(lines -> lines.owner(OrderDesk.ORDER)), "a");
        desk.right.clearCalls();
        desk.left.clearCalls();
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "edited");
        site.line(Side.LEFT, "b", "1");
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).containsExactly("edited", "line b");
        assertThat(desk.right.calls("read order")).as("of its own pair").hasSize(1);
        assertThat(desk.left.calls("read order")).hasSize(1);
    }

    @Test
    void aPlanSaysWhatStandsStillEveryTime() {
        SyncRunner runner = inStep("a");
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "edited");

        for (int i = 0; i < 2; i++) {
            SyncPlan plan = runner.plan();
            assertThat(plan.writes()).isEmpty();
            assertThat(plan.items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.reason())
                            .contains(Owners.NOT_EDITABLE, "right:order/r1", "state is not closed"));
            site.edit(Side.LEFT, "a", "edited again");
        }
        assertThat(desk.events(Kind.PARKED)).hasSize(1);
    }

    @Test
    void aPlannedWriteIsNotSentWhenTheOwnerWasClosedSince() {
        SyncRunner runner = inStep("a");
        site.edit(Side.LEFT, "a", "edited");
        SyncPlan plan = runner.plan();
        assertThat(plan.writes()).hasSize(1);
        site.close(Side.RIGHT, "1");

        SyncReport report = runner.apply(plan);

        assertThat(report.writes()).isZero();
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("1 of 1 planned"));
        site.open(Side.RIGHT, "1");
        runner.runOnce();
        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("edited");
    }

    @ParameterizedTest
    @EnumSource(
            value = ShelfConnector.Line.class,
            names = {"ANSWERS_LOST", "WRITES_LOST"})
    void aCreateWithoutAnswerIsNotRepeatedWhileTheOwnerIsClosed(ShelfConnector.Line line) {
        SyncRunner runner = inStep();
        site.line(Side.LEFT, "a", "1");
        desk.right.line(line);
        runner.runOnce();
        desk.right.line(ShelfConnector.Line.UP);
        site.close(Side.RIGHT, "1");
        boolean ran = line == ShelfConnector.Line.ANSWERS_LOST;

        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).hasSize(ran ? 1 : 0);

        site.open(Side.RIGHT, "1");
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
        assertThat(site.lines(Side.LEFT)).containsExactly("line a");
    }

    @ParameterizedTest
    @EnumSource(
            value = ShelfConnector.Line.class,
            names = {"ANSWERS_LOST", "WRITES_LOST"})
    void anUpdateWithoutAnswerIsToldApartWhileTheOwnerIsClosed(ShelfConnector.Line line) {
        SyncRunner runner = inStep("a");
        site.edit(Side.LEFT, "a", "first");
        desk.right.line(line);
        runner.runOnce();
        desk.right.line(ShelfConnector.Line.UP);
        site.close(Side.RIGHT, "1");
        site.edit(Side.LEFT, "a", "second");
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(site.name(Side.RIGHT, "a")).isEqualTo(line == ShelfConnector.Line.WRITES_LOST ? "line a" : "first");

        site.open(Side.RIGHT, "1");
        runner.runOnce();

        assertThat(site.name(Side.RIGHT, "a")).isEqualTo("second");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @Test
    void aCreateThatArrivesLateIsJoinedWithTheLineThatWaits() {
        desk.right.keys(CreateKeyKind.UNIQUE);
        desk.right.hasHistory();
        SyncRunner runner = inStep();
        site.line(Side.LEFT, "a", "1");
        desk.right.line(ShelfConnector.Line.WRITES_LATE);
        runner.runOnce();
        desk.right.line(ShelfConnector.Line.UP);
        site.close(Side.RIGHT, "1");
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.WAITING);

        desk.right.deliver();
        runner.runOnce();

        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.LINKED);
        site.open(Side.RIGHT, "1");
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
        assertThat(site.lines(Side.LEFT)).containsExactly("line a");
    }

    private SyncRunner inStep(String... lines) {
        return inStep(site.runner(), lines);
    }

    private SyncRunner inStep(SyncRunner runner, String... lines) {
        site.inStep("1", lines);
        assertThat(runner.runOnce().writes()).isZero();
        return runner;
    }

    private void assertStandsStill(Side side, String line) {
        assertThat(site.code(side, line)).isEqualTo(Owners.NOT_EDITABLE);
        assertThat(site.entry(side, line).mark().due()).isEqualTo(desk.instant().plus(OwnedLines.PAUSE));
    }

    private void assertQuiet(SyncRunner runner) {
        desk.left.clearCalls();
        desk.right.clearCalls();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.left.calls("read")).isEmpty();
        assertThat(desk.right.calls("read")).isEmpty();
    }
}
