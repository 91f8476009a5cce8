package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A line goes with its counterpart, unless the owner took that along. */
class MirrorTest {
    private final OrderDesk site = new OrderDesk();
    private final Desk desk = site.desk;

    @ParameterizedTest
    @EnumSource(Side.class)
    void aLineThatIsRemovedIsRemovedOnTheOtherSide(Side gone) {
        SyncRunner runner = inStep(site.runner());
        site.remove(gone, "a");
        runner.runOnce();

        assertThat(site.lines(gone.other())).containsExactly("line b");
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void anEditWinsAgainstTheRemoval() {
        SyncRunner runner = inStep(site.runner());
        site.remove(Side.LEFT, "a");
        site.edit(Side.RIGHT, "a", "edited");
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).containsExactly("edited", "line b");
        assertThat(site.entry(Side.RIGHT, "a").state()).isEqualTo(EntryState.UNLINKED);
    }

    @ParameterizedTest
    @CsvSource({"LEFT, true", "LEFT, false", "RIGHT, true", "RIGHT, false"})
    void linesThatWentWithTheirOwnerAreRemovedNowhere(Side gone, boolean told) {
        SyncRunner runner = inStep(site.runner(lines -> lines.owner(OrderDesk.ORDER)));
        if (!told) {
            runner.pairs().disable("orders");
        }
        removeOrder(gone);
        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isZero();
        assertThat(site.lines(gone.other())).containsExactly("line a", "line b");
        assertThat(site.lines(gone)).as("nor brought back").isEmpty();
        assertThat(site.code(gone.other(), "a")).isEqualTo(Owners.GONE);
        assertThat(desk.events(Kind.UNLINKED))
                .filteredOn(event -> event.pair().value().equals("lines"))
                .as("one report a line")
                .hasSize(2);
        site.edit(gone.other(), "a", "edited");
        assertThat(runner.runOnce().writes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whereTheOtherOwnerIsRemovedTooItsLinesGoWithItAndNotOneByOne(Side gone) {
        SyncRunner runner = inStep(Desk.enabled(site.builder(
                        site.orders().onRemoved(gone, DeletePolicy.ARCHIVE).build(),
                        site.lines().owner(OrderDesk.OPEN_ORDER).build())
                .build()));
        site.shelf(gone.other()).onWritten(() -> {
            site.remove(gone.other(), "a");
            site.remove(gone.other(), "b");
        });
        removeOrder(gone);
        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isEqualTo(1);
        assertThat(site.lines(gone.other())).isEmpty();
        assertThat(desk.events(Kind.UNLINKED)).isEmpty();
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void linesOfAnOwnerThatComesBackWithThemAreInStepAgain() {
        SyncRunner runner = inStep(site.runner());
        desk.left.archive("order", "1");
        desk.left.archive("line", "a");
        desk.left.archive("line", "b");
        runner.runOnce();
        desk.left.restore("order", "1");
        desk.left.restore("line", "a");
        desk.left.restore("line", "b");
        runner.runOnce();
        site.edit(Side.LEFT, "a", "edited");
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).containsExactly("edited", "line b");
        assertThat(desk.events(Kind.CREATED, Kind.REMOVED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aLineThatOutlivesItsOwnerIsWrittenNoMore(Side gone) {
        SyncRunner runner = inStep(site.runner(lines -> lines.owner(OrderDesk.ORDER)));
        site.shelf(gone).archive("order", OrderDesk.id(gone, "1"));
        runner.runOnce();
        site.edit(Side.LEFT, "a", "edited");
        site.edit(Side.RIGHT, "b", "edited");
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(site.code(Side.LEFT, "a")).isEqualTo(Owners.GONE);
        assertThat(site.code(Side.LEFT, "b")).isEqualTo(Owners.GONE);

        site.shelf(gone).restore("order", OrderDesk.id(gone, "1"));
        runner.runOnce();

        assertThat(site.lines(Side.LEFT)).containsExactly("edited", "edited");
        assertThat(site.lines(Side.RIGHT)).containsExactly("edited", "edited");
    }

    @Test
    void whetherTheOwnerIsThereHasToBeKnownBeforeALineIsRemoved() {
        SyncRunner runner = inStep(site.runner(lines -> lines.owner(OrderDesk.ORDER)));
        site.remove(Side.LEFT, "a");
        desk.left.keepsFromUs(site.order(Side.LEFT, "1"));
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).hasSize(2);
        assertThat(site.code(Side.RIGHT, "a")).isEqualTo(Owners.NOT_READABLE);
    }

    @Test
    void aLineThatSomebodyBroughtBackIsNotRemovedWhenTheOwnerIsEditableAgain() {
        SyncRunner runner = inStep(site.runner());
        site.remove(Side.LEFT, "a");
        desk.right.line(ShelfConnector.Line.ANSWERS_LOST);
        runner.runOnce();
        desk.right.line(ShelfConnector.Line.UP);
        desk.right.restore("line", "ra");
        site.close(Side.RIGHT, "1");
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        site.open(Side.RIGHT, "1");
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).containsExactly("line a", "line b");
    }

    private void removeOrder(Side side) {
        site.shelf(side).remove("order", OrderDesk.id(side, "1"));
        site.remove(side, "a");
        site.remove(side, "b");
    }

    private SyncRunner inStep(SyncRunner runner) {
        site.inStep("1", "a", "b");
        assertThat(runner.runOnce().writes()).isZero();
        return runner;
    }
}
