package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record in any state, brought there by runs: its explanation names the state, why and since when, and what happens next. */
class EveryStateTest {
    private final OrderDesk orders = new OrderDesk();
    private final Desk desk = orders.desk;
    private SyncRunner runner = desk.firms(
            DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new SameField("phone"), new SameParent());

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void ofARecordIsExplained(EntryState state) {
        RecordRef ref = brought(state);

        Explanation.View view = runner.explain(ref).views().get(0);
        assertThat(view.entry().state()).isEqualTo(state);
        String text = runner.explain(ref).text();
        assertThat(text).contains(": " + state).contains("\n  next: " + view.next());
        assertThat(view.next()).isNotBlank();
        switch (state) {
            case LINKED ->
                assertThat(text).contains("linked with right:firm/r10000", "2026-03-02T08:00:00Z LINKED: name");
            case UNMATCHED ->
                assertThat(text)
                        .contains("UNMATCHED (not-copied: no match rule found one among [left:firm]")
                        .contains("TO_RIGHT");
            default -> {
                assertThat(view.entry().reason()).isNotNull();
                assertThat(text).containsPattern(state + " \\([a-z-]+: .{10,}; since 2026-\\d\\d-\\d\\dT[0-9:]+Z\\)");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void ofAFieldRuleIsExplained(Status status) {
        String rule = status == Status.WAITING ? SameParent.FIELD : "name";
        RecordRef ref = brought(status);

        RuleState state =
                Contract.known(runner.explain(ref).views().get(0).link()).rule(rule);
        assertThat(state.status()).isEqualTo(status);
        String text = runner.explain(ref).text();
        if (status == Status.AGREED) {
            assertThat(text).contains("agreed: name").contains("next: an edit of either side is merged");
        } else {
            assertThat(text)
                    .containsPattern(
                            rule + ": " + status
                                    + "(, never agreed)? \\([A-Za-z-]+: .{10,}; since 2026-\\d\\d-\\d\\dT[0-9:]+Z\\)\n      next: .{10,}");
        }
    }

    /** Decision 0019: what was taken back is agreed on then, and the two sides differ. */
    @Test
    void whatWasTakenBackWithoutAnAnswerIsNotSaidToBeAgreed() {
        String run = undone(Line.ANSWERS_LOST);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("firm 10000");
        String text = runner.explain(firm("10000")).text();
        assertThat(text)
                .contains("name: AGREED, though the two sides differ (taken back by run ")
                .contains("next: it syncs again with the next edit of either side")
                .doesNotContain("agreed: name")
                .doesNotContain("taken back by run " + run);
    }

    @Test
    void aDisabledPairIsNamedAsTheCause() {
        RecordRef ref = brought(EntryState.FAILING);
        runner.pairs().disable("firms");

        assertThat(runner.explain(ref).text())
                .contains("next: nothing before the pair is enabled: pairs().enable(\"firms\")");
    }

    private RecordRef brought(EntryState state) {
        return switch (state) {
            case UNMATCHED -> {
                runner = firms(Direction.TO_RIGHT, true);
                desk.right.put("firm", "r1", "nobody's");
                yield ran("r1");
            }
            case LINKED -> inStep();
            case EXCLUDED -> {
                runner = firms(Direction.BOTH, false);
                desk.left.put("firm", "1", "out");
                yield ran("1");
            }
            case AMBIGUOUS -> {
                desk.left.put("firm", "1", "twin");
                desk.left.put("firm", "2", "twin");
                desk.right.put("firm", "r1", "twin");
                yield ran("1");
            }
            case SHADOWED -> {
                merged();
                yield desk.right.type("firm").ref("r10001");
            }
            case REPLACED -> {
                merged();
                yield firm("10001");
            }
            case WAITING -> {
                runner = orders.runner();
                orders.shelf(Side.LEFT).put("line", "a", "line a");
                runner.runOnce();
                yield desk.left.type("line").ref("a");
            }
            case FAILING -> {
                desk.right.refusesCreates(true);
                desk.left.put("firm", "1", "refused");
                yield ran("1");
            }
            case UNLINKED -> {
                inStep();
                desk.left.archive("firm", "10000");
                yield ran("r10000");
            }
            case REMOVED -> {
                inStep();
                desk.left.archive("firm", "10000");
                yield ran("10000");
            }
            case SUSPENDED -> {
                inStep();
                desk.left.keepsFromUs(firm("10000"));
                runner.hint(firm("10000"));
                yield ran("10000");
            }
        };
    }

    private RecordRef brought(Status status) {
        return switch (status) {
            case AGREED -> inStep();
            case WAITING -> {
                inStep();
                orders.shelf(Side.LEFT).put("order", "o", "of another pair");
                desk.left.edit("firm", "10000", SameParent.FIELD, FieldValue.reference(orders.order(Side.LEFT, "o")));
                yield ran("10000");
            }
            case CONFLICT -> {
                inStep();
                desk.left.put("firm", "10000", "one");
                desk.right.put("firm", "r10000", "other");
                yield ran("10000");
            }
            case REFUSED -> {
                inStep();
                desk.right.refusesUpdates(true);
                desk.left.put("firm", "10000", "not taken");
                yield ran("10000");
            }
            case HELD -> {
                undone(Line.UP);
                yield firm("10000");
            }
            case FROZEN -> {
                inStep();
                for (int i = 0; i < 10; i++) {
                    desk.shelf(i % 2 == 0 ? Side.LEFT : Side.RIGHT)
                            .put("firm", i % 2 == 0 ? "10000" : "r10000", i % 2 == 0 ? "ours" : "theirs");
                    runner.runOnce();
                }
                yield firm("10000");
            }
        };
    }

    private SyncRunner firms(Direction direction, boolean letsIn) {
        return Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .direction(direction)
                                .entryFilter(Side.LEFT, new OrderDesk.Unlike("name", letsIn ? "" : "out"))
                                .build())
                .build());
    }

    /** What the run wrote is taken back. Answers with the run. */
    private String undone(Line line) {
        inStep();
        desk.left.put("firm", "10000", "renamed");
        String run = runner.runOnce().run();
        SyncPlan plan = runner.planUndo(run);
        desk.right.line(line);
        runner.apply(plan);
        return run;
    }

    private void merged() {
        for (Side side : Side.values()) {
            desk.shelf(side).has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        }
        desk.firmsInStep(2);
        runner.runOnce();
        desk.left.merge("firm", "10000", "10001");
        runner.runOnce();
    }

    private RecordRef inStep() {
        desk.firmsInStep(1);
        return ran("10000");
    }

    private RecordRef ran(String id) {
        runner.runOnce();
        return id.startsWith("r") ? desk.right.type("firm").ref(id) : firm(id);
    }

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }
}
