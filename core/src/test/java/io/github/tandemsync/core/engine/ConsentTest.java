package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.rule.DeletePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can not be undone is marked so in a plan, and applied by consent alone. */
class ConsentTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName(), new OneWay("stage", "won"));

    private SyncPlan planned() {
        desk.firmsInStep(4);
        runner.runOnce();
        desk.left.remove("firm", "10000");
        desk.left.edit("firm", "10001", "stage", "won");
        desk.left.edit("firm", "10002", "stage", "open");
        return runner.plan();
    }

    @Test
    void removalsAndStatesThatARuleCallsFinalAreMarked() {
        SyncPlan plan = planned();

        Set<String> marked = plan.writes().stream()
                .filter(item -> !item.undoable())
                .map(item -> item.action() + " " + item.ref())
                .collect(Collectors.toSet());
        assertThat(marked).containsExactlyInAnyOrder("REMOVE right:firm/r10000", "UPDATE right:firm/r10001");
        assertThat(plan.notUndoable()).isEqualTo(2);
        assertThat(plan.text()).contains("Of these, 2 can not be undone", "(can not be undone)");
        StringBuilder lines = new StringBuilder();
        plan.sendTo(PlanSink.jsonLines(lines));
        assertThat(lines).contains("\"undoable\":false", "\"undoable\":true", "\"notUndoable\":2");
    }

    @Test
    void withoutConsentTheyAreLeftAndTheRestIsDone() {
        SyncReport report = runner.apply(planned());

        assertThat(report.writes()).isEqualTo(1);
        assertThat(desk.right.text("firm", "r10002", "stage")).isEqualTo("open");
        assertThat(desk.right.names("firm")).hasSize(4);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("2 of 3 planned writes can not be undone", "Consent.GIVEN"));
    }

    @Test
    void whatIsLeftWithoutConsentIsNamed() {
        List<RefusedWrite> refused = new ArrayList<>();

        runner.apply(planned(), Consent.NONE, refused::add);

        assertThat(refused)
                .extracting(RefusedWrite::toString)
                .allMatch(write ->
                        write.endsWith("can not be undone, and was not sent without consent; apply a plan of it"
                                + " with Consent.GIVEN"))
                .anyMatch(write -> write.startsWith("firms REMOVE right:firm/r10000"))
                .hasSize(2);
    }

    @Test
    void withConsentTheyAreDone() {
        SyncReport report = runner.apply(planned(), Consent.GIVEN);

        assertThat(report.problems()).isEmpty();
        assertThat(desk.right.names("firm")).hasSize(3);
        assertThat(desk.right.text("firm", "r10001", "stage")).isEqualTo("won");
    }

    @Test
    void whatWasLeftCanBePlannedAndConsentedToLater() {
        runner.apply(planned());

        assertThat(runner.apply(runner.plan(), Consent.GIVEN).problems()).isEmpty();
        assertThat(desk.right.names("firm")).hasSize(3);
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void aRunNeedsNoneSinceItStaysUnderTheGuard() {
        planned();

        assertThat(runner.runOnce().writes()).isEqualTo(3);
    }
}
