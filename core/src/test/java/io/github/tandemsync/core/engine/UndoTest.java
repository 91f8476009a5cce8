package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run wrote is taken back where nobody has touched it since, and stays so until somebody edits it. */
class UndoTest {
    private final Desk desk = new Desk();
    private SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());
    private String run = "";

    private void syncs(boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        runner = desk.firms(DeletePolicy.ARCHIVE, new SameName(ConflictResolver.MANUAL), new SameField("phone"));
        for (String id : new String[] {"1", "2"}) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
        desk.left.put("firm", "1", "renamed 1");
        desk.left.edit("firm", "1", "phone", "111");
        desk.left.put("firm", "2", "renamed 2");
        run = runner.runOnce().run();
        assertThat(desk.right.names("firm")).containsExactly("renamed 1", "renamed 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARunWroteIsGivenBackAndStaysSo(boolean historic) {
        syncs(historic);
        SyncPlan plan = runner.planUndo(run);
        assertThat(plan.writes())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.reason()).isEqualTo("taken back from run " + run));
        assertThat(desk.right.names("firm")).as("a plan writes nothing").contains("renamed 1");

        SyncReport report = runner.apply(plan);

        assertThat(report.problems()).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("firm 1", "firm 2");
        assertThat(desk.right.text("firm", "r1", "phone")).isEmpty();
        assertThat(desk.left.names("firm")).containsExactly("renamed 1", "renamed 2");
        assertThat(status("1", "name")).isEqualTo(Status.HELD);
        assertThat(runner.explain(desk.left.type("firm").ref("1")).text()).contains("name: HELD", "taken back by run");
        assertQuiet();
    }

    @Test
    void whatWasEditedSinceIsLeftAndSaid() {
        syncs(false);
        desk.right.put("firm", "r1", "edited since");
        SyncPlan plan = runner.planUndo(run);
        runner.apply(plan);

        assertThat(plan.text()).contains("name: not taken back: it was changed since");
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("edited since");
        assertThat(desk.right.text("firm", "r1", "phone"))
                .as("an untouched field of the same record")
                .isEmpty();
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
    }

    @Test
    void whatItsSourceBecameMeanwhileIsNotOverwritten() {
        syncs(false);
        desk.left.put("firm", "1", "renamed again");
        runner.apply(runner.planUndo(run));
        runner.runOnce();

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("renamed again");
    }

    @Test
    void whatIsHeldTravelsAgainWithTheNextEditOfEitherSide() {
        syncs(false);
        runner.apply(runner.planUndo(run));
        desk.left.put("firm", "1", "from the left");
        desk.right.put("firm", "r2", "from the right");
        runner.runOnce();

        assertThat(desk.left.names("firm")).containsExactly("from the left", "from the right");
        assertThat(desk.right.names("firm")).containsExactly("from the left", "from the right");
        assertThat(status("1", "name")).isEqualTo(Status.AGREED);
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
        assertQuiet();
    }

    @Test
    void aSideThatTheRuleDoesNotWriteToAnyMoreIsLeftAndSaid() {
        syncs(false);
        desk.right.edit("firm", "r2", "phone", "222");
        run = runner.runOnce().run();
        runner.close();
        runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new OneWay("phone"));
        runner.runOnce();
        SyncPlan plan = runner.planUndo(run);
        runner.apply(plan);

        assertThat(plan.text()).contains("phone: not taken back: the rule does not write to this side any more");
        assertThat(desk.left.text("firm", "2", "phone")).isEqualTo("222");
    }

    @Test
    void itIsPlannedWithTheCallsThatAreKeptInReserve() {
        syncs(false);
        desk.right.quota(new CallQuota(1000, 99, desk.instant().plus(Duration.ofHours(9))));
        runner.apply(runner.planUndo(run));

        assertThat(desk.right.names("firm")).containsExactly("firm 1", "firm 2");
    }

    @Test
    void anUndoIsDoneOnce() {
        syncs(false);
        runner.apply(runner.planUndo(run));

        assertThat(runner.planUndo(run).writes()).isEmpty();
    }

    @Test
    void anUndoThatMovedMeanwhileIsRefused() {
        syncs(false);
        SyncPlan plan = runner.planUndo(run);
        desk.right.put("firm", "r1", "edited since");

        assertThat(runner.apply(plan).ok()).isFalse();

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("edited since");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUndoWhoseAnswerIsLostIsNotSyncedAway(boolean historic) {
        syncs(historic);
        SyncPlan plan = runner.planUndo(run);
        desk.right.line(Line.ANSWERS_LOST);
        runner.apply(plan);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("firm 1", "firm 2");
        assertThat(desk.left.names("firm")).containsExactly("renamed 1", "renamed 2");
        assertQuiet();
    }

    @Test
    void whatARunCreatedOrRemovedIsNamedAndLeft() {
        syncs(false);
        desk.left.put("firm", "3", "new");
        desk.left.archive("firm", "2");
        String second = runner.runOnce().run();

        SyncPlan plan = runner.planUndo(second);

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.items()).hasSize(2);
        assertThat(plan.text()).contains("was created by the run", "was removed by the run, which can not be undone");
        assertThat(runner.apply(plan).writes()).isZero();
    }

    @Test
    void anUnknownRunIsSaidToBeUnknown() {
        syncs(false);
        assertThatThrownBy(() -> runner.planUndo("nonsense"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no write of a run nonsense");
    }

    @Test
    void ofARunThatPeopleEditedOnTopOfOnlyWhatIsUntouchedReturnsAndTheNextRunsChangeNothing() {
        runner = desk.firms(DeletePolicy.ARCHIVE, new SameName(), new SameField("phone"));
        for (String id : new String[] {"1", "2", "3", "4"}) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
        for (String id : new String[] {"1", "2", "3", "4"}) {
            desk.left.put("firm", id, "renamed " + id);
            desk.left.edit("firm", id, "phone", id + id);
        }
        run = runner.runOnce().run();
        desk.right.put("firm", "r1", "right since");
        desk.left.put("firm", "2", "left since");
        desk.right.edit("firm", "r3", "phone", "right since");
        runner.runOnce();

        SyncPlan plan = runner.planUndo(run);
        assertThat(runner.apply(plan).problems()).isEmpty();

        assertThat(desk.right.names("firm")).containsExactly("firm 3", "firm 4", "left since", "right since");
        assertThat(desk.left.names("firm")).containsExactly("left since", "renamed 3", "renamed 4", "right since");
        assertThat(desk.right.text("firm", "r1", "phone")).isEmpty();
        assertThat(desk.right.text("firm", "r3", "phone")).isEqualTo("right since");
        assertThat(desk.left.text("firm", "3", "phone")).isEqualTo("right since");
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(runner.runOnce().writes()).isZero();
        assertQuiet();
    }

    @Test
    void anUndoOfAnUndoSaysThatWhatIsHeldTravelsWithTheNextEdit() {
        syncs(false);
        String undo = runner.apply(runner.planUndo(run)).run();

        assertThat(runner.planUndo(undo).text())
                .contains("name: not taken back: it was a write of an undo", "phone: not taken back: it was a write of")
                .doesNotContain("changed since");
    }

    @Test
    void anUndoThatASystemRefusedSaysSoTheNextTime() {
        syncs(false);
        desk.right.refusesUpdates(true);
        runner.apply(runner.planUndo(run));
        runner.runOnce();
        desk.right.refusesUpdates(false);

        assertThat(runner.planUndo(run).text())
                .contains("not taken back: a system did not take the rule's value")
                .doesNotContain("changed since");
    }

    @Test
    void whatIsDueOfTheRecordsBesidesIsLeftToTheNextRun() {
        syncs(false);
        desk.left.edit("firm", "2", "phone", "edited since");
        desk.left.archive("firm", "1");

        SyncPlan plan = runner.planUndo(run);
        runner.apply(plan);

        assertThat(plan.writes())
                .allSatisfy(item -> assertThat(item.fields())
                        .extracting(PlanItem.FieldChange::rule)
                        .containsOnly("name"));
        assertThat(desk.right.ids("firm")).hasSize(2);
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
        assertThat(desk.right.text("firm", "r2", "phone")).isEmpty();
        runner.runOnce();
        assertThat(desk.right.ids("firm")).containsExactly("r2");
        assertThat(desk.right.text("firm", "r2", "phone")).isEqualTo("edited since");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
        assertQuiet();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDisabledPairIsTakenBackAndNothingElseIsWrittenToIt(boolean historic) {
        syncs(historic);
        runner.pairs().disable("firms");
        desk.left.edit("firm", "1", "phone", "edited since");
        desk.left.archive("firm", "2");
        desk.left.clearCalls();

        SyncPlan plan = runner.planUndo(run);
        SyncReport report = runner.apply(plan);

        assertThat(plan.problems()).isEmpty();
        assertThat(report.problems()).isEmpty();
        assertThat(desk.left.calls("CHANGES")).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("firm 1", "renamed 2");
        assertThat(desk.right.text("firm", "r1", "phone")).isEqualTo("111");
        runner.pairs().enable("firms");
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("firm 1");
        assertThat(desk.right.text("firm", "r1", "phone")).isEqualTo("edited since");
        assertQuiet();
    }

    @Test
    void aDisabledPairWhoseMappingWasEditedIsAProblemAndNoEmptyPlan() {
        syncs(false);
        runner.pairs().disable("firms");
        SyncRunner other = desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.ARCHIVE, new SameName(), new SameField("fax"))
                                .build())
                .build();

        SyncPlan plan = other.planUndo(run);

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("disabled", "mapping was edited", "enable(\"firms\")"));
    }

    private Status status(String id, String rule) {
        return desk.link(Side.LEFT, id).rule(rule).status();
    }

    private void assertQuiet() {
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
    }
}
