package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody stops a pair while it is being written: the batch under way is settled, and nothing else of it is sent. */
class DisableTest {
    private final Desk desk = new Desk();
    private final ManualAlarm alarm = new ManualAlarm();
    private final SyncRunner runner = Desk.enabled(desk.builder("runner")
            .executor(StageExecutor.direct())
            .roundSize(50)
            .alarms(() -> alarm)
            .build());
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    private @Nullable Thread disabling;

    @AfterEach
    void nothingFailed() throws Exception {
        if (disabling != null) {
            disabling.join();
        }
        assertThat(failed.get()).isNull();
    }

    /** The first write of a firm is held up until somebody waits for the pair to be disabled. */
    private void disabledDuringTheFirstWrite() {
        CountDownLatch once = new CountDownLatch(1);
        desk.right.onCall(call -> {
            if (call.startsWith("write firm") && once.getCount() > 0) {
                once.countDown();
                Thread thread = new Thread(() -> runner.pairs().disable("firms"));
                thread.setUncaughtExceptionHandler((who, fault) -> failed.set(fault));
                disabling = thread;
                thread.start();
                while (thread.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    private void fill() {
        for (int i = 0; i < 200; i++) {
            desk.left.put("firm", Integer.toString(1000 + i), "firm " + i);
        }
        desk.left.put("person", "1", "Ann");
    }

    @Test
    void noFurtherBatchIsSentAndTheOtherPairGoesOn() throws Exception {
        fill();
        disabledDuringTheFirstWrite();

        SyncReport report = runner.runOnce();
        Contract.known(disabling).join();

        assertThat(desk.right.calls("write firm")).hasSize(1);
        int sent = desk.right.names("firm").size();
        assertThat(sent).isBetween(1, 5);
        assertThat(desk.right.names("person")).containsExactly("Ann");
        assertThat(runner.pairs().state("firms").enabled()).isFalse();
        assertThat(desk.store.intents(Desk.CONNECTION))
                .as("nothing is under way when the call returns")
                .isEmpty();
        assertThat(report.text()).contains("47 writes were not sent any more. They are due when it is enabled again");
    }

    @Test
    void whatWasNotSentIsDueAndSentOnceWhenItIsEnabledAgain() throws Exception {
        fill();
        disabledDuringTheFirstWrite();
        runner.runOnce();
        Contract.known(disabling).join();
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.FAILING, 0L);
        runner.runOnce();
        assertThat(desk.right.calls("write firm")).as("it is disabled").hasSize(1);

        runner.pairs().enable("firms");
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.right.names("firm"))
                .hasSize(200)
                .doesNotHaveDuplicates()
                .isEqualTo(desk.left.names("firm"));
    }

    @Test
    void alsoOfAnApprovedPlanWhichSaysWhatItLeft() {
        fill();
        SyncPlan plan = runner.plan();
        disabledDuringTheFirstWrite();

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.calls("write firm")).hasSize(1);
        assertThat(desk.right.names("person")).containsExactly("Ann");
        assertThat(report.ok()).isFalse();
        assertThat(report.text()).contains("of 200 planned writes were not sent: the pair is disabled");
    }

    @Test
    void alsoWhileItRunsAgainAndAgain() throws Exception {
        fill();
        disabledDuringTheFirstWrite();
        runner.start(Duration.ofMinutes(2));
        alarm.ring();
        Contract.known(disabling).join();
        desk.pass(Duration.ofMinutes(2));
        desk.left.put("person", "2", "Bob");
        alarm.ring();

        assertThat(desk.right.calls("write firm")).hasSize(1);
        assertThat(desk.right.names("person")).containsExactly("Ann", "Bob");
        runner.close();
    }

    @Test
    void aCallThatFailsLeavesThePairEnabled() {
        runner.runOnce();
        fill();
        try (SyncRunner other = desk.builder("other").build()) {
            assertThatThrownBy(() -> other.pairs().disable("firms")).isInstanceOf(FencedException.class);
            assertThat(other.pairs().isLeaving(new PairId("firms"))).isFalse();
        }
        runner.runOnce();

        assertThat(desk.right.names("firm")).hasSize(200);
    }
}
