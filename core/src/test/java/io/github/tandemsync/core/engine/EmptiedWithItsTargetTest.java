package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that a system empties with its target is nobody's edit, as long as the target's counterpart is still there. */
class EmptiedWithItsTargetTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = runner();

    private SyncRunner runner() {
        desk.left.hasHistory();
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        return desk.firms(DeletePolicy.UNLINK, new SameName(), new SameParent());
    }

    @BeforeEach
    void childOfAParent() {
        for (String id : new String[] {"1", "2", "3"}) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.reference(left("1")));
        desk.right.edit("firm", "r2", SameParent.FIELD, FieldValue.reference(right("r1")));
        assertThat(runner.runOnce().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSurvivorOfADeletionKeepsItsChildrenAndThatIsToldOnce(boolean traced) {
        if (traced) {
            desk.left.tracesReferences(); // as if somebody had signed it
        }
        parentIsDeleted();

        assertThat(runner.plan().items())
                .anySatisfy(item -> assertThat(item.reason()).contains("which emptied it"));
        runOften();

        assertThat(desk.entry(Side.RIGHT, "r1").state()).isEqualTo(EntryState.UNLINKED);
        assertParent(Side.RIGHT, "r2", right("r1"));
        assertThat(desk.left.text("firm", "2", SameParent.FIELD)).isEmpty();
        assertThat(desk.events(Kind.DRIFT))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("which emptied it"));
        assertThat(desk.events(Kind.UPDATED, Kind.CLEARED)).isEmpty();
    }

    @Test
    void anotherParentThatSomebodyGivesItAfterwardsTravels() {
        parentIsDeleted();
        runOften();

        desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.reference(left("3")));
        runner.runOnce();

        assertParent(Side.RIGHT, "r2", right("r3"));
        runOften();
        assertThat(desk.events(Kind.DRIFT)).hasSize(1);
    }

    @Test
    void anotherParentOnTheOtherSideTravelsToo() {
        parentIsDeleted();
        runOften();

        desk.right.edit("firm", "r2", SameParent.FIELD, FieldValue.reference(right("r3")));
        runner.runOnce();

        assertParent(Side.LEFT, "2", left("3"));
        assertParent(Side.RIGHT, "r2", right("r3"));
    }

    @Test
    void clearingTheOtherSideAfterwardsEndsIt() {
        parentIsDeleted();
        runOften();

        desk.right.edit("firm", "r2", SameParent.FIELD, FieldValue.EMPTY);
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "2").rule("parent").status()).isEqualTo(Status.AGREED);
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @Test
    void anEditOfTheOtherSideMeetsNoConflict() {
        desk.right.edit("firm", "r2", SameParent.FIELD, FieldValue.reference(right("r3")));
        parentIsDeleted();
        runOften();

        assertParent(Side.LEFT, "2", left("3"));
        assertParent(Side.RIGHT, "r2", right("r3"));
        assertThat(desk.events(Kind.CONFLICT)).noneMatch(event -> event.open());
    }

    @Test
    void aRuleThatIsKeptIsHeldWithItsReason() {
        parentIsDeleted();
        runOften();

        RuleState state = desk.link(Side.LEFT, "2").rule("parent");
        assertThat(state.status()).isEqualTo(Status.HELD);
        assertThat(Contract.known(state.reason()).code()).isEqualTo("target-removed");
        assertThat(runner.explain(left("2")).text())
                .contains("parent: HELD (target-removed", "it syncs again with the next edit of either side");
    }

    @Test
    void aReferenceToWhatIsStillThereIsClearedAsAnyOther() {
        desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY);
        runner.runOnce();

        assertThat(desk.right.text("firm", "r2", SameParent.FIELD)).isEmpty();
        assertThat(desk.events(Kind.DRIFT)).isEmpty();
    }

    private void parentIsDeleted() {
        desk.left.remove("firm", "1");
        desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY);
    }

    private void runOften() {
        for (int i = 0; i < 3; i++) {
            runner.runOnce();
            desk.pass(Duration.ofDays(1));
        }
    }

    private RecordRef left(String id) {
        return desk.left.type("firm").ref(id);
    }

    private RecordRef right(String id) {
        return desk.right.type("firm").ref(id);
    }

    private void assertParent(Side side, String id, RecordRef target) {
        assertThat(desk.shelf(side).text("firm", id, SameParent.FIELD))
                .isEqualTo(FieldValue.reference(target).display());
    }
}
