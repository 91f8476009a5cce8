package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user wrote just before a write of ours covered it is given back; where the link has ended before that, it is reported. */
class CoveredEditsTest {
    private final Desk desk = new Desk();
    private SyncRunner runner = runner();

    private SyncRunner runner() {
        desk.right.hasHistory();
        return desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL));
    }

    @Test
    void itIsGivenBackAndBothSidesWaitForAPerson() {
        coverAndThen(Line.UP, () -> {});

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("theirs");
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("Contoso AG");
        assertThat(covered()).isEmpty();
    }

    @Test
    void itIsGivenBackWhereWhatShouldReplaceItNeverArrives() {
        runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.PREFER_LEFT));
        cover(Line.UP, () -> {
            desk.left.put("firm", "1", "Contoso SE");
            desk.right.line(Line.WRITES_LOST);
        });
        for (int day = 0; day < 10 && desk.events(Kind.REFUSED).isEmpty(); day++) {
            desk.pass(Duration.ofDays(1));
            runner.runOnce();
        }
        desk.right.line(Line.UP);
        assertThat(desk.events(Kind.REFUSED)).isNotEmpty();
        desk.pass(Duration.ofDays(1));
        runner.runOnce();

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("theirs");
    }

    @Test
    void itIsToldWhereTheTargetOfAOneWayRuleIsPutRight() {
        runner = desk.firms(DeletePolicy.UNLINK, new Enforced("name"));
        cover(Line.UP, () -> desk.right.put("firm", "r1", "drifted"), () -> {});

        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("firm 1");
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.right.type("firm").ref("r1"));
            assertThat(event.before().orEmpty("name").display()).isEqualTo("theirs");
        });
    }

    @Test
    void itIsReportedWhenTheOtherSideIsGone() {
        coverAndThen(Line.ANSWERS_LOST, () -> desk.left.remove("firm", "1"));

        assertReported();
    }

    @Test
    void itIsReportedWhenTheOtherSideWasMergedIntoARecordThatFacesAnother() {
        coverAndThen(Line.ANSWERS_LOST, () -> desk.left.merge("firm", "2", "1"));

        assertReported();
    }

    @Test
    void itIsNotReportedWhereSomebodyHasSeenIt() {
        coverAndThen(Line.ANSWERS_LOST, () -> {
            desk.right.put("firm", "r1", "theirs, once more");
            desk.left.remove("firm", "1");
        });

        assertThat(covered()).isEmpty();
    }

    private void coverAndThen(Line line, Runnable meanwhile) {
        cover(line, meanwhile);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();
    }

    private void cover(Line line, Runnable meanwhile) {
        cover(line, () -> desk.left.put("firm", "1", "Contoso AG"), meanwhile);
    }

    private void cover(Line line, Runnable edit, Runnable meanwhile) {
        for (String id : List.of("1", "2")) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
        edit.run();
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                desk.right.put("firm", "r1", "theirs");
            }
        });
        desk.right.line(line);
        desk.right.onWritten(() -> {
            desk.right.onWritten(() -> {});
            meanwhile.run();
        });
        runner.runOnce();
    }

    private void assertReported() {
        assertThat(covered()).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.right.type("firm").ref("r1"));
            assertThat(event.before().orEmpty("name").display()).isEqualTo("theirs");
            assertThat(event.after().orEmpty("name").display()).isEqualTo("Contoso AG");
        });
    }

    private record Enforced(String id) implements Plain {
        @Override
        public Direction direction() {
            return Direction.TO_RIGHT;
        }

        @Override
        public Drift onDrift() {
            return Drift.ENFORCE;
        }
    }

    private List<HistoryEntry> covered() {
        return desk.events(Kind.CONFLICT).stream()
                .filter(event -> event.detail().contains("covers it"))
                .toList();
    }
}
