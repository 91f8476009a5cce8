package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.EntryState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people ask for is done for the link that stays, also where their plan is the first to see that two records were merged. */
class UnseenMergeTest {
    private final Desk desk = new Desk();
    private int roundSize = 5;
    private SyncRunner runner = runner(new SameName());

    private SyncRunner runner(FieldRule... rules) {
        return Desk.enabled(desk.builder(
                        "runner", desk.firmsPair(DeletePolicy.UNLINK, rules).build())
                .roundSize(roundSize)
                .build());
    }

    /** Which of the first two firms of a side somebody merged. */
    private enum Merge {
        INTO_SECOND(Side.LEFT, "2", "1"),
        INTO_FIRST(Side.LEFT, "1", "2"),
        ON_THE_RIGHT_INTO_SECOND(Side.RIGHT, "r2", "r1"),
        ON_THE_RIGHT_INTO_FIRST(Side.RIGHT, "r1", "r2");

        private final Side side;
        private final String winner;
        private final String loser;

        Merge(Side side, String winner, String loser) {
            this.side = side;
            this.winner = winner;
            this.loser = loser;
        }

        void on(Desk desk) {
            desk.shelf(side).merge("firm", winner, loser);
        }

        String kept() {
            return winner.endsWith("2") ? "2" : "1";
        }

        String lost() {
            return winner.endsWith("2") ? "1" : "2";
        }
    }

    private void firms(FieldRule... rules) {
        runner = runner(rules);
        for (String id : List.of("1", "2", "3")) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
    }

    private String written() {
        firms(new SameName(), new SameField("phone"));
        for (String id : List.of("1", "2", "3")) {
            desk.left.edit("firm", id, "phone", "phone " + id);
        }
        return runner.runOnce().run();
    }

    private String phone(String right) {
        return desk.right.text("firm", right, "phone");
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void aRunIsTakenBackWhereTheLinkStays(Merge merge) {
        takesBack(merge, true);
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void aRunOfADisabledPairIsTakenBackWhereTheLinkStays(Merge merge) {
        takesBack(merge, false);
    }

    private void takesBack(Merge merge, boolean enabled) {
        String run = written();
        if (!enabled) {
            runner.pairs().disable("firms");
        }
        merge.on(desk);
        SyncPlan plan = runner.planUndo(run);

        assertThat(plan.writes())
                .extracting(PlanItem::ref)
                .containsExactlyInAnyOrder(
                        desk.right.type("firm").ref("r" + merge.kept()),
                        desk.right.type("firm").ref("r3"));
        assertThat(plan.text()).contains("the two are no longer linked");
        appliesWhole(plan);
        assertThat(phone("r" + merge.kept())).isEmpty();
        assertThat(phone("r3")).isEmpty();
        if (merge.side == Side.LEFT) {
            assertThat(phone("r" + merge.lost())).isEqualTo("phone " + merge.lost());
        }
        assertThat(runner.planUndo(run).writes()).isEmpty();
    }

    private void appliesWhole(SyncPlan plan) {
        SyncReport report = runner.apply(plan);
        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(plan.writes().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunIsTakenBackWhereWhatCameOfTheMergeIsANewRecord(boolean enabled) {
        String run = written();
        if (!enabled) {
            runner.pairs().disable("firms");
        }
        desk.left.mergeAs("firm", "9", "1", "2");
        SyncPlan plan = runner.planUndo(run);

        appliesWhole(plan);
        String kept = desk.entry(Side.RIGHT, "r1").state() == EntryState.LINKED ? "1" : "2";
        String lost = kept.equals("1") ? "2" : "1";
        assertThat(phone("r" + kept)).isEmpty();
        assertThat(phone("r" + lost)).isEqualTo("phone " + lost);
        assertThat(phone("r3")).isEmpty();
        assertThat(plan.items())
                .filteredOn(item -> item.reason().contains("no longer linked"))
                .extracting(PlanItem::other)
                .containsExactly(desk.right.type("firm").ref("r" + lost));
    }

    private List<Resolution> choices() {
        firms(new SameName(), new SameField("phone", ConflictResolver.MANUAL));
        for (String id : List.of("1", "2", "3")) {
            desk.left.edit("firm", id, "phone", "left " + id);
            desk.right.edit("firm", "r" + id, "phone", "right " + id);
        }
        runner.runOnce();
        return runner.conflicts().open(0, 9).stream()
                .map(conflict -> new Resolution(conflict, Side.RIGHT))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void aChoiceCountsWhereTheLinkStaysAndIsSaidNotToElsewhere(Merge merge) {
        List<Resolution> choices = choices();
        merge.on(desk);
        SyncPlan plan = runner.planResolution(choices);

        assertThat(plan.writes())
                .extracting(PlanItem::ref)
                .containsExactlyInAnyOrder(
                        desk.left.type("firm").ref(merge.kept()),
                        desk.left.type("firm").ref("3"));
        assertThat(plan.items())
                .filteredOn(item -> item.reason().contains("no longer linked"))
                .extracting(PlanItem::ref)
                .containsExactly(desk.left.type("firm").ref(merge.lost()));
        appliesWhole(plan);
        assertThat(desk.left.text("firm", merge.kept(), "phone")).isEqualTo("right " + merge.kept());
        assertThat(runner.conflicts().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 100})
    void noChoiceIsLostWhereWhatCameOfTheMergeIsANewRecord(int size) {
        roundSize = size;
        List<Resolution> choices = choices();
        desk.left.mergeAs("firm", "9", "1", "2");
        SyncPlan plan = runner.planResolution(choices);

        assertThat(plan.writes())
                .extracting(PlanItem::ref)
                .containsExactly(desk.left.type("firm").ref("3"));
        assertThat(plan.items())
                .filteredOn(item -> item.reason().contains("no longer linked"))
                .hasSize(2);
        appliesWhole(plan);
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void anAuditLooksAtTheLinkThatStays(Merge merge) {
        firms(new SameName(), new OneWay("phone"));
        for (String id : List.of("1", "2", "3")) {
            desk.right.edit("firm", "r" + id, "phone", "drift " + id);
        }
        runner.runOnce();
        merge.on(desk);
        SyncPlan audit = runner.planAudit("firms");

        assertThat(audit.items())
                .filteredOn(item -> item.reason().startsWith("DRIFT phone"))
                .extracting(PlanItem::ref)
                .containsExactlyInAnyOrder(
                        desk.right.type("firm").ref("r" + merge.kept()),
                        desk.right.type("firm").ref("r3"));
        assertThat(audit.items())
                .filteredOn(item -> item.reason().startsWith("SHADOWED"))
                .hasSize(1);
        assertThat(audit.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 100})
    void anAuditOfAnySizeTellsOfEachLinkOnce(int size) {
        roundSize = size;
        firms(new SameName(), new SameField("phone"));
        desk.left.mergeAs("firm", "9", "1", "2");
        for (String id : List.of("9", "3")) {
            desk.left.edit("firm", id, "phone", "new");
        }
        SyncPlan audit = runner.planAudit("firms");

        assertThat(audit.writes())
                .filteredOn(item ->
                        item.fields().stream().anyMatch(field -> field.field().equals("phone")))
                .hasSize(2);
        appliesWhole(audit);
        String kept = desk.entry(Side.RIGHT, "r1").state() == EntryState.LINKED ? "r1" : "r2";
        assertThat(phone(kept)).isEqualTo("new");
        assertThat(phone("r3")).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void aGapOfTheLinkThatStaysIsFilled(Merge merge) {
        firms(new SameName(), new Gap("phone", false));
        for (String id : List.of("1", "2", "3")) {
            desk.left.edit("firm", id, "phone", "phone " + id);
        }
        runner.runOnce();
        runner = runner(new SameName(), new Gap("phone", true));
        runner.runOnce();
        merge.on(desk);
        SyncPlan plan = runner.planBackfill("firms", Set.of("phone"));

        assertThat(plan.writes())
                .extracting(PlanItem::ref)
                .containsExactlyInAnyOrder(
                        desk.right.type("firm").ref("r" + merge.kept()),
                        desk.right.type("firm").ref("r3"));
        appliesWhole(plan);
        assertThat(phone("r" + merge.kept())).isEqualTo("phone " + merge.kept());
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void theSameHoldsLinkByLink(Merge merge) {
        roundSize = 2;
        aRunIsTakenBackWhereTheLinkStays(merge);
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void theSameHoldsForChoicesLinkByLink(Merge merge) {
        roundSize = 2;
        aChoiceCountsWhereTheLinkStaysAndIsSaidNotToElsewhere(merge);
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void theSameHoldsForAuditsLinkByLink(Merge merge) {
        roundSize = 2;
        anAuditLooksAtTheLinkThatStays(merge);
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void theSameHoldsForGapsLinkByLink(Merge merge) {
        roundSize = 2;
        aGapOfTheLinkThatStaysIsFilled(merge);
    }
}
