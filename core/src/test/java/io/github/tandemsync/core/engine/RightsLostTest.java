package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A right to write that is missing suspends its pair while the others go on, and no edit is lost. */
class RightsLostTest {
    private static final int MANY = 20;

    private final Desk desk = new Desk();

    private SyncRunner inStep(SyncRunner runner) {
        desk.fill(MANY);
        runner.runOnce();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        desk.right.clearCalls();
        return runner;
    }

    private void edit(String name) {
        for (int i = 0; i < MANY; i++) {
            desk.left.put("firm", Integer.toString(100 + i), name + i);
            desk.left.put("person", Integer.toString(100 + i), name + i);
        }
    }

    @Test
    void aRightThatIsLostSuspendsItsPairAloneUntilItIsBack() {
        SyncRunner runner = inStep(desk.runner());
        int updated = desk.events(Kind.UPDATED).size();
        desk.right.takesAway(Right.UPDATE, "firm");
        edit("new ");

        SyncReport report = runner.runOnce();

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message())
                    .startsWith("The pair firms is suspended: right:firm can not be updated with these credentials."
                            + " add UPDATE of right:firm. Nothing is lost");
        });
        assertThat(report.next()).isEqualTo(desk.instant().plus(RightsWatch.PAUSE));
        assertThat(runner.pairs().suspended("firms"))
                .isEqualTo(report.problems().get(0).message());
        assertThat(runner.pairs().suspended("people")).isNull();
        assertThat(runner.preflight().findings())
                .anySatisfy(finding -> assertThat(finding.message()).contains("suspended"));
        assertThat(desk.right.names("person")).isEqualTo(desk.left.names("person"));
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
        assertThat(desk.right.calls("write firm")).as("one round").hasSize(2);
        assertThat(desk.events(Kind.REFUSED)).isEmpty();
        assertThat(desk.events(Kind.UPDATED)).hasSize(updated + MANY);

        desk.right.clearCalls();
        assertThat(runner.runOnce().problems()).hasSize(1);
        assertThat(desk.right.calls("")).as("within the pause").noneMatch(call -> call.contains("firm"));
        desk.pass(RightsWatch.PAUSE);
        assertThat(runner.runOnce().problems()).hasSize(1);
        assertThat(desk.right.calls("access")).as("after it").hasSize(1);
        assertThat(desk.right.calls("write")).isEmpty();

        desk.right.gives(Right.UPDATE, "firm");
        desk.pass(RightsWatch.PAUSE);
        assertThat(runner.runOnce().ok()).isTrue();

        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.pairs().suspended("firms")).isNull();
        assertThat(desk.events(Kind.UPDATED)).hasSize(updated + 2 * MANY);
        desk.right.clearCalls();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.right.calls("write")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"FORBIDDEN", "UNAUTHORIZED"})
    void aBatchThatIsTurnedAwayAsAWholeEndsThePairsPartOfTheRunAtOnce(Category category) {
        SyncRunner runner = inStep(desk.runner());
        int updated = desk.events(Kind.UPDATED).size();
        desk.right.onCall(call -> {
            if (call.startsWith("write firm")) {
                throw new ConnectorException(category, "turned away");
            }
        });
        edit("new ");

        SyncReport report = runner.runOnce();

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("turned away"));
        assertThat(runner.pairs().suspended("firms") != null).isEqualTo(category == Category.FORBIDDEN);
        assertThat(desk.right.calls("write firm"))
                .as("those that were under way")
                .hasSizeBetween(1, 2);
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
        assertThat(desk.right.names("person")).isEqualTo(desk.left.names("person"));

        desk.right.onCall(call -> {});
        desk.pass(RightsWatch.PAUSE);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.events(Kind.UPDATED)).hasSize(updated + 2 * MANY);
    }

    @Test
    void aPersonMayHaveItTriedAtOnce() {
        SyncRunner runner = inStep(desk.runner());
        desk.right.takesAway(Right.UPDATE, "firm");
        edit("new ");
        runner.runOnce();
        desk.right.gives(Right.UPDATE, "firm");

        runner.pairs().resume("firms");

        assertThat(runner.pairs().suspended("firms")).isNull();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void aRightOfWhichTheSystemDoesNotTellTheTruthIsTriedOnceADay() {
        SyncRunner runner = inStep(desk.runner());
        desk.right.takesAway(Right.UPDATE, "firm");
        edit("new ");
        for (int i = 0; i < 24; i++) {
            runner.runOnce();
            desk.pass(Duration.ofHours(1));
        }
        assertThat(desk.right.calls("write firm")).as("one round").hasSize(2);
        runner.runOnce();
        assertThat(desk.right.calls("write firm")).as("one more").hasSize(4);
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
    }

    @Test
    void newRecordsWaitForTheRightToCreate() {
        SyncRunner runner = inStep(desk.runner());
        desk.right.takesAway(Right.CREATE, "firm");
        for (int i = 0; i < 3; i++) {
            desk.left.put("firm", "n" + i, "newcomer " + i);
        }

        assertThat(runner.runOnce().problems()).hasSize(1);

        assertThat(runner.pairs().suspended("firms")).contains("right:firm can not be created");
        desk.right.gives(Right.CREATE, "firm");
        desk.pass(RightsWatch.PAUSE);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.right.ids("firm")).hasSize(MANY + 3);
    }

    @Test
    void removalsWaitForTheRightToRemove() {
        SyncRunner runner = inStep(Desk.enabled(desk.removing("runner").build()));
        desk.right.takesAway(Right.REMOVE, "firm");
        desk.left.remove("firm", "100");
        desk.left.remove("firm", "101");

        assertThat(runner.runOnce().problems()).hasSize(1);

        assertThat(desk.right.ids("firm")).hasSize(MANY);
        assertThat(desk.events(Kind.UNLINKED, Kind.REFUSED)).isEmpty();
        desk.right.gives(Right.REMOVE, "firm");
        desk.pass(RightsWatch.PAUSE);
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.right.ids("firm")).hasSize(MANY - 2);
    }

    @Test
    void aPairThatIsNotDueIsLeftAloneTooWhileItIsSuspended() {
        ObjectPair people = ObjectPair.builder("people")
                .variant(new Variant(desk.left.type("person"), desk.right.type("person"), List.of(new SameName())))
                .match(SameName.MATCH)
                .build();
        ObjectPair firms = desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
        SyncRunner runner = inStep(Desk.enabled(
                desk.builder("runner", people).pair(firms, Duration.ofHours(2)).build()));
        desk.right.takesAway(Right.UPDATE, "firm");
        edit("new ");
        runner.runOnce();
        desk.right.clearCalls();

        runner.runSlice(SliceBudget.unlimited());

        assertThat(desk.right.calls("write firm")).isEmpty();
    }

    // ---- one record

    @Test
    void aRecordThatMayNotBeWrittenIsTriedEverLaterAndIsListed() {
        SyncRunner runner = inStep(desk.runner());
        RecordRef ref = twin("100");
        desk.right.untouchable(ref, true);
        edit("new ");

        assertThat(runner.runOnce().ok()).isTrue();

        assertThat(runner.pairs().suspended("firms")).isNull();
        assertThat(listed(runner)).contains(ref);
        assertThat(desk.entry(Side.RIGHT, ref.id()).reason())
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(Refused.NO_RIGHT));
        for (int hours : new int[] {1, 2, 4, 8, 16, 24, 24, 24}) {
            desk.right.clearCalls();
            desk.pass(Duration.ofHours(hours).minusMinutes(1));
            runner.runOnce();
            assertThat(desk.right.calls("write")).as("before %s hours", hours).isEmpty();
            desk.pass(Duration.ofMinutes(1));
            runner.runOnce();
            assertThat(desk.right.calls("write")).as("after %s hours", hours).hasSize(1);
        }
        assertThat(desk.events(Kind.REFUSED)).hasSize(1);

        desk.right.untouchable(ref, false);
        desk.pass(Duration.ofDays(1));
        runner.runOnce();
        assertThat(desk.isInStep()).isTrue();
        assertThat(listed(runner)).isEmpty();
        assertThat(desk.entry(Side.RIGHT, ref.id()).mark().due()).isNull();
    }

    @Test
    void eachRuleOfSuchARecordIsTriedAndArrives() {
        SyncRunner runner = desk.firms(
                DeletePolicy.UNLINK, new SameName(), new SameField("a"), new SameField("b"), new SameField("c"));
        desk.left.put("firm", "1", "one");
        runner.runOnce();
        RecordRef ref = twin("1");
        desk.right.untouchable(ref, true);
        for (String field : List.of("a", "b", "c")) {
            desk.left.edit("firm", "1", field, "new");
        }
        for (int i = 0; i < 5; i++) {
            runner.runOnce();
            desk.pass(Duration.ofMinutes(1));
        }
        assertThat(desk.events(Kind.REFUSED)).hasSize(3);
        assertThat(desk.link(Side.LEFT, "1").rules().values())
                .filteredOn(rule -> rule.status() == Status.REFUSED)
                .hasSize(3)
                .allSatisfy(rule -> assertThat(Refused.isForRights(rule)).isTrue());
        desk.right.edit("firm", ref.id(), "name", "theirs");
        runner.runOnce();
        assertThat(desk.left.text("firm", "1", "name")).as("the other way").isEqualTo("theirs");

        desk.right.untouchable(ref, false);
        desk.pass(Duration.ofHours(2));
        for (int i = 0; i < 5; i++) {
            runner.runOnce();
            desk.pass(Duration.ofMinutes(1));
        }

        for (String field : List.of("a", "b", "c")) {
            assertThat(desk.right.text("firm", ref.id(), field)).isEqualTo("new");
        }
        assertThat(desk.events(Kind.REFUSED)).hasSize(3);
        assertThat(listed(runner)).isEmpty();
    }

    @Test
    void anEditOfSuchARecordIsTriedAtOnce() {
        SyncRunner runner = inStep(desk.runner());
        desk.right.untouchable(twin("100"), true);
        edit("new ");
        runner.runOnce();
        desk.right.untouchable(twin("100"), false);
        desk.left.put("firm", "100", "newer");

        runner.runOnce();

        assertThat(desk.isInStep()).isTrue();
    }

    private RecordRef twin(String id) {
        return desk.link(Side.LEFT, id).ref(Side.RIGHT);
    }

    private static List<RecordRef> listed(SyncRunner runner) {
        List<RecordRef> listed = new ArrayList<>();
        runner.records().in("firms", EntryState.FAILING, listed::add);
        return listed;
    }
}
