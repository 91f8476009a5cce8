package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever hears that a run has started hears how it ended. */
class ListenerTest {
    private final Desk desk = new Desk();
    private final List<String> started = new ArrayList<>();
    private final List<SyncReport> ended = new ArrayList<>();
    private boolean throwing;
    private Runnable inside = () -> {};
    private final SyncRunner runner = Desk.enabled(desk.builder("runner")
            .listener(new SyncListener() {
                @Override
                public void started(String run) {
                    started.add(run);
                    inside.run();
                }

                @Override
                public void ended(SyncReport report) {
                    ended.add(report);
                    if (throwing) {
                        throw new IllegalStateException("a bug of the listener");
                    }
                }
            })
            .build());

    @Test
    void aRunThatThrowsHasEndedAndTheNextDoesItsWork() {
        desk.fill(4);
        failAtWrites();

        assertThatThrownBy(runner::runOnce).hasMessage("secret value");

        assertThat(ended).singleElement().satisfies(report -> {
            assertThat(report.run()).isEqualTo(started.get(0));
            assertThat(report.more()).isFalse();
            assertThat(report.problems())
                    .containsExactly(new SyncReport.Problem("run", "It ended with " + Death.class.getName()));
        });
        desk.right.onCall(call -> {});
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusSeconds(1));
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(ended).hasSize(2);
    }

    @Test
    void aSliceThatThrowsEndsItsRunAndTheNextSliceBeginsAnew() {
        desk.fill(4);
        SliceBudget two = SliceBudget.ofEntries(2);
        assertThat(runner.runSlice(two).more()).isTrue();
        desk.right.onCall(call -> {
            throw new Death("secret value");
        });
        assertThatThrownBy(() -> runner.runSlice(two)).hasMessage("secret value");
        assertThat(ended).hasSize(1);
        desk.right.onCall(call -> {});
        desk.left.put("firm", "900", "late");

        while (runner.runSlice(two).more()) {
            assertThat(started.size()).as("runs").isEqualTo(2);
        }

        assertThat(desk.right.names("firm")).contains("late");
        assertThat(desk.isInStep()).isTrue();
        assertThat(ended).extracting(SyncReport::run).isEqualTo(started);
    }

    @Test
    void anApprovedPlanThatThrowsHasEnded() {
        desk.fill(4);
        SyncPlan plan = runner.plan();
        assertThat(started).as("a plan is no run").isEmpty();
        failAtWrites();

        assertThatThrownBy(() -> runner.apply(plan)).hasMessage("secret value");

        assertThat(ended).extracting(SyncReport::run).isEqualTo(started).hasSize(1);
        assertThat(ended.get(0).ok()).isFalse();
    }

    @Test
    void aRunInSlicesThatNobodyGoesOnWithHasEnded() {
        desk.fill(4);
        runner.runSlice(SliceBudget.ofEntries(2));

        runner.runOnce();
        runner.runSlice(SliceBudget.ofEntries(2));
        desk.fill(8);
        runner.runSlice(SliceBudget.ofEntries(1));
        runner.close();

        assertThat(ended).extracting(SyncReport::run).isEqualTo(started);
        assertThat(ended.get(0).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("given up"));
    }

    @Test
    void whatAListenerThrowsAtTheEndIsToldAndHidesNoFault() {
        throwing = true;
        assertThat(runner.runOnce().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("It threw"));
        desk.fill(2);
        failAtWrites();

        assertThatThrownBy(runner::runOnce).hasMessage("secret value");
    }

    private void failAtWrites() {
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                throw new Death("secret value");
            }
        });
    }

    @Test
    void aRunnerIsNotClosedOrRunAgainFromInsideItsRun() {
        desk.fill(4);
        List<String> refused = new ArrayList<>();
        inside = () -> List.<Runnable>of(
                        runner::close, runner::runOnce, () -> runner.runSlice(SliceBudget.unlimited()), runner::plan)
                .forEach(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalStateException.class)
                        .satisfies(why -> refused.add(String.valueOf(why.getMessage()))));

        assertThat(runner.runOnce().ok()).isTrue();

        assertThat(refused).hasSize(4).allSatisfy(why -> assertThat(why).contains("after the run has returned"));
        assertThat(desk.isInStep()).isTrue();
        runner.close();
    }
}
