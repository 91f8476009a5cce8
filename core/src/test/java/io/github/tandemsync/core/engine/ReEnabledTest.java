package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disable, 500 edits on both sides, re-enable: only real changes move. */
class ReEnabledTest {
    private static final int KIND = 100;

    /** What happens to a hundred firms each while the pair is disabled, on both sides. */
    private enum Edits {
        REVERTED,
        UNMAPPED,
        EQUAL,
        OF_DIFFERENT_FIELDS,
        CONFLICTING;

        List<String> ids() {
            return IntStream.range(ordinal() * KIND, (ordinal() + 1) * KIND)
                    .mapToObj(i -> Integer.toString(1000 + i))
                    .toList();
        }
    }

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void disable500EditsOnBothSidesReEnableOnlyRealChangesMove(boolean expired) {
        SyncRunner runner = inStep(ConflictResolver.PREFER_RIGHT);
        runner.pairs().disable("firms");
        editEverything();
        assertThat(runner.runOnce().writes()).as("disabled").isZero();
        if (expired) {
            desk.left.expireChanges();
            desk.right.expireChanges();
        }
        desk.pass(Duration.ofDays(2));

        runner.pairs().enable("firms");
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(report.count(Kind.UPDATED)).isEqualTo(2 * KIND + KIND);
        assertThat(report.writes()).isEqualTo(3 * KIND);
        assertThat(report.count(Kind.CONFLICT)).isEqualTo(KIND);
        assertUntouched(Edits.REVERTED, "phone", "phone", "phone");
        assertUntouched(Edits.UNMAPPED, "fax", "left", "right");
        assertUntouched(Edits.EQUAL, "phone", "equal", "equal");
        assertBothHold(Edits.OF_DIFFERENT_FIELDS, "phone", "left");
        assertBothHold(Edits.OF_DIFFERENT_FIELDS, "city", "right");
        assertBothHold(Edits.CONFLICTING, "phone", "right");
        assertThat(desk.events(Kind.CONFLICT)).hasSize(KIND).allSatisfy(this::assertTellsTheLoser);
        assertQuiet(runner);
    }

    @Test
    void conflictsThatAreLeftToPeopleMoveNothing() {
        SyncRunner runner = inStep(ConflictResolver.MANUAL);
        runner.pairs().disable("firms");
        editEverything();

        runner.pairs().enable("firms");
        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isEqualTo(2 * KIND);
        assertThat(runner.conflicts().count()).isEqualTo(KIND);
        assertUntouched(Edits.CONFLICTING, "phone", "left", "right");
        assertQuiet(runner);
    }

    private SyncRunner inStep(ConflictResolver policy) {
        desk.left.hasHistory();
        for (Edits edits : Edits.values()) {
            for (String id : edits.ids()) {
                for (Side side : Side.values()) {
                    desk.shelf(side).put("firm", id(side, id), "firm " + id);
                    edit(side, id, "phone", "phone");
                    edit(side, id, "city", "city");
                    edit(side, id, "fax", "fax");
                }
            }
        }
        SyncRunner runner = desk.firms(
                DeletePolicy.UNLINK, new SameName(), new SameField("phone", policy), new SameField("city", policy));
        assertThat(runner.runOnce().writes()).isZero();
        return runner;
    }

    private void editEverything() {
        for (Side side : Side.values()) {
            String own = side == Side.LEFT ? "left" : "right";
            for (String id : Edits.REVERTED.ids()) {
                edit(side, id, "phone", own);
                edit(side, id, "phone", "phone");
            }
            Edits.UNMAPPED.ids().forEach(id -> edit(side, id, "fax", own));
            Edits.EQUAL.ids().forEach(id -> edit(side, id, "phone", "equal"));
            Edits.OF_DIFFERENT_FIELDS.ids().forEach(id -> edit(side, id, side == Side.LEFT ? "phone" : "city", own));
            Edits.CONFLICTING.ids().forEach(id -> edit(side, id, "phone", own));
        }
    }

    private void edit(Side side, String id, String field, String text) {
        desk.shelf(side).edit("firm", id(side, id), field, text);
    }

    private static String id(Side side, String id) {
        return side == Side.LEFT ? id : "r" + id;
    }

    private void assertUntouched(Edits edits, String field, String left, String right) {
        for (String id : edits.ids()) {
            assertThat(desk.left.text("firm", id, field)).isEqualTo(left);
            assertThat(desk.right.text("firm", "r" + id, field)).isEqualTo(right);
        }
    }

    private void assertBothHold(Edits edits, String field, String value) {
        assertUntouched(edits, field, value, value);
    }

    private void assertTellsTheLoser(HistoryEntry event) {
        assertThat(event.rule()).isEqualTo("phone");
        assertThat(event.before()).isEqualTo(Values.of("phone", FieldValue.text("left")));
        assertThat(event.after()).isEqualTo(Values.of("phone", FieldValue.text("right")));
    }

    private void assertQuiet(SyncRunner runner) {
        desk.pass(Duration.ofDays(1));
        SyncReport next = runner.runOnce();
        assertThat(next.writes()).isZero();
        assertThat(next.count(Kind.CONFLICT)).isZero();
    }
}
