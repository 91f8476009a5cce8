package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.memory.InMemoryStateStore.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is older than the systems: everything is linked and compared, differences are shown, and nothing is overwritten. */
class RecoveryRulesTest {
    private final Desk desk = new Desk();
    private SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName(), new SameField("phone"));

    @BeforeEach
    void bringInStep() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        desk.left.edit("firm", "1", "phone", "1");
        desk.right.edit("firm", "r1", "phone", "1");
        runner.runOnce();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSomebodySetBackToAnOldValueIsNotOverwritten(boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        Snapshot backup = desk.store.snapshot();
        desk.left.put("firm", "1", "Contoso AG");
        runner.runOnce();
        desk.right.put("firm", "r1", "Contoso");

        SyncReport report = recovered(backup);

        assertThat(report.writes()).isZero();
        assertThat(desk.left.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(runner.conflicts().open(0, 10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.rule()).isEqualTo("name");
            assertThat(conflict.leftBase()).isNull();
        });
    }

    /** On a side with a history a user's value below a write of ours would be given back, if only the store knew of both. */
    @Test
    void whatWasMergedMeanwhileIsNotGivenBack() {
        desk.right.hasHistory();
        Snapshot backup = desk.store.snapshot();
        desk.right.put("firm", "r1", "Contoso AG");
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso SE");
        runner.runOnce();

        SyncReport report = recovered(backup);

        assertThat(report.writes()).isZero();
        assertThat(desk.right.names("firm")).containsExactly("Contoso SE");
        assertThat(runner.conflicts().count()).isZero();
        assertThat(desk.link(Side.LEFT, "1").rule("name").status()).isEqualTo(Status.AGREED);
    }

    @Test
    void anEmptySideIsSomebodysWord() {
        desk.left.edit("firm", "1", "phone", "2");
        runner.runOnce();
        Snapshot backup = desk.store.snapshot();
        desk.right.edit("firm", "r1", "phone", "");

        assertThat(recovered(backup).writes()).isZero();
        assertThat(desk.right.text("firm", "r1", "phone")).isEmpty();
        assertThat(desk.left.text("firm", "1", "phone")).isEqualTo("2");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void aConflictWaitsForAPersonAlsoWhenASideIsEditedLater() {
        Snapshot backup = desk.store.snapshot();
        desk.right.put("firm", "r1", "right");
        recovered(backup);
        desk.right.put("firm", "r1", "right again");

        assertThat(runner.runOnce().writes()).isZero();
        assertThat(runner.conflicts().count()).isEqualTo(1);

        OpenConflict conflict = runner.conflicts().open(0, 1).get(0);
        runner.apply(runner.planResolution(List.of(new Resolution(conflict, Side.RIGHT))));
        assertThat(desk.left.names("firm")).containsExactly("right again");
        desk.left.put("firm", "1", "later");
        runner.runOnce();
        assertThat(desk.right.names("firm")).as("as ever").containsExactly("later");
    }

    @Test
    void whatLostItsCounterpartStaysAndIsReported() {
        Snapshot backup = desk.store.snapshot();
        desk.right.remove("firm", "r1");

        assertThat(recovered(backup).writes()).isZero();
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aForgottenCopyIsLinkedAndNotOverwritten(CreateKeyKind keys) {
        desk.right.keys(keys);
        Snapshot backup = desk.store.snapshot();
        for (int i = 0; i < 12; i++) {
            desk.left.put("firm", Integer.toString(100 + i), "firm " + i);
        }
        runner.runOnce();
        String copy = desk.right.newest("firm");
        desk.right.put("firm", copy, "theirs");

        SyncReport report = recovered(backup);

        assertThat(report.writes()).isZero();
        assertThat(desk.right.ids("firm")).hasSize(13);
        assertThat(desk.right.text("firm", copy, "name")).isEqualTo("theirs");
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.LINKED, 26L);
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void aCopyThatAUserDeletedSinceTheBackupIsNotMadeAgain() {
        Snapshot backup = desk.store.snapshot();
        desk.left.put("firm", "2", "Fabrikam");
        runner.runOnce();
        desk.right.remove("firm", desk.right.newest("firm"));

        assertThat(recovered(backup).writes()).isZero();
        assertThat(desk.right.ids("firm")).containsExactly("r1");
    }

    @Test
    void aCreateThatTheBackupHadUnderWayGivesNoBase() {
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.line(Line.ANSWERS_LOST);
        runner.runOnce();
        desk.right.line(Line.UP);
        Snapshot backup = desk.store.snapshot();
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        String copy = desk.right.newest("firm");
        desk.left.put("firm", "2", "Fabrikam AG");
        runner.runOnce();
        desk.right.put("firm", copy, "Fabrikam");

        assertThat(recovered(backup).writes()).isZero();
        assertThat(desk.right.text("firm", copy, "name")).isEqualTo("Fabrikam");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void waitsForAWriteThatMayStillArrive() {
        desk.left.put("firm", "1", "late");
        desk.right.line(Line.WRITES_LATE);
        runner.runOnce();
        desk.right.line(Line.UP);
        runner.recover();

        SyncReport report = runner.runOnce();

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("may still arrive"));
        assertThat(report.next()).isEqualTo(desk.instant().plus(SyncRunnerBuilder.SETTLE_TIME));
        desk.pass(SyncRunnerBuilder.SETTLE_TIME);
        desk.right.deliver();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.conflicts().count()).isZero();
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
    }

    @Test
    void whatIsInStepIsNotWrittenAndSyncsAsEverOnceAllIsCompared() {
        desk.firmsInStep(12);
        runner.runOnce();
        runner.recover();
        assertThat(runner.pairs().isRecovering("firms")).isTrue();
        desk.right.clearCalls();

        assertThat(runner.runOnce().writes()).isZero();

        assertThat(desk.right.calls("write")).isEmpty();
        assertThat(runner.pairs().isRecovering("firms")).isFalse();
        assertThat(runner.conflicts().count()).isZero();
        desk.left.put("firm", "10003", "new");
        desk.right.put("firm", "r10004", "newer");
        runner.runOnce();
        assertThat(desk.right.text("firm", "r10003", "name")).isEqualTo("new");
        assertThat(desk.left.text("firm", "10004", "name")).isEqualTo("newer");
    }

    @Test
    void goesOnSliceBySliceWhereItWasLeft() {
        desk.firmsInStep(12);
        runner.runOnce();
        Snapshot backup = desk.store.snapshot();
        desk.right.put("firm", "r10007", "theirs");
        runner.close();
        desk.store.restore(backup);
        int slices = 0;
        boolean more = true;
        restart().recover();
        while (more) {
            SyncReport report = restart().runSlice(SliceBudget.ofEntries(1));
            assertThat(report.writes()).isZero();
            more = report.more();
            assertThat(++slices).isLessThan(200);
        }
        assertThat(slices).isGreaterThan(10);
        assertThat(desk.right.text("firm", "r10007", "name")).isEqualTo("theirs");
        assertThat(desk.left.text("firm", "10007", "name")).isEqualTo("firm 10007");
        assertThat(runner.conflicts().count()).isEqualTo(1);
        assertThat(runner.pairs().isRecovering("firms")).isFalse();
    }

    @Test
    void aRunInSlicesThatHasBegunBelievesNothingAnyMore() {
        desk.firmsInStep(12);
        runner.runOnce();
        for (int i = 0; i < 12; i++) {
            desk.left.put("firm", Integer.toString(10_000 + i), "left " + i);
        }
        assertThat(runner.runSlice(SliceBudget.ofEntries(2)).more()).isTrue();
        long written = desk.right.names("firm").stream()
                .filter(name -> name.startsWith("left"))
                .count();
        runner.recover();
        runner.runSlice(SliceBudget.unlimited());

        runner.runOnce();

        assertThat(desk.right.names("firm").stream().filter(name -> name.startsWith("left")))
                .hasSize((int) written);
        assertThat(runner.conflicts().count()).isEqualTo(12 - written);
    }

    @Test
    void isRefusedInsideARunAndForAnUnknownPair() {
        AtomicBoolean asked = new AtomicBoolean();
        desk.left.put("firm", "1", "news");
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                asked.set(true);
                assertThatThrownBy(() -> runner.pairs().recover("firms")).isInstanceOf(IllegalStateException.class);
            }
        });
        runner.runOnce();
        assertThat(asked).isTrue();
        assertThatThrownBy(() -> runner.pairs().recover("people")).isInstanceOf(IllegalArgumentException.class);
    }

    private SyncReport recovered(Snapshot backup) {
        runner.close();
        desk.pass(Duration.ofHours(1));
        desk.store.restore(backup);
        restart().recover();
        SyncReport report = runner.runOnce();
        assertThat(report.ok()).isTrue();
        assertThat(runner.pairs().isRecovering("firms")).isFalse();
        assertThat(runner.runOnce().writes()).isZero();
        return report;
    }

    private SyncRunner restart() {
        runner.close();
        runner = desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.ARCHIVE, new SameName(), new SameField("phone"))
                                .build())
                .build();
        return runner;
    }
}
