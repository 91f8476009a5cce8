package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By policy, the counterpart of a record that leaves is taken away, never against an edit, and made anew when it is in again. */
class RemovedByMembershipTest {
    private final Members members = new Members();
    private final Desk desk = members.desk;

    @ParameterizedTest
    @CsvSource({"LEFT, ARCHIVE, false", "RIGHT, ARCHIVE, false", "LEFT, DELETE, false", "RIGHT, DELETE, true"})
    void itIsTakenAwayAndMadeAnew(Side side, ExitPolicy policy, boolean historic) {
        if (historic) {
            desk.left.hasHistory();
        }
        SyncRunner runner = members.inStep(members.runner(side, policy));
        members.leaves(side);
        runner.runOnce();
        members.edit(side, "name", "Contoso AG");
        runner.runOnce();

        assertThat(ids(side.other())).isEmpty();
        assertThat(ids(side)).hasSize(1);
        assertThat(members.entry(side).state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(members.entry(side.other()).state()).isEqualTo(EntryState.REMOVED);
        assertThat(RemovedByUs.is(members.entry(side.other()))).isTrue();
        assertThat(desk.events(Kind.REMOVED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("the membership filter is: kind is member"));
        assertThat(members.count(Kind.CREATED)).isZero();

        members.comesIn(side);
        runner.runOnce();

        assertThat(desk.shelf(side.other()).names("firm")).containsExactly("Contoso AG");
        assertThat(ids(side)).hasSize(1);
        assertThat(members.entry(side).generation()).isEqualTo(1);
        assertThat(members.count(Kind.RESTORED)).isEqualTo(1);
        assertThat(runner.runOnce().writes()).isZero();
        runner.runOnce();
        assertThat(ids(side)).hasSize(1);
    }

    /** The record that leaves was once made by us from the one that is taken away, and still carries the key of that. */
    @ParameterizedTest
    @EnumSource(
            value = CreateKeyKind.class,
            names = {"UNIQUE", "CLIENT_ID"})
    void aCopyThatStaysWithoutItsSourceIsCopiedItself(CreateKeyKind keys) {
        desk.right.keys(keys);
        desk.right.hasHistory();
        SyncRunner runner = members.runner(members.pair(Side.RIGHT, ExitPolicy.ARCHIVE));
        members.edit(Side.LEFT, "name", "Contoso");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.right.edit("firm", copy, "kind", Members.MEMBER);
        runner.runOnce();
        desk.right.edit("firm", copy, "kind", Members.FORMER);
        runner.runOnce();
        assertThat(ids(Side.LEFT)).isEmpty();

        desk.right.edit("firm", copy, "kind", Members.MEMBER);
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.left.names("firm")).containsExactly("Contoso");
        assertThat(desk.right.ids("firm")).containsExactly(copy);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEditWinsAgainstTheRemoval(Side side) {
        SyncRunner runner = members.inStep(members.runner(side, ExitPolicy.ARCHIVE));
        members.leaves(side);
        members.edit(side.other(), "phone", "555");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.entry(side.other()).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("it was edited since"));

        members.comesIn(side);
        runner.runOnce();

        assertThat(members.text(side, "phone")).isEqualTo("555");
        assertThat(ids(side.other())).hasSize(1);
    }

    @Test
    void anEditThatComesBetweenTheLookAndTheRemovalWins() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                members.edit(Side.RIGHT, "phone", "555");
            }
        });
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
    }

    @Test
    void whatNeverAgreedOnAnythingIsNotTakenAway() {
        members.edit(Side.LEFT, "name", "Contoso");
        members.comesIn(Side.LEFT);
        members.edit(Side.RIGHT, "name", "Contoso");
        desk.left.onCall(call -> {
            if (call.startsWith("read")) {
                desk.left.onCall(any -> {});
                members.leaves(Side.LEFT);
            }
        });
        SyncRunner runner = members.runner(Side.LEFT, ExitPolicy.ARCHIVE);
        runner.runOnce();
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(members.writes()).isZero();
    }

    @Test
    void aCopyThatWasNeverInTakesItsSourceNotWithIt() {
        SyncRunner runner = members.runner(Side.RIGHT, ExitPolicy.ARCHIVE);
        members.edit(Side.LEFT, "name", "Contoso");
        runner.runOnce();
        runner.runOnce();

        assertThat(ids(Side.LEFT)).hasSize(1);
        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
        members.edit(Side.LEFT, "name", "Contoso AG");
        desk.right.edit("firm", desk.right.ids("firm").get(0), "kind", Members.MEMBER);
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
    }

    @Test
    void ofTwoThatAreOutNeitherIsTakenAwayForTheOther() {
        SyncRunner runner = members.inStep(members.runner(members.onBothSides(ExitPolicy.ARCHIVE, ExitPolicy.ARCHIVE)));
        members.leaves(Side.LEFT);
        members.leaves(Side.RIGHT);
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.count(Kind.UNLINKED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"ANSWERS_LOST, false", "ANSWERS_LOST, true", "WRITES_LOST, false", "WRITES_LOST, true"})
    void aRemovalWithoutAnAnswerIsFoundOutAndNotRepeated(Line line, boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        desk.right.line(line);
        runner.runOnce();
        desk.right.line(Line.UP);
        members.runLater(runner);

        assertThat(ids(Side.RIGHT)).isEmpty();
        assertThat(members.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(members.count(Kind.RESTORED)).isZero();
        assertThat(desk.right.calls("write")).hasSize(line == Line.ANSWERS_LOST ? 1 : 2);
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.EXCLUDED);

        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(ids(Side.LEFT)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunnerThatDiesWithTheRemovalLeavesNothingHalfDone(boolean sent) {
        SyncRunner dying = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        if (sent) {
            desk.right.onWritten(() -> {
                throw new Death();
            });
        } else {
            desk.right.onCall(call -> {
                if (call.startsWith("write")) {
                    throw new Death();
                }
            });
        }
        assertThatThrownBy(dying::runOnce).isInstanceOf(Death.class);
        desk.right.onWritten(() -> {});
        desk.right.onCall(call -> {});
        SyncRunner next = members.runner(Side.LEFT, ExitPolicy.ARCHIVE);
        members.runLater(next);

        assertThat(ids(Side.RIGHT)).isEmpty();
        assertThat(members.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(members.count(Kind.RESTORED)).isZero();
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.EXCLUDED);

        members.comesIn(Side.LEFT);
        next.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatComesInWhileTheRemovalHasNoAnswerIsCopiedAnew() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        desk.right.line(Line.ANSWERS_LOST);
        runner.runOnce();
        desk.right.line(Line.UP);
        members.comesIn(Side.LEFT);
        members.runLater(runner);

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(ids(Side.LEFT)).hasSize(1);
        assertThat(members.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(members.count(Kind.CREATED)).isEqualTo(1);
    }

    @Test
    void whatComesInBeforeALostRemovalIsRepeatedGoesOnAsBefore() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        desk.right.line(Line.WRITES_LOST);
        runner.runOnce();
        desk.right.line(Line.UP);
        members.comesIn(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        members.runLater(runner);

        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.REMOVED)).isZero();
    }

    @Test
    void aCounterpartThatSomebodyBringsBackIsTakenUpAgain() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.right.restore("firm", "r1");
        runner.runOnce();
        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(ids(Side.RIGHT)).hasSize(1);

        members.comesIn(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
    }

    @Test
    void aCounterpartThatIsSetInactiveIsTakenUpAgain() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.DEACTIVATE));
        members.leaves(Side.LEFT);
        runner.runOnce();
        runner.runOnce();
        assertThat(members.count(Kind.REMOVED)).isEqualTo(1);
        assertThat(members.count(Kind.CREATED) + members.count(Kind.RESTORED)).isZero();

        members.comesIn(Side.LEFT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.count(Kind.RESTORED)).isEqualTo(1);
    }

    @Test
    void aRemovalThatIsRefusedForADayEndsTheLinkUntilItIsInAgain() {
        desk.right.refusesRemovals();
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        runner.runOnce();

        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.FAILING);
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        desk.pass(Duration.ofHours(30));
        runner.runOnce();

        assertThat(members.count(Kind.REFUSED)).isEqualTo(1);
        assertThat(members.count(Kind.UNLINKED)).isEqualTo(1);
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.UNLINKED);

        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(ids(Side.RIGHT)).hasSize(1);
    }

    @Test
    void theGuardCountsItAsARemoval() {
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner", members.pair(Side.LEFT, ExitPolicy.ARCHIVE).build())
                .roundSize(100)
                .build());
        desk.firmsInStep(25);
        kinds(Members.MEMBER);
        runner.runOnce();
        kinds(Members.FORMER);
        runner.runOnce();

        assertThat(members.count(Kind.REMOVED)).isEqualTo(20);
        assertThat(members.count(Kind.NEEDS_CONSENT)).isEqualTo(5);
        assertThat(ids(Side.RIGHT)).hasSize(5);

        desk.left.edit("firm", "10024", "name", "while it waits for consent");
        runner.runOnce();
        assertThat(desk.right.names("firm")).doesNotContain("while it waits for consent");
    }

    private void kinds(String kind) {
        for (String id : desk.left.ids("firm")) {
            desk.left.edit("firm", id, "kind", kind);
        }
    }

    @Test
    void aPlanSaysWhyItIsTakenAwayAndApplyingItDoesNoMore() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        SyncPlan plan = runner.plan();
        assertThat(plan.writes()).singleElement().satisfies(item -> {
            assertThat(item.action()).isEqualTo(PlanItem.Action.REMOVE);
            assertThat(item.reason()).contains("is out: the membership filter is: kind is member");
        });
        assertThat(ids(Side.RIGHT)).hasSize(1);

        SyncReport report = runner.apply(plan, Consent.GIVEN);

        assertThat(report.writes()).isEqualTo(1);
        assertThat(ids(Side.RIGHT)).isEmpty();
    }

    @Test
    void aPlannedRemovalIsNotDoneOnceItIsInAgain() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.ARCHIVE));
        members.leaves(Side.LEFT);
        SyncPlan plan = runner.plan();
        members.comesIn(Side.LEFT);
        runner.apply(plan, Consent.GIVEN);

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
    }

    @Test
    void aPairThatDoesNotWriteToTheOtherSideCanNotRemoveThere() {
        assertThatThrownBy(() -> members.pair(Side.RIGHT, ExitPolicy.ARCHIVE)
                        .direction(Direction.TO_RIGHT)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use PAUSE or UNLINK");
    }

    private List<String> ids(Side side) {
        return desk.shelf(side).ids("firm");
    }
}
