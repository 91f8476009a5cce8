package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An update whose answer was lost, with and without conditional writes: what became of it is told by what the record shows. */
class RecoveryTest {
    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatLandedIsNotSentAgain(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.right.calls("write")).hasSize(1);
        assertThat(desk.events(Kind.UPDATED)).hasSize(1);
        assertThat(base("name")).isEqualTo(RuleState.agreed(name("Contoso AG"), name("Contoso AG")));
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatDidNotLandIsSentAgainButNotBeforeItCanNoLongerArrive(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        rename("Contoso AG", Line.WRITES_LOST, runner);
        desk.left.edit("firm", "1", "phone", "555");
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.minusSeconds(1));
        runner.runOnce();
        assertThat(desk.right.calls("write"))
                .as("nothing is written to it meanwhile")
                .hasSize(1);

        desk.pass(Duration.ofSeconds(1));
        runner.runOnce();

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.right.text("firm", "r1", "phone")).isEqualTo("555");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatIsLostAgainAndAgainIsGivenUpSaidAndTriedWithTheNextEdit(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        rename("Contoso AG", Line.WRITES_LOST, runner);
        desk.right.line(Line.WRITES_LOST);
        for (int day = 0; day < 10; day++) {
            desk.pass(Duration.ofDays(1));
            runner.runOnce();
        }
        desk.right.line(Line.UP);

        assertThat(desk.events(Kind.REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("the value stayed as it was"));
        assertThat(desk.right.calls("write")).hasSizeBetween(2, Intents.STUBBORN + 1);
        assertThat(desk.link(Side.LEFT, "1").rule("name").status()).isEqualTo(RuleState.Status.REFUSED);

        desk.left.put("firm", "1", "Contoso SE");
        runner.runOnce();
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso SE");
    }

    /** The late write holds a parent that nobody wants any more; an empty one is nobody's wish either. */
    @Test
    void aLateReferenceOfOursStaysUntilTheOneThatIsWantedCanBeWritten() {
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.left.hasHistory();
        desk.left.tracesReferences();
        for (String id : List.of("1", "2")) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new SameParent());
        runner.runOnce();
        desk.left.line(Line.WRITES_LATE);
        desk.right.edit("firm", "r1", SameParent.FIELD, FieldValue.reference(firm(desk.right, "r2")));
        runner.runOnce();
        desk.left.line(Line.UP);
        desk.left.refusesCreates(true);
        desk.right.put("firm", "r3", "without counterpart");
        desk.right.edit("firm", "r1", SameParent.FIELD, FieldValue.reference(firm(desk.right, "r3")));
        desk.pass(SyncRunnerBuilder.SETTLE_TIME);
        runner.runOnce();
        desk.left.deliver();
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(desk.left.text("firm", "1", SameParent.FIELD))
                .isEqualTo(FieldValue.reference(firm(desk.left, "2")).display());
        assertThat(desk.events(Kind.CLEARED)).isEmpty();

        desk.left.refusesCreates(false);
        desk.pass(Duration.ofDays(1));
        runner.runOnce();
        assertThat(desk.left.text("firm", "1", SameParent.FIELD))
                .isEqualTo(FieldValue.reference(firm(
                                desk.left,
                                desk.link(Side.RIGHT, "r3").ref(Side.LEFT).id()))
                        .display());
    }

    private static RecordRef firm(ShelfConnector shelf, String id) {
        return shelf.type("firm").ref(id);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfAnotherFieldAfterTheWriteIsKeptAndTravels(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.PREFER_LEFT);
        desk.right.onWritten(() -> desk.right.edit("firm", "r1", "phone", "555"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertBothHold("Contoso AG", "555");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfTheSameFieldAfterTheWriteIsNotSilentlyLost(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        desk.right.onWritten(() -> desk.right.put("firm", "r1", "theirs"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("theirs");
        if (historic) {
            assertThat(desk.left.text("firm", "1", "name"))
                    .as("known to be later")
                    .isEqualTo("theirs");
        } else {
            assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso AG");
            assertThat(desk.events(Kind.CONFLICT))
                    .singleElement()
                    .satisfies(event -> assertThat(event.open()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfAnotherFieldBeforeTheWriteIsKeptAndTravels(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.PREFER_LEFT);
        beforeTheWrite(() -> desk.right.edit("firm", "r1", "phone", "555"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertBothHold("Contoso AG", "555");
        assertOnlyDoubtIsNamed(historic);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfTheSameFieldBeforeTheWriteIsAConflictAndNotCovered(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        beforeTheWrite(() -> desk.right.put("firm", "r1", "theirs"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).as("given back").isEqualTo("theirs");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso AG");
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.open()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditOfTheSourceAfterTheWriteTravelsToo(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        desk.right.onWritten(() -> desk.left.put("firm", "1", "Contoso SE"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso SE");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSourceThatWentBackToTheOldValueWinsOverTheWriteThatLanded(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        desk.right.onWritten(() -> desk.left.put("firm", "1", "Contoso"));
        rename("Contoso AG", Line.ANSWERS_LOST, runner);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTargetThatHoldsTheValueBeforeHasNotMoved(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        desk.right.line(Line.WRITES_LOST);
        desk.left.put("firm", "1", "Contoso AG");
        runner.runOnce();
        desk.right.edit("firm", "r1", "phone", "555");
        desk.right.line(Line.UP);
        afterwards(runner);

        assertBothHold("Contoso AG", "555");
        assertOnlyDoubtIsNamed(historic);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatDidNotLandBesideAnEditIsNotReportedAsDone(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        beforeTheWrite(() -> desk.right.put("firm", "r1", "theirs"));
        rename("Contoso AG", Line.WRITES_LOST, runner);
        afterwards(runner);

        assertThat(desk.events(Kind.UPDATED)).isEmpty();
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.open()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsToldIsStoredThoughTheNextWriteEndsTheRun(boolean historic) {
        SyncRunner runner = inStep(historic, ConflictResolver.MANUAL);
        desk.right.onWritten(() -> {
            desk.left.put("firm", "1", "Contoso SE");
            beforeTheWrite(() -> {
                throw new Death("a crash");
            });
        });
        desk.right.line(Line.ANSWERS_LOST);
        desk.left.put("firm", "1", "Contoso AG");
        assertThatThrownBy(runner::runOnce).hasMessage("a crash");
        desk.right.line(Line.UP);
        afterwards(runner);

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("Contoso SE");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aConflictThatTheWriteSettledIsNotOpenedAgain(Side target) {
        desk.left.hasHistory();
        SyncRunner runner =
                inStep(true, target == Side.RIGHT ? ConflictResolver.PREFER_LEFT : ConflictResolver.PREFER_RIGHT);
        desk.left.put("firm", "1", "of the left");
        desk.right.put("firm", "r1", "of the right");
        desk.shelf(target).onWritten(() -> {
            desk.shelf(target).onWritten(() -> {});
            throw new Death("a crash");
        });
        assertThatThrownBy(runner::runOnce).hasMessage("a crash");
        afterwards(runner);

        String winner = target == Side.RIGHT ? "of the left" : "of the right";
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo(winner);
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo(winner);
        assertThat(desk.shelf(target).calls("write")).hasSize(1);
    }

    private SyncRunner inStep(boolean historic, ConflictResolver policy) {
        if (historic) {
            desk.right.hasHistory();
        }
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(policy), new SameField("phone", policy));
        runner.runOnce();
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        return runner;
    }

    private void beforeTheWrite(Runnable edit) {
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                edit.run();
            }
        });
    }

    private void rename(String name, Line line, SyncRunner runner) {
        desk.left.put("firm", "1", name);
        desk.right.line(line);
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.right.onWritten(() -> {});
    }

    private void afterwards(SyncRunner runner) {
        desk.right.onWritten(() -> {});
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();
        desk.pass(Duration.ofMinutes(10));
        assertThat(runner.runOnce().writes()).as("quiet at last").isZero();
    }

    /** Without a history, a value that is as before may have been written and put back. */
    private void assertOnlyDoubtIsNamed(boolean historic) {
        if (historic) {
            assertThat(desk.events(Kind.CONFLICT)).isEmpty();
        } else {
            assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
                assertThat(event.open()).isFalse();
                assertThat(event.detail()).contains("whether this was put back can not be told");
            });
        }
    }

    private void assertBothHold(String name, String phone) {
        for (Side side : Side.values()) {
            String id = side == Side.LEFT ? "1" : "r1";
            assertThat(desk.shelf(side).text("firm", id, "name")).isEqualTo(name);
            assertThat(desk.shelf(side).text("firm", id, "phone")).isEqualTo(phone);
        }
    }

    private RuleState base(String rule) {
        RuleState state = desk.link(Side.LEFT, "1").rule(rule);
        return RuleState.agreed(Contract.known(state.leftBase()), Contract.known(state.rightBase()));
    }

    private static Values name(String name) {
        return Values.of("name", FieldValue.text(name));
    }
}
