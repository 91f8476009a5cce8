package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person is erased with all the records that were merged, whichever is named. */
class EraseMergedTest {
    private final PersonDesk people = new PersonDesk();
    private final Desk desk = people.desk;
    private final SyncRunner runner = people.runner;
    private RecordRef one = people.ref(Side.LEFT, "1");
    private RecordRef two = people.ref(Side.LEFT, "2");
    private RecordRef copyOfOne = one;
    private RecordRef copyOfTwo = two;

    @BeforeEach
    void twoAreInStep() {
        PersonDesk.person(desk.left, "1", "Ada");
        PersonDesk.person(desk.left, "2", "Augusta");
        runner.runOnce();
        copyOfOne = people.facing("1");
        copyOfTwo = people.facing("2");
    }

    private void merged() {
        desk.left.merge("firm", "1", "2");
        runner.runOnce();
    }

    private void allAreErased(RecordRef named) {
        ErasureReport report = runner.records().erase(named);
        assertThat(report.records()).containsExactlyInAnyOrder(one, two, copyOfOne, copyOfTwo);
        assertThat(report.problems()).isEmpty();
        people.nothingIsKept();
    }

    /** Whoever was erased is imported anew, by the address that the record had which was merged away. */
    private void staysOut() {
        people.everybodyDeletes();
        PersonDesk.person(desk.left, "again", "Augusta");
        assertThat(runner.runOnce().writes()).isZero();
        people.isKeptOut(Side.LEFT, "again");
    }

    @Test
    void theCopyOfTheOneThatWasMergedAwayIsErasedToo() {
        merged();
        allAreErased(one);
        people.isKeptOut(Side.RIGHT, copyOfTwo.id());
        staysOut();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void soAreBothIfTheSurvivorIsGoneByThen(Side named) {
        merged();
        desk.left.remove("firm", "1");
        desk.right.remove("firm", copyOfOne.id());
        runner.runOnce();
        allAreErased(named == Side.LEFT ? one : copyOfOne);
        staysOut();
    }

    @Test
    void aSurvivorNeedNotNameWhomItTookOver() {
        people.mergeUntold(Side.RIGHT, copyOfOne.id(), copyOfTwo.id());
        runner.runOnce();
        allAreErased(one);
        staysOut();
    }

    @Test
    void mergedOnBothSidesAllFourGo() {
        people.mergeUntold(Side.LEFT, "1", "2");
        people.mergeUntold(Side.RIGHT, copyOfTwo.id(), copyOfOne.id());
        runner.runOnce();
        allAreErased(copyOfOne);
        staysOut();
    }

    @Test
    void whoIsMergedAwayIsThePersonThatTheSurvivorIs() {
        merged();
        allAreErased(two);
        people.isKeptOut(Side.LEFT, "1");
        staysOut();
    }

    @Test
    void aMergeThatNoRunHasSeenCountsAsWell() {
        desk.left.merge("firm", "1", "2");
        allAreErased(two);
        people.isKeptOut(Side.LEFT, "1");
        staysOut();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void mergesAreFollowedByHoweverManySteps(Side named) {
        PersonDesk.person(desk.left, "3", "Countess");
        runner.runOnce();
        RecordRef copy = people.facing("3");
        people.mergeUntold(Side.LEFT, "2", "3");
        runner.runOnce();
        people.mergeUntold(Side.LEFT, "1", "2");
        runner.runOnce();
        ErasureReport report = runner.records().erase(named == Side.LEFT ? one : copy);

        assertThat(report.records()).hasSize(6).contains(copy, people.ref(Side.LEFT, "3"));
        people.nothingIsKept();
        staysOut();
    }

    @Test
    void theSurvivorsSuccessorMayBeNews() {
        desk.left.mergeAs("firm", "9", "1", "2");
        ErasureReport report = runner.records().erase(two);
        assertThat(report.records()).hasSize(5).contains(people.ref(Side.LEFT, "9"), copyOfOne);
        runner.runOnce();

        people.isKeptOut(Side.LEFT, "9");
        people.nothingIsKept();
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void readmittedTheSurvivorTakesPartAgainAndNobodyIsDoubled() {
        merged();
        runner.records().erase(two);
        assertThat(runner.records().readmit(two)).isTrue();
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.right.ids("firm")).hasSize(2);
    }
}
