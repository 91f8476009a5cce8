package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.PlanItem.Facing;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.engine.PlanItem.LastEdit;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each field of a plan is shown with its base, what both sides hold, what it would get, by which rule and why. */
class PlanFieldsTest {
    private final Desk desk = new Desk();

    private SyncRunner synced(ConflictResolver policy) {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(policy));
        runner.runOnce();
        return runner;
    }

    @Test
    void aFieldThatFollowsNamesBaseAndBothSides() {
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "Contoso Ltd");

        assertThat(only(runner.plan(), Action.UPDATE))
                .isEqualTo(new FieldChange(
                        "name",
                        "name",
                        text("Contoso"),
                        text("Contoso"),
                        text("Contoso Ltd"),
                        new Facing(name("Contoso Ltd"), name("Contoso"), null, null),
                        Decision.FOLLOW,
                        "changed in left",
                        null,
                        null,
                        Status.AGREED));
    }

    @Test
    void aNewRecordCopiesWhatItsSourceHolds() {
        desk.left.put("firm", "1", "Contoso");

        assertThat(only(desk.runner().plan(), Action.CREATE))
                .isEqualTo(new FieldChange(
                        "name",
                        "name",
                        null,
                        FieldValue.EMPTY,
                        text("Contoso"),
                        new Facing(name("Contoso"), null, null, null),
                        Decision.COPY,
                        "copied",
                        null,
                        null,
                        null));
    }

    @Test
    void aConflictForThePolicyShowsWhatLoses() {
        SyncRunner runner = synced(ConflictResolver.PREFER_LEFT);
        desk.left.put("firm", "1", "left");
        desk.right.put("firm", "r1", "right");

        SyncPlan plan = runner.plan();

        FieldChange change = only(plan, Action.UPDATE);
        assertThat(change.decision()).isEqualTo(Decision.PREFER);
        assertThat(change.base()).isEqualTo(text("Contoso"));
        assertThat(change.before()).isEqualTo(text("right"));
        assertThat(change.after()).isEqualTo(text("left"));
        assertThat(plan.items())
                .filteredOn(item -> item.action() == Action.REPORT)
                .singleElement()
                .satisfies(report -> assertThat(report.fields()).isEmpty());
    }

    @Test
    void aConflictThatWaitsForAPersonIsShownWithItsThreeValuesAndStays() {
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "left");
        desk.right.put("firm", "r1", "right");

        SyncPlan plan = runner.plan();

        FieldChange change = only(plan, Action.REPORT);
        assertThat(change.decision()).isEqualTo(Decision.LEAVE);
        assertThat(change.base()).isEqualTo(text("Contoso"));
        assertThat(change.before()).isEqualTo(text("left"));
        assertThat(change.after()).isEqualTo(text("left"));
        assertThat(change.facing().values()).isEqualTo(name("right"));
        assertThat(plan.writes()).isEmpty();
        assertThat(plan.text()).contains("name: left  (stays)", "agreed on: Contoso; facing: name = right");
    }

    @Test
    void theLastEditIsNamedWhereTheHistoryWasReadAnyway() {
        desk.left.hasHistory();
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "Contoso Ltd");
        desk.left.clearCalls();

        FieldChange change = only(runner.plan(), Action.UPDATE);

        assertThat(desk.left.calls("history")).hasSize(1);
        assertThat(change.edited()).as("the right side keeps no history").isNull();
        LastEdit edited = Contract.known(change.facing().edited());
        assertThat(edited.author()).isEqualTo(Author.SOMEBODY);
        assertThat(edited.by()).isNull();
    }

    @Test
    void whoChangedTheRecordsLastIsSaidWhereTheirSystemTells() {
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "Contoso Ltd");
        desk.left.changedBy("firm", "1", "systemuser:17");

        SyncPlan plan = runner.plan();

        FieldChange change = only(plan, Action.UPDATE);
        assertThat(change.changed()).as("the right side does not tell").isNull();
        assertThat(Contract.known(change.facing().changed()).by()).isEqualTo("systemuser:17");
        assertThat(plan.text()).contains("other side's record last changed ", " by systemuser:17");
        StringBuilder lines = new StringBuilder();
        plan.sendTo(PlanSink.jsonLines(lines));
        assertThat(lines).contains("\"changed\":{\"by\":\"systemuser:17\"}");

        runner.apply(plan);
        assertThat(runner.explain(desk.right.type("firm").ref("r1")).text())
                .as("evidence of the write")
                .contains("left record last changed ", " by systemuser:17");
    }

    @Test
    void aConflictSaysWhoEditedEachSideAndIsToldOnceThough() {
        desk.left.hasHistory();
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "left");
        desk.right.put("firm", "r1", "right");
        desk.right.changedBy("firm", "r1", "systemuser:17");
        runner.runOnce();
        desk.right.changedBy("firm", "r1", "systemuser:18");
        desk.right.edit("firm", "r1", "note", "another field");
        desk.right.changedBy("firm", "r1", "systemuser:18");
        runner.runOnce();

        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .contains(
                                "; left last edited ", " by somebody", "; right record last changed ", "systemuser:17")
                        .doesNotContain("systemuser:18"));
        assertThat(runner.explain(desk.left.type("firm").ref("1")).text()).contains("systemuser:17");
    }

    @Test
    void aPlanShowsValuesInItsTextAndNowhereElse() {
        SyncRunner runner = synced(ConflictResolver.MANUAL);
        desk.left.put("firm", "1", "Secret Ltd");

        SyncPlan plan = runner.plan();

        assertThat(plan.text()).contains("name: Contoso -> Secret Ltd  (changed in left)");
        assertThat(plan.toString() + plan.items() + only(plan, Action.UPDATE)).doesNotContain("Secret", "Contoso");
    }

    private static FieldChange only(SyncPlan plan, Action action) {
        List<FieldChange> fields = plan.items().stream()
                .filter(item -> item.action() == action)
                .flatMap(item -> item.fields().stream())
                .toList();
        assertThat(fields).as(plan.text()).hasSize(1);
        return fields.get(0);
    }

    private static FieldValue text(String value) {
        return FieldValue.text(value);
    }

    private static Values name(String value) {
        return Values.of("name", text(value));
    }
}
