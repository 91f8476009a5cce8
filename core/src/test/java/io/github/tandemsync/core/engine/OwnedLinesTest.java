package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new line waits for its owner. */
class OwnedLinesTest {
    private final OrderDesk site = new OrderDesk();
    private final Desk desk = site.desk;

    @ParameterizedTest
    @EnumSource(Side.class)
    void aLineIsCreatedWithItsOwnerAsSoonAsThatIsLinked(Side from) {
        site.shelf(from).put("order", OrderDesk.id(from, "1"), "order 1");
        site.line(from, "a", "1");
        SyncRunner runner = site.runner();

        SyncReport report = runner.runOnce();

        assertThat(report.problems()).isEmpty();
        assertThat(report.count(Kind.CREATED)).isEqualTo(2);
        assertThat(report.count(Kind.UPDATED)).as("its owner is given at once").isZero();
        assertThat(owner(from.other(), site.shelf(from.other()).newest("line")).id())
                .isEqualTo(site.shelf(from.other()).newest("order"));
        assertQuiet(runner);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOwnerThatIsLinkedInALaterRoundWakesItsLines(boolean slices) {
        for (int i = 10; i < 22; i++) {
            desk.left.put("order", "" + i, "order " + i);
            site.line(Side.LEFT, "a" + (40 - i), "" + i);
        }
        SyncRunner runner = Desk.enabled(
                desk.builder("runner", site.lines().owner(OrderDesk.OPEN_ORDER).build())
                        .pair(site.orders().build())
                        .build());

        if (slices) {
            SyncReport slice;
            do {
                slice = runner.runSlice(SliceBudget.ofEntries(3));
            } while (slice.more());
        } else {
            runner.runOnce();
        }

        assertThat(site.lines(Side.RIGHT)).hasSize(12);
        assertThat(desk.right.ids("line")).allSatisfy(id -> owner(Side.RIGHT, id));
        assertQuiet(runner);
    }

    @Test
    void aLineWithoutOwnerIsNotCreatedUntilItHasOne() {
        desk.left.put("order", "1", "order 1");
        desk.left.put("line", "a", "line a");
        SyncRunner runner = site.runner();
        runner.runOnce();
        desk.left.put("line", "a", "still without");
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).isEmpty();
        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.WAITING);
        assertThat(site.entry(Side.LEFT, "a").mark().due()).isNull();
        assertThat(site.code(Side.LEFT, "a")).isEqualTo(OwnedLines.NO_OWNER);
        assertThat(desk.events(Kind.PARKED)).hasSize(1);
        site.line(Side.LEFT, "a", "1");
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
    }

    @Test
    void anOwnerThatIsGivenWithoutATraceIsFoundByTheScanOfReferences() {
        desk.left.reportsNoRemovals(); // nor references
        desk.left.put("order", "1", "order 1");
        desk.left.put("line", "a", "line a");
        SyncRunner runner = site.runner();
        runner.runOnce();
        desk.left.point("line", "a", SameParent.FIELD, site.order(Side.LEFT, "1"));
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).as("nobody has told of it yet").isEmpty();

        desk.pass(SyncRunnerBuilder.REFERENCE_SCAN);
        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
    }

    @Test
    void aLineWhoseOwnerIsExcludedIsReportedOnceAndCreatedOnceItIsLetIn() {
        site.close(Side.LEFT, "1");
        desk.left.put("order", "1", "order 1");
        site.line(Side.LEFT, "a", "1");
        SyncRunner runner = Desk.enabled(site.builder(
                        site.orders().entryFilter(Side.LEFT, OrderDesk.OPEN).build(),
                        site.lines().owner(OrderDesk.ORDER).build())
                .build());
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.events(Kind.PARKED))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains(OwnedLines.NOT_LINKED, "left:order/1", "EXCLUDED"));
        assertThat(site.entry(Side.LEFT, "a").waitsFor()).isEqualTo(site.order(Side.LEFT, "1"));
        assertQuiet(runner);
        site.open(Side.LEFT, "1");
        runner.runOnce();
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
    }

    @Test
    void aLineOfAnOwnerThatIsGoneIsNotCreated() {
        site.inStep("1");
        SyncRunner runner = site.runner();
        runner.runOnce();
        desk.right.remove("order", "r1");
        site.line(Side.LEFT, "a", "1");

        runner.runOnce();

        assertThat(site.lines(Side.RIGHT)).isEmpty();
        assertThat(Contract.known(site.entry(Side.LEFT, "a").reason()).detail()).contains("UNLINKED");
        assertThat(desk.events(Kind.PARKED)).hasSize(1);
        assertQuiet(runner);
    }

    @Test
    void aLineThatWaitsIsStillFoundByTheOneThatSomebodyMakesOnTheOtherSide() {
        site.inStep("1");
        site.close(Side.RIGHT, "1");
        site.line(Side.LEFT, "a", "1");
        SyncRunner runner = site.runner();
        runner.runOnce();
        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.WAITING);

        site.line(Side.RIGHT, "a", "1");
        runner.runOnce();

        assertThat(site.entry(Side.LEFT, "a").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.events(Kind.CREATED)).isEmpty();
    }

    @Test
    void aPlanSaysOnWhatALineWaitsAndTheNextOneCreatesIt() {
        desk.left.put("order", "1", "order 1");
        site.line(Side.LEFT, "a", "1");
        SyncRunner runner = site.runner();
        SyncPlan plan = runner.plan();

        assertThat(plan.writes())
                .singleElement()
                .satisfies(item -> assertThat(item.other()).isEqualTo(site.order(Side.LEFT, "1")));
        assertThat(plan.items())
                .anySatisfy(item -> assertThat(item.reason()).contains(OwnedLines.NOT_LINKED, "left:order/1"));
        assertThat(runner.apply(plan).writes()).isEqualTo(1);
        assertThat(runner.apply(runner.plan()).writes()).isEqualTo(1);
        assertThat(site.lines(Side.RIGHT)).containsExactly("line a");
        assertQuiet(runner);
    }

    @Test
    void whatMakesNoSenseIsRefusedWhenItIsBuilt() {
        assertThatThrownBy(() -> site.lines().build()).hasMessageContaining("MIRROR");
        assertThatThrownBy(() -> site.lines()
                        .owner(Owner.of("lines", SameParent.FIELD, SameParent.FIELD))
                        .build())
                .hasMessageContaining("can not own itself");
        assertThatThrownBy(() ->
                        site.lines().owner(Owner.of("orders", "name", "parent")).build())
                .hasMessageContaining("maps name to parent");
        assertThatThrownBy(() -> desk.builder(
                                "runner", site.lines().owner(OrderDesk.ORDER).build())
                        .build())
                .hasMessageContaining("lines has its owners in orders");
        assertThatThrownBy(() ->
                        site.orders().onRemoved(Side.LEFT, DeletePolicy.MIRROR).build())
                .hasMessageContaining("use ARCHIVE");
    }

    private RecordRef owner(Side side, String line) {
        FieldValue value = site.shelf(side)
                .row(site.shelf(side).type("line").ref(line))
                .values
                .orEmpty(SameParent.FIELD);
        return ((FieldValue.Reference) value).target();
    }

    private void assertQuiet(SyncRunner runner) {
        desk.pass(Duration.ofMinutes(1));
        desk.left.clearCalls();
        desk.right.clearCalls();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.left.calls("read")).isEmpty();
        assertThat(desk.right.calls("read")).isEmpty();
    }
}
