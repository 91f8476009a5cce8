package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A linked record that leaves its membership filter is paused, by default, and loses no edit. */
class PausedLinksTest {
    private final Members members = new Members();
    private final Desk desk = members.desk;

    @ParameterizedTest
    @CsvSource({"LEFT, false", "LEFT, true", "RIGHT, false", "RIGHT, true"})
    void nothingIsWrittenInEitherDirectionWhileItIsOut(Side side, boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        SyncRunner runner = members.inStep(members.runner(side, ExitPolicy.PAUSE));
        members.leaves(side);
        members.edit(Side.LEFT, "name", "Contoso AG");
        members.edit(Side.RIGHT, "phone", "555");
        runner.runOnce();
        members.edit(Side.LEFT, "name", "Contoso SE");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(desk.link(side, Members.id(side)).live()).isTrue();
        assertThat(desk.events(Kind.PAUSED)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(members.ref(side));
            assertThat(event.detail()).contains("the membership filter is: kind is member");
        });
        for (Side each : Side.values()) {
            assertThat(members.entry(each).state()).isEqualTo(EntryState.LINKED);
            assertThat(runner.explain(members.ref(each)).text())
                    .contains("LINKED (membership: " + members.ref(side) + " is out", "linked, and paused, with ");
        }

        members.comesIn(side);
        runner.runOnce();

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso SE");
        assertThat(members.text(Side.LEFT, "phone")).isEqualTo("555");
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
        assertThat(members.count(Kind.CONFLICT)).isZero();
        assertThat(members.entry(side).reason()).isNull();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(members.count(Kind.RESUMED) + members.count(Kind.PAUSED)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"LEFT, false", "LEFT, true", "RIGHT, false", "RIGHT, true"})
    void whatBothSidesEditedMeanwhileIsAConflict(Side side, boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        SyncRunner runner = members.inStep(members.runner(side, ExitPolicy.PAUSE));
        members.leaves(side);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        members.edit(Side.RIGHT, "name", "Contoso Ltd");
        runner.runOnce();
        members.comesIn(side);
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.open()).isTrue());
    }

    @Test
    void whatWasEditedAndPutBackMeanwhileHasNotMoved() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        members.edit(Side.LEFT, "name", "Contoso");
        members.edit(Side.RIGHT, "name", "Contoso Ltd");
        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(members.text(Side.LEFT, "name")).isEqualTo("Contoso Ltd");
        assertThat(members.count(Kind.CONFLICT)).isZero();
    }

    @Test
    void itComesBackOnlyWhenBothAreIn() {
        SyncRunner runner = members.inStep(members.runner(
                members.pair(Side.LEFT, ExitPolicy.PAUSE).membershipFilter(Side.RIGHT, Members.kind(Members.MEMBER))));
        members.leaves(Side.LEFT);
        members.leaves(Side.RIGHT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        members.comesIn(Side.LEFT);
        runner.runOnce();
        assertThat(members.writes()).isZero();
        assertThat(Contract.known(members.entry(Side.LEFT).reason()).detail())
                .startsWith(members.ref(Side.RIGHT) + " is out");

        members.comesIn(Side.RIGHT);
        runner.runOnce();

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theFilterOnTheTargetOfAOneWayPairCountsToo(Side target) {
        Direction direction = target == Side.RIGHT ? Direction.TO_RIGHT : Direction.TO_LEFT;
        SyncRunner runner = members.inStep(
                members.runner(members.pair(target, ExitPolicy.PAUSE).direction(direction)));
        members.leaves(target);
        members.edit(target.other(), "name", "Contoso AG");
        runner.runOnce();
        assertThat(members.writes()).isZero();

        members.comesIn(target);
        runner.runOnce();

        assertThat(members.text(target, "name")).isEqualTo("Contoso AG");
    }

    @Test
    void whatCanNotBeToldIsNeitherLeavingNorComingBack() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        desk.left.omits("kind");
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();

        assertThat(members.count(Kind.UNLINKED) + members.count(Kind.PAUSED)).isZero();
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(Contract.known(members.entry(Side.LEFT).reason()).code()).isEqualTo("field-unknown");

        desk.left.omits("");
        members.runLater(runner);

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
    }

    @Test
    void aPausedRecordThatCanNotBeReadStaysPausedAndIsReportedOnce() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.omits("kind");
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        assertThat(members.count(Kind.RESUMED)).isZero();
        desk.left.omits("");
        members.runLater(runner);

        assertThat(members.writes()).isZero();
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
    }

    @Test
    void aRecordThatIsHiddenHasNotLeft() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        desk.left.keepsFromUs(members.ref(Side.LEFT));
        runner.runOnce();

        assertThat(members.count(Kind.UNLINKED)).isZero();
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.SUSPENDED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"ANSWERS_LOST", "WRITES_LOST"})
    void aWriteThatIsUnderWayWhenItLeavesIsSettledFirst(Line line) {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.edit(Side.LEFT, "name", "Contoso AG");
        desk.right.line(line);
        desk.right.onWritten(() -> members.leaves(Side.LEFT));
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.right.onWritten(() -> {});
        runner.runOnce();
        members.runLater(runner);

        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
        assertThat(members.count(Kind.UPDATED)).isEqualTo(line == Line.ANSWERS_LOST ? 1 : 0);
        assertThat(desk.right.calls("write"))
                .as("not sent again while it is out")
                .hasSize(1);

        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.CONFLICT)).isZero();
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
    }

    @Test
    void aPauseEndsOnceThoughTheFirstWriteAfterItIsNotAnswered() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        members.comesIn(Side.LEFT);
        desk.right.line(Line.WRITES_LOST);
        runner.runOnce();
        desk.right.line(Line.UP);
        members.runLater(runner);

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
    }

    @Test
    void whatAWriteOfOursCoversWhenItLeavesIsGivenBackWhenItIsInAgain() {
        desk.right.hasHistory();
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.edit(Side.LEFT, "name", "Contoso AG");
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                members.edit(Side.RIGHT, "name", "Contoso Ltd");
                members.leaves(Side.LEFT);
            }
        });
        runner.runOnce();
        members.runLater(runner);
        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(desk.events(Kind.CONFLICT))
                .as("nobody's value is lost in silence")
                .isNotEmpty();
        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso Ltd");
    }

    @Test
    void aUsersWordOnTheFilterThatAWriteOfOursCoversCounts() {
        desk.right.hasHistory();
        SyncRunner runner = members.inStep(
                members.runner(desk.firmsPair(DeletePolicy.UNLINK, new SameField("kind", ConflictResolver.PREFER_RIGHT))
                        .membershipFilter(Side.RIGHT, Members.kind(Members.MEMBER, "patron"))
                        .onExit(Side.RIGHT, ExitPolicy.UNLINK)));
        members.leaves(Side.LEFT);
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                members.edit(Side.RIGHT, "kind", "patron");
            }
        });
        runner.runOnce();
        runner.runOnce();

        assertThat(members.count(Kind.UNLINKED)).isZero();
        assertThat(members.text(Side.LEFT, "kind")).isEqualTo("patron");
        assertThat(members.text(Side.RIGHT, "kind")).isEqualTo("patron");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPausedRecordThatIsRemovedTakesNothingWithIt(Side gone) {
        SyncRunner runner = members.inStep(members.runner(members.pair(Side.LEFT, ExitPolicy.PAUSE)
                .onRemoved(Side.LEFT, DeletePolicy.ARCHIVE)
                .onRemoved(Side.RIGHT, DeletePolicy.ARCHIVE)));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.shelf(gone).archive("firm", Members.id(gone));
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.count(Kind.UNLINKED)).isEqualTo(1);
        assertThat(members.entry(gone.other()).state()).isEqualTo(EntryState.UNLINKED);
    }

    @Test
    void whatTakesOverFromAPausedRecordIsPausedUntilItIsIn() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        desk.left.put("firm", "2", "Fabrikam");
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.merge("firm", "2", "1");
        runner.runOnce();
        runner.runOnce();
        assertThat(members.writes()).isZero();
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);

        desk.left.edit("firm", "2", "kind", Members.MEMBER);
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Fabrikam");
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
    }

    @Test
    void pausedLinksAreCountedAndNamedUntilBothAreIn() {
        SyncRunner runner = members.inStep(members.runner(Side.RIGHT, ExitPolicy.PAUSE));
        desk.firmsInStep(1);
        desk.right.edit("firm", "r10000", "kind", Members.MEMBER);
        runner.runOnce();
        assertThat(runner.pairs().pausedCount("firms")).isZero();
        members.leaves(Side.RIGHT);
        runner.runOnce();
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        desk.left.clearCalls();
        desk.right.clearCalls();

        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.LINKED, 4L);
        assertThat(runner.pairs().pausedCount("firms")).isEqualTo(1);
        assertThat(paused(runner)).singleElement().satisfies(paused -> {
            assertThat(paused.pair().value()).isEqualTo("firms");
            assertThat(paused.ref(Side.LEFT)).isEqualTo(members.ref(Side.LEFT));
            assertThat(paused.ref(Side.RIGHT)).isEqualTo(members.ref(Side.RIGHT));
            assertThat(paused.reason().code()).isEqualTo("membership");
            assertThat(paused.reason().detail()).startsWith(members.ref(Side.RIGHT) + " is out");
            assertThat(paused.reason().at()).isEqualTo(desk.instant().minus(Duration.ofHours(1)));
        });
        assertThat(desk.left.calls("")).isEmpty();
        assertThat(desk.right.calls("")).isEmpty();

        members.comesIn(Side.RIGHT);
        runner.runOnce();
        assertThat(paused(runner)).isEmpty();
        assertThat(runner.pairs().pausedCount("firms")).isZero();
    }

    @Test
    void aPausedLinkIsCountedWhileOneOfTheTwoCanNotBeRead() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.keepsFromUs(members.ref(Side.LEFT));
        runner.hint(members.ref(Side.LEFT));
        runner.runOnce();

        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.SUSPENDED);
        assertThat(paused(runner)).hasSize(1);
    }

    @Test
    void pausedLinksOfAnUnknownPairAreAnError() {
        SyncRunner runner = members.runner(Side.LEFT, ExitPolicy.PAUSE);
        assertThatThrownBy(() -> runner.records().paused("ghosts", link -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> runner.pairs().pausedCount("ghosts")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<PausedLink> paused(SyncRunner runner) {
        List<PausedLink> paused = new ArrayList<>();
        runner.records().paused("firms", paused::add);
        return paused;
    }

    @Test
    void aPausedRecordCostsNothingWhileNothingChanges() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.clearCalls();
        desk.right.clearCalls();

        runner.runOnce();

        assertThat(desk.left.calls("read")).isEmpty();
        assertThat(desk.right.calls("read")).isEmpty();
    }

    @Test
    void aPlanSaysThatItIsPausedAndPlansNothingForIt() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.leaves(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        SyncPlan plan = runner.plan();

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.text()).contains("PAUSED", "the membership filter is: kind is member");

        members.comesIn(Side.LEFT);
        SyncPlan later = runner.plan();
        assertThat(later.text()).contains("RESUMED");
        runner.apply(later);

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.RESUMED)).isEqualTo(1);
    }

    @Test
    void whatIsPlannedForARecordThatLeavesBeforeItIsAppliedIsNotSent() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.edit(Side.LEFT, "name", "Contoso AG");
        SyncPlan plan = runner.plan();
        members.leaves(Side.LEFT);
        runner.apply(plan);

        assertThat(members.writes()).isZero();
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
    }
}
