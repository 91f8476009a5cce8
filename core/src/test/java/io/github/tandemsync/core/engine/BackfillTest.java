package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.PlanItem.Decision;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Empty sides are filled though both have agreed on that; nothing is overwritten, and it can be taken back. */
class BackfillTest {
    private static final String PAIR = "firms";
    private static final Set<String> PHONE = Set.of("phone");

    private final Desk desk = new Desk();
    private SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());

    private String phones() {
        StringBuilder all = new StringBuilder();
        for (String id : new String[] {"1", "2", "3", "4"}) {
            all.append(desk.left.text("firm", id, "phone"))
                    .append('|')
                    .append(desk.right.text("firm", "r" + id, "phone"))
                    .append(' ');
        }
        return all.toString();
    }

    /** Bases that say the emptiness was agreed on, as after a lost answer of an undo or an edited rule. */
    private void gaps(boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new Gap("phone", false), new OneWay("code"));
        for (String id : new String[] {"1", "2", "3", "4"}) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        desk.left.edit("firm", "1", "phone", "111");
        desk.right.edit("firm", "r2", "phone", "222");
        desk.left.edit("firm", "4", "phone", "444");
        desk.right.edit("firm", "r4", "phone", "4444");
        runner.runOnce();
        runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new Gap("phone", true), new OneWay("code"));
        runner.runOnce();
        assertThat(phones()).isEqualTo("111| |222 | 444|4444 ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGapThatWasAgreedOnIsFilledFromEitherSideAndNoValueIsOverwritten(boolean historic) {
        gaps(historic);
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);
        assertThat(phones()).as("a plan writes nothing").isEqualTo("111| |222 | 444|4444 ");
        assertThat(plan.writes()).hasSize(2);
        assertThat(plan.looked()).isEqualTo(4);
        assertThat(plan.writes().get(0).fields())
                .singleElement()
                .satisfies(field -> assertThat(field.decision()).isEqualTo(Decision.FILL));

        SyncReport report = runner.apply(plan);

        assertThat(report.problems()).isEmpty();
        assertThat(phones()).isEqualTo("111|111 222|222 | 444|4444 ");
        assertQuiet();
        assertThat(runner.planBackfill(PAIR, PHONE).items()).isEmpty();
    }

    @Test
    void itCanBeTakenBack() {
        gaps(false);
        String run = runner.apply(runner.planBackfill(PAIR, PHONE)).run();
        runner.apply(runner.planUndo(run));

        assertThat(phones()).isEqualTo("111| |222 | 444|4444 ");
        assertThat(desk.link(Side.LEFT, "1").rule("phone").status()).isEqualTo(Status.HELD);
        assertThat(runner.planBackfill(PAIR, PHONE).writes())
                .as("somebody took it back")
                .isEmpty();
        assertThat(runner.planBackfill(PAIR, PHONE).text()).contains("phone: not filled: the rule is HELD");
    }

    @Test
    void aOneWayRuleFillsItsTargetAlone() {
        gaps(false);
        desk.right.edit("firm", "r3", "code", "target");
        runner.runOnce();

        assertThat(runner.planBackfill(PAIR, Set.of("code")).items()).isEmpty();
    }

    @Test
    void whatSomebodyEmptiedSinceStaysEmpty() {
        gaps(false);
        runner.apply(runner.planBackfill(PAIR, PHONE));
        desk.right.edit("firm", "r1", "phone", FieldValue.EMPTY);
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.text()).contains("phone: not filled: somebody emptied the side");
        runner.runOnce();
        assertThat(phones()).startsWith("| 222|222");
    }

    @Test
    void otherEditsOfTheRecordsAreLeftToTheNextRun() {
        gaps(false);
        desk.left.put("firm", "1", "renamed");
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);
        runner.apply(plan);

        assertThat(phones()).startsWith("111|111");
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("firm 1");
        runner.runOnce();
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("renamed");
        assertQuiet();
    }

    @Test
    void whatMovedSinceIsRefused() {
        gaps(false);
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);
        desk.right.edit("firm", "r1", "phone", "somebody's");

        SyncReport report = runner.apply(plan);

        assertThat(report.ok()).isFalse();
        assertThat(desk.right.text("firm", "r1", "phone")).isEqualTo("somebody's");
        assertThat(desk.left.text("firm", "2", "phone")).isEqualTo("222");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFillWhoseAnswerIsLostIsFoundByTheNextRun(boolean historic) {
        gaps(historic);
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);
        desk.right.line(Line.ANSWERS_LOST);
        runner.apply(plan);
        desk.right.line(Line.UP);
        desk.pass(Duration.ofMinutes(10));
        runner.runOnce();

        assertThat(phones()).isEqualTo("111|111 222|222 | 444|4444 ");
        assertQuiet();
    }

    @Test
    void aDisabledPairAndAnUnknownRuleAreSaid() {
        gaps(false);
        assertThatThrownBy(() -> runner.planBackfill(PAIR, List.of("fax")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phone");
        runner.pairs().disable(PAIR);
        assertThat(runner.planBackfill(PAIR, PHONE).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("disabled"));
    }

    @Test
    void aPlanIsNotCarriedOutInAPairThatWasDisabledSince() {
        gaps(false);
        SyncPlan plan = runner.planBackfill(PAIR, PHONE);
        runner.pairs().disable(PAIR);

        SyncReport report = runner.apply(plan);

        assertThat(report.writes()).isZero();
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("disabled"));
        assertThat(phones()).isEqualTo("111| |222 | 444|4444 ");
    }

    private void assertQuiet() {
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
    }
}
