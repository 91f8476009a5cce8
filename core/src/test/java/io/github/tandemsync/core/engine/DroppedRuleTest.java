package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A field rule is taken out of a mapping. When it is put in again: {@link ReturningRuleTest}. */
class DroppedRuleTest {
    private final Desk desk = new Desk();

    private SyncRunner runner(FieldRule... rules) {
        return Desk.enabled(desk.builder(
                        "runner", desk.firmsPair(DeletePolicy.UNLINK, rules).build())
                .build());
    }

    @BeforeEach
    void agreed() {
        desk.firmsInStep(1);
        desk.left.edit("firm", "10000", "phone", "agreed");
        desk.right.edit("firm", "r10000", "phone", "agreed");
        runner(new SameName(), new SameField("phone")).runOnce();
    }

    @Test
    void isNotCountedOrNamed() {
        desk.right.refusesUpdates(true);
        desk.left.edit("firm", "10000", "phone", "refused");
        runner(new SameName(), new SameField("phone")).runOnce();

        SyncRunner without = runner(new SameName());
        List<RuleStanding> refused = new ArrayList<>();
        without.records().withRule("firms", Status.REFUSED, refused::add);

        assertThat(refused).isEmpty();
        assertThat(without.pairs().ruleCounts("firms"))
                .containsEntry(Status.REFUSED, 0L)
                .containsEntry(Status.AGREED, 1L);
    }

    @Test
    void nobodyIsAskedAboutItsConflictsUntilItIsBack() {
        FieldRule phone = new SameField("phone", ConflictResolver.MANUAL);
        SyncRunner with = runner(new SameName(), phone);
        conflict(with);

        SyncRunner without = runner(new SameName());
        without.runOnce();
        assertThat(without.conflicts().count()).isZero();
        assertThat(without.conflicts().open(0, 9)).isEmpty();

        SyncRunner back = runner(new SameName(), phone);
        assertThat(back.runOnce().writes()).isZero();
        OpenConflict again = back.conflicts().open(0, 9).get(0);
        back.apply(back.planResolution(List.of(new Resolution(again, Side.LEFT))));
        assertThat(desk.right.text("firm", "r10000", "phone")).isEqualTo("left");
    }

    @Test
    void aChoiceAboutItSaysThatItDoesNotCount() {
        FieldRule phone = new SameField("phone", ConflictResolver.MANUAL);
        OpenConflict open = conflict(runner(new SameName(), phone));

        SyncRunner without = runner(new SameName());
        SyncPlan plan = without.planResolution(List.of(new Resolution(open, Side.LEFT)));

        assertThat(plan.items()).singleElement().satisfies(item -> {
            assertThat(item.action()).isEqualTo(PlanItem.Action.REPORT);
            assertThat(item.reason()).contains("phone", "no rule of this name");
        });
        assertThat(without.apply(plan).writes()).isZero();
    }

    @Test
    void isExplainedAsOneThatNobodyDecidedAndThatMayComeBack() {
        conflict(runner(new SameName(), new SameField("phone", ConflictResolver.MANUAL)));
        SyncRunner without = runner(new SameName());
        without.runOnce();

        assertThat(without.explain(desk.left.type("firm").ref("10000")).text())
                .contains(
                        "phone: WAITING (not-mapped",
                        "next: it is merged against what was last agreed once a rule of this name is in the mapping again",
                        "left phone: left",
                        "right phone: right")
                .doesNotContain("that record", "lost", "won");
    }

    @Test
    void whatAPersonGaveInsteadOfBothEditsIsNotExplainedAsOneOfThem() {
        SyncRunner runner = runner(new SameName(), new SameField("phone", ConflictResolver.MANUAL));
        Values third = Values.of("phone", FieldValue.text("third"));
        runner.apply(runner.planResolution(List.of(Resolution.neither(conflict(runner), Side.LEFT, third))));

        assertThat(runner.explain(desk.left.type("firm").ref("10000")).text())
                .contains("left phone: left", "right phone: right")
                .doesNotContain("lost", "won");
    }

    private OpenConflict conflict(SyncRunner runner) {
        desk.left.edit("firm", "10000", "phone", "left");
        desk.right.edit("firm", "r10000", "phone", "right");
        runner.runOnce();
        List<OpenConflict> open = runner.conflicts().open(0, 9);
        assertThat(open).hasSize(1);
        return open.get(0);
    }
}
