package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.engine.SyncReport.Problem;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.StateStoreException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bug of a connector ends its pair's part of the run, says where it is, and shows nothing of a record. */
class BrokenConnectorTest {
    private static final String CANARY = "canary +49 170";

    private final Desk desk = new Desk();
    private final Wayward right = new Wayward(desk.right);
    private final SyncRunner runner =
            Desk.enabled(desk.builder("runner").right(right.connector()).build());

    @AfterEach
    void unmark() {
        Thread.interrupted();
    }

    private void answers(String call, Wayward.Fault fault) {
        right.does((name, arguments, honest) ->
                name.equals(call) && arguments.toString().contains(":firm")
                        ? fault.answer(name, arguments, honest)
                        : honest.get());
    }

    private List<Problem> problems() {
        List<Problem> problems = runner.runOnce().problems();
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.message())
                        .doesNotContain(CANARY, "one")
                        .contains("The connector ", "Fix the connector"));
        return problems;
    }

    private void assertOthersGoOn() {
        assertThat(desk.right.names("person")).containsExactly("person");
        right.behaves();
        desk.pass(Duration.ofHours(1));
        assertThat(runner.runOnce().problems()).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes", "read", "schema"})
    void whatItThrowsIsAFaultOfThePair(String call) {
        desk.left.put("person", "9", "person");
        desk.left.put("firm", "1", "one");
        desk.right.put("firm", "r1", "one");
        answers(call, (name, arguments, honest) -> {
            throw new NullPointerException(CANARY);
        });

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message())
                    .contains("java.lang.NullPointerException at " + getClass().getName(), "call of " + call);
        });
        assertOthersGoOn();
    }

    @ParameterizedTest
    @CsvSource({"changes, null", "read, null", "read, few", "read, hole", "schema, null"})
    void soIsAnAnswerThatIsNone(String call, String how) {
        desk.left.put("person", "9", "person");
        desk.left.put("firm", "1", "one");
        desk.right.put("firm", "r1", "one");
        answers(call, (name, arguments, honest) -> none(how));

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("firms"));
        assertOthersGoOn();
    }

    private static @Nullable Object none(String how) {
        return switch (how) {
            case "few" -> List.of();
            case "hole" -> Collections.singletonList(null);
            default -> null;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "few", "hole", "throws"})
    void aWriteThatEndsSoIsLookedInto(String how) {
        desk.left.put("person", "9", "person");
        desk.left.put("firm", "1", "one");
        answers("write", (name, arguments, honest) -> {
            honest.get();
            if (how.equals("throws")) {
                throw new IllegalStateException(CANARY);
            }
            return none(how);
        });

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("a write to right:firm"));
        assertOthersGoOn();
        assertThat(desk.right.ids("firm")).as("made once").hasSize(1);
        assertThat(desk.events(Kind.CREATED)).hasSize(2);
    }

    @Test
    void whatTheFenceThrewEndsTheRunWhateverTheConnectorMakesOfIt() {
        desk.left.put("firm", "1", "one");
        StateStoreException broken = new StateStoreException("the disk is full", null);
        Duties duties = new Duties(getClass());
        Fence fence = () -> {
            throw broken;
        };

        assertThatThrownBy(() -> duties.sent(
                        fence,
                        noted -> {
                            try {
                                noted.check();
                            } catch (StateStoreException swallowed) {
                                throw new IllegalStateException(swallowed);
                            }
                            return List.of();
                        },
                        0))
                .isSameAs(broken);
    }

    @ParameterizedTest
    @EnumSource(FeedMode.class)
    void aFeedThatDoesNotMoveOnIsLeft(FeedMode mode) {
        if (mode == FeedMode.REMOVALS) {
            desk.right.reportsNoRemovals();
        }
        desk.left.put("person", "9", "person");
        desk.left.put("firm", "1", "one");
        desk.right.put("firm", "r1", "one");
        answers("changes", (name, arguments, honest) -> {
            ChangeRequest request = (ChangeRequest) arguments.get(0);
            Cursor stuck = new Cursor("0");
            return request.mode() == mode && (mode != FeedMode.CHANGES || request.cursor() != null)
                    ? new ChangeAnswer.Page(List.of(), stuck, false)
                    : honest.get();
        });

        if (mode == FeedMode.CHANGES) {
            runner.runOnce(); // lists, and begins the feed
            desk.right.put("firm", "r1", "one");
        }
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message()).contains(mode + " of right:firm", "cursor has not moved");
        });
        assertThat(desk.right.calls(mode + " firm")).hasSizeLessThan(5);
        assertOthersGoOn();
    }

    @Test
    void anErrorEndsTheRun() {
        desk.left.put("firm", "1", "one");
        OutOfMemoryError error = new OutOfMemoryError();
        answers("changes", (name, arguments, honest) -> {
            throw error;
        });

        assertThatThrownBy(runner::runOnce).isSameAs(error);
    }

    @Test
    void anInterruptedRunEndsThoughTheConnectorMakesItsOwnOfIt() {
        desk.left.put("firm", "1", "one");
        answers("changes", (name, arguments, honest) -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(CANARY);
        });

        assertThatThrownBy(runner::runOnce).hasMessageContaining("interrupted").hasMessageNotContaining(CANARY);
    }
}
