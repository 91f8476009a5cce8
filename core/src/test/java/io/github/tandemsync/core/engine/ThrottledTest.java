package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.ObjectType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A system says when to come back. */
class ThrottledTest {
    private static final ObjectType FIRM = ObjectType.parse("left:firm");
    private static final Duration LATER = Duration.ofSeconds(30);

    private final Desk desk = new Desk();
    private final Patience patience = new Patience(desk);
    private final List<WriteRequest> sent = new ArrayList<>();

    @Test
    void noPairAsksASystemBeforeTheTimeThatItNames() {
        desk.fill(1);
        SyncRunner runner = desk.runner();
        desk.left.onCall(call -> {
            throw new ConnectorException(Category.THROTTLED, "too much", LATER, null);
        });

        SyncReport first = runner.runOnce();
        SyncReport early = runner.runOnce();

        assertThat(desk.left.calls("")).as("one call in two runs of two pairs").hasSize(1);
        assertThat(first.next()).isEqualTo(desk.instant().plus(LATER));
        assertThat(early.problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.message()).contains("left alone"));
        desk.left.onCall(call -> {});
        desk.pass(LATER);
        assertThat(runner.runOnce().problems()).isEmpty();
        assertThat(desk.right.names("firm")).hasSize(1);
    }

    @Test
    void aWriteIsNotSentAgainBeforeItsTimeAndTheOthersOfItsBatchAre() {
        assertThat(answers("1", "2")).containsExactly("Retry PT30S", "Moved");
        desk.pass(Duration.ofSeconds(10));

        assertThat(answers("1", "3")).containsExactly("Retry PT20S", "Moved");
        assertThat(sent)
                .extracting(request -> ((WriteRequest.Remove) request).ref().id())
                .containsExactly("1", "2", "3");
        desk.pass(Duration.ofSeconds(20));
        assertThat(answers("1")).containsExactly("Retry PT30S");
    }

    @Test
    void whatIsNotSentForAThrottledCallDidNotRun() {
        assertThatThrownBy(() -> patience.ask(() -> {
                    throw new ConnectorException(Category.THROTTLED, "too much", LATER, null);
                }))
                .hasMessage("too much");

        assertThat(answers("1", "2")).containsExactly("Retry PT30S", "Retry PT30S");
        assertThat(sent).isEmpty();
    }

    /** Of removals of the firms, of which the first is to be sent again later. */
    private List<String> answers(String... ids) {
        List<WriteRequest> batch = new ArrayList<>();
        for (String id : ids) {
            batch.add(new WriteRequest.Remove(FIRM.ref(id), null, How.ARCHIVE));
        }
        return patience.write(batch, this::answers).stream()
                .map(answer -> answer instanceof WriteAnswer.Retry retry ? "Retry " + retry.after() : "Moved")
                .toList();
    }

    private List<WriteAnswer> answers(List<WriteRequest> batch) {
        sent.addAll(batch);
        return batch.stream().map(ThrottledTest::answer).toList();
    }

    private static WriteAnswer answer(WriteRequest request) {
        return ((WriteRequest.Remove) request).ref().id().equals("1")
                ? new WriteAnswer.Retry(LATER, "a limit")
                : new WriteAnswer.Moved("gone");
    }
}
