package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write whose answer was lost, and whose record has gone, been merged or come back since. */
class RecoveryOfGoneTest {
    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatComesBackWithWhatWasWrittenIsInStep(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.UNLINK);
        renameAndArchive(Line.ANSWERS_LOST, runner);
        desk.right.restore("firm", "r1");
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.right.calls("write")).hasSize(1);
        assertThat(desk.events(Kind.CLEARED)).isEmpty();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordThatComesBackWithoutWhatWasWrittenIsWrittenOnce(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.UNLINK);
        renameAndArchive(Line.WRITES_LOST, runner);
        desk.right.restore("firm", "r1");
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSourceThatWentBackWinsOverTheRecordThatComesBack(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.UNLINK);
        renameAndArchive(Line.ANSWERS_LOST, runner);
        desk.left.put("firm", "1", "Contoso");
        desk.right.restore("firm", "r1");
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso");
    }

    /** Nobody had looked at it since it was made, so that no version of it was known. */
    @Test
    void anEditThatTheWriteCoveredIsKnownWhenTheRecordComesBack() {
        desk.right.hasHistory();
        desk.right.namesNoVersions();
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL));
        desk.left.put("firm", "1", "Contoso");
        desk.right.onWritten(() -> {
            desk.left.put("firm", "1", "Contoso AG");
            String copy = desk.right.newest("firm");
            coverAndDie(copy, () -> desk.right.archive("firm", copy));
        });
        assertThatThrownBy(runner::runOnce).isInstanceOf(Death.class);
        goOn(runner);
        String copy = desk.link(Side.LEFT, "1").ref(Side.RIGHT).id();
        assertThat(desk.entry(Side.RIGHT, copy).state()).isEqualTo(EntryState.REMOVED);
        desk.right.restore("firm", copy);
        afterwards(runner);

        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.after().orEmpty("name").display()).isEqualTo("theirs"));
    }

    /** What lies on top is ours, and nobody wants it any more. */
    @Test
    void anEditThatTheWriteCoveredIsGivenBackWhenTheCounterpartComesBack() {
        SyncRunner runner = inStep(true, DeletePolicy.UNLINK);
        desk.left.put("firm", "1", "Contoso AG");
        coverAndDie("r1", () -> {
            desk.left.put("firm", "1", "Contoso");
            desk.left.archive("firm", "1");
        });
        assertThatThrownBy(runner::runOnce).isInstanceOf(Death.class);
        goOn(runner);
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.REMOVED);
        desk.left.restore("firm", "1");
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("theirs");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("theirs");
    }

    /** The next write lies on an edit, and its sender hears no more of it. */
    private void coverAndDie(String id, Runnable meanwhile) {
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.put("firm", id, "theirs");
            }
        });
        desk.right.onWritten(() -> {
            meanwhile.run();
            throw new Death();
        });
    }

    private void goOn(SyncRunner runner) {
        desk.right.onCall(call -> {});
        desk.right.onWritten(() -> {});
        desk.pass(Duration.ofMinutes(3));
        runner.runOnce();
    }

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aFieldThatWasMaybeEmptiedIsReportedWhenItsRecordHasGone() {
        SyncRunner runner = inStep(false, DeletePolicy.UNLINK);
        desk.left.put("firm", "1", "");
        lose(Line.ANSWERS_LOST, () -> desk.right.archive("firm", "r1"), runner);

        assertMaybeEmptied();
    }

    @Test
    void aFieldThatWasMaybeEmptiedIsReportedWhenItsRecordWasMerged() {
        desk.right.put("firm", "other", "Fabrikam");
        SyncRunner runner = inStep(false, DeletePolicy.UNLINK);
        desk.left.put("firm", "1", "");
        lose(Line.ANSWERS_LOST, () -> desk.right.merge("firm", "other", "r1"), runner);

        assertMaybeEmptied();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasMaybeWrittenOverIsNamedWhenItsRecordHasGone(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.UNLINK);
        renameAndArchive(Line.ANSWERS_LOST, runner);

        assertThat(desk.events(Kind.UPDATED)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.right.type("firm").ref("r1"));
            assertThat(event.before().orEmpty("name").display()).isEqualTo("Contoso");
            assertThat(event.detail()).contains("nothing shows whether it ran");
        });
    }

    @Test
    void aFieldThatWasCertainlyNotEmptiedIsNotReported() {
        SyncRunner runner = inStep(false, DeletePolicy.UNLINK);
        desk.left.put("firm", "1", "");
        lose(Line.WRITES_LOST, () -> {}, runner);
        desk.left.put("firm", "1", "Contoso");
        afterwards(runner);

        assertThat(desk.events(Kind.CLEARED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemovalThatLandedEndsTheLink(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.ARCHIVE);
        desk.left.remove("firm", "1");
        lose(Line.ANSWERS_LOST, () -> {}, runner);
        afterwards(runner);

        assertThat(desk.right.calls("write")).hasSize(1);
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(desk.entry(Side.RIGHT, "r1").state()).isEqualTo(EntryState.REMOVED);
        assertThat(desk.link(Side.RIGHT, "r1").live()).isFalse();
        assertThat(Contract.known(desk.entry(Side.RIGHT, "r1").reason()).code()).isEqualTo("removed-by-us");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRemovalThatDidNotLandIsSentAgainButNotBeforeItCanNoLongerArrive(boolean historic) {
        SyncRunner runner = inStep(historic, DeletePolicy.ARCHIVE);
        desk.left.remove("firm", "1");
        lose(Line.WRITES_LOST, () -> {}, runner);
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.minusSeconds(1));
        runner.runOnce();
        assertThat(desk.right.calls("write")).hasSize(1);

        afterwards(runner);

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
    }

    @Test
    void whatWasWrittenIntoARecordJustBeforeItsRemovalLandedIsReported() {
        SyncRunner runner = inStep(true, DeletePolicy.ARCHIVE);
        desk.left.remove("firm", "1");
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.put("firm", "r1", "theirs");
            }
        });
        lose(Line.ANSWERS_LOST, () -> {}, runner);
        desk.pass(SyncRunnerBuilder.SETTLE_TIME);
        runner.runOnce();

        assertLostToItsRemoval("theirs");
    }

    @Test
    void aRemovalThatMayStillArriveIsNotTakenForOneThatAUserTookBack() {
        SyncRunner runner = inStep(true, DeletePolicy.ARCHIVE);
        desk.left.remove("firm", "1");
        lose(Line.WRITES_LATE, () -> desk.right.archive("firm", "r1"), runner);
        desk.right.restore("firm", "r1");
        desk.right.put("firm", "r1", "brought back");
        desk.right.deliver();
        desk.pass(SyncRunnerBuilder.SETTLE_TIME);
        runner.runOnce();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertLostToItsRemoval("brought back");
    }

    private void assertLostToItsRemoval(String name) {
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.before().orEmpty("name").display()).isEqualTo(name);
            assertThat(event.detail()).contains("edited while it was being removed");
        });
    }

    private SyncRunner inStep(boolean historic, DeletePolicy policy) {
        if (historic) {
            desk.right.hasHistory();
        }
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        SyncRunner runner = desk.firms(policy, new SameName(ConflictResolver.MANUAL));
        runner.runOnce();
        return runner;
    }

    private void renameAndArchive(Line line, SyncRunner runner) {
        desk.left.put("firm", "1", "Contoso AG");
        lose(line, () -> desk.right.archive("firm", "r1"), runner);
        assertThat(desk.entry(Side.RIGHT, "r1").state()).isEqualTo(EntryState.REMOVED);
    }

    private void lose(Line line, Runnable meanwhile, SyncRunner runner) {
        desk.right.line(line);
        desk.right.onWritten(meanwhile);
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.right.onWritten(() -> {});
    }

    private void assertMaybeEmptied() {
        assertThat(desk.events(Kind.CLEARED)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.right.type("firm").ref("r1"));
            assertThat(event.detail()).contains("nothing shows whether it ran");
        });
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
    }

    private void afterwards(SyncRunner runner) {
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();
        desk.pass(Duration.ofMinutes(10));
        assertThat(runner.runOnce().writes()).as("quiet at last").isZero();
    }
}
