package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a connector answers about something else is not believed, and stops its pair alone. */
class DutiesTest {
    private final Desk desk = new Desk();
    private final Wayward right = new Wayward(desk.right);
    private final SyncRunner runner =
            Desk.enabled(desk.removing("runner").right(right.connector()).build());

    private void inStep(int many) {
        for (int i = 1; i <= many; i++) {
            desk.left.put("firm", "" + i, "firm " + i);
            desk.right.put("firm", "r" + i, "firm " + i);
        }
        runner.runOnce();
        assertThat(desk.events(Kind.LINKED)).hasSize(many);
    }

    private void hint(String... firms) {
        for (String id : firms) {
            runner.hint(desk.right.type("firm").ref(id));
        }
    }

    private void assertToldOfFirms(SyncReport report) {
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message()).contains("The connector ", "in order", "Fix the connector");
        });
    }

    @Test
    void answersInAnotherOrderRemoveNobody() {
        inStep(3);
        desk.right.remove("firm", "r2");
        desk.left.put("person", "9", "nine");
        hint("r1", "r3");
        right.garbles("read", "firm", Wayward.rotated());

        assertToldOfFirms(runner.runOnce());
        assertThat(desk.left.ids("firm")).containsExactly("1", "2", "3");
        assertThat(desk.right.names("person")).as("the other pair goes on").containsExactly("nine");

        right.behaves();
        assertThat(runner.runOnce().problems()).isEmpty();
        assertThat(desk.left.ids("firm")).containsExactly("1", "3");
        assertThat(desk.right.ids("firm")).containsExactly("r1", "r3");
    }

    @Test
    void answersToCreatesInAnotherOrderCrossNoLinks() {
        desk.left.put("firm", "1", "one");
        desk.left.put("firm", "2", "two");
        right.garbles("write", "firm", Wayward.rotated());

        SyncReport report = runner.runOnce();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("a write to right:firm");
            assertThat(problem.message()).contains("another request's record", "in the order given");
        });
        right.behaves();
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertLinkedByName();
    }

    @Test
    void answersToUpdatesInAnotherOrderAreNotTaken() {
        inStep(2);
        desk.left.put("firm", "1", "uno");
        desk.left.put("firm", "2", "due");
        right.garbles("write", "firm", Wayward.rotated());

        assertThat(runner.runOnce().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("a write to right:firm"));
        right.behaves();
        desk.pass(Duration.ofHours(1));
        assertThat(runner.runOnce().problems()).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("due", "uno");
        assertLinkedByName();
    }

    @Test
    void aCreateWhoseRecordIsSaidToHaveMovedIsToldAgainAndAgainAndMadeOnce() {
        desk.left.put("firm", "1", "one");
        right.does((call, arguments, answer) ->
                call.equals("write") ? List.of(new WriteAnswer.Moved("another version")) : answer.get());
        List<SyncReport.Problem> told = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            told.addAll(runner.runOnce().problems());
            Reason why = desk.entry(Side.LEFT, "1").reason();
            assertThat(why == null ? Intents.WRITE_UNKNOWN : why.code()).isEqualTo(Intents.WRITE_UNKNOWN);
            desk.pass(Duration.ofMinutes(10));
        }
        assertThat(told)
                .hasSizeGreaterThan(2)
                .allSatisfy(problem -> assertThat(problem.message())
                        .contains("answered to a create that its record has moved", "Fix the connector"));
        right.behaves();
        runner.runOnce();
        desk.pass(Duration.ofMinutes(10));
        assertThat(runner.runOnce().problems()).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("one");
    }

    private void assertLinkedByName() {
        for (String id : List.of("1", "2")) {
            assertThat(desk.entry(Side.LEFT, id).state()).isEqualTo(EntryState.LINKED);
            RecordRef other = desk.link(Side.LEFT, id).ref(Side.RIGHT);
            assertThat(desk.right.text("firm", other.id(), "name")).isEqualTo(desk.left.text("firm", id, "name"));
        }
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void anAnswerThatNamesTheHeirOfAMergedRecordIsNoFaultAndNoAnswer() {
        inStep(2);
        desk.left.put("firm", "1", "uno");
        right.does((call, arguments, answer) -> {
            Object told = answer.get();
            return call.equals("write")
                    ? List.of(WriteAnswer.Done.of(desk.right.type("firm").ref("r2"), null, null))
                    : told;
        });

        assertThat(runner.runOnce().problems()).isEmpty();
        right.behaves();
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("firm 2", "uno");
        assertLinkedByName();
    }

    @Test
    void whatElseIsAskedIsHeldToTheSame() {
        Duties duties = new Duties(desk.right.getClass());
        ObjectType firms = desk.right.type("firm");
        FieldTrail trail = FieldTrail.none(firms.ref("r1"));
        CreateKey one = new CreateKey("one");
        CreateKey two = new CreateKey("two");
        LocateAnswer found = new LocateAnswer(one, List.of());

        assertRefused(() -> duties.history(firms, List.of("r2"), List.of(trail)));
        assertRefused(() -> duties.history(firms, List.of("r1"), List.of(trail, trail)));
        duties.history(firms, List.of("r1", "r2"), List.of(trail));
        assertRefused(() -> duties.locate(List.of(two, one), List.of(found, new LocateAnswer(two, List.of()))));
        assertRefused(() -> duties.locate(List.of(two, one), List.of(found)));
    }

    private static void assertRefused(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("Fix the connector")
                .hasMessageNotContaining("two");
    }
}
