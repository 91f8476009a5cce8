package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A runner that runs again and again. */
class StartTest {
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Desk desk = new Desk();
    private final ManualAlarm alarm = new ManualAlarm();
    private final SyncRunner runner =
            Desk.enabled(desk.builder("runner").alarms(() -> alarm).build());

    StartTest() {
        desk.left.put("firm", "1", "Contoso");
    }

    @Test
    void syncsAtOnceAndWhatHappensLaterAfterTheInterval() {
        runner.start(INTERVAL);
        assertThat(alarm.ring()).isEqualTo(INTERVAL);
        assertThat(desk.right.names("firm")).containsExactly("Contoso");

        desk.left.put("firm", "2", "Fabrikam");
        desk.pass(INTERVAL);
        assertThat(alarm.ring()).isEqualTo(INTERVAL);

        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void nothingRunsAfterClose() {
        runner.start(INTERVAL);
        alarm.ring();
        runner.close();
        runner.close();

        assertThat(alarm.isOff()).isTrue();
        assertThat(alarm.after()).isNull();
        assertThat(isLeaseFree()).isTrue();
    }

    @Test
    void aSecondStartIsAnErrorAlsoAfterClose() {
        runner.start(INTERVAL);
        assertThatThrownBy(() -> runner.start(INTERVAL)).isInstanceOf(IllegalStateException.class);
        runner.close();
        assertThatThrownBy(() -> runner.start(INTERVAL)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingItFromItsOwnRunIsRefusedAndTheRunGoesOn() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        AtomicReference<SyncRunner> itself = new AtomicReference<>();
        SyncRunner own = Desk.enabled(desk.builder("runner")
                .listener(new SyncListener() {
                    @Override
                    public void started(String run) {
                        refused.set(catching(Contract.known(itself.get())::close));
                    }
                })
                .alarms(() -> alarm)
                .build());
        itself.set(own);
        own.start(INTERVAL);

        assertThat(alarm.ring()).isEqualTo(INTERVAL);

        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("from its own run");
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    private static Throwable catching(Runnable work) {
        try {
            work.run();
            return new AssertionError("it was allowed");
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** The slice that is being worked on ends, with its writes settled; the next one does not begin. */
    @Test
    void closingItWhileItRunsWaitsForTheSliceAndLeavesTheRest() throws Exception {
        desk.fill(20);
        desk.left.put("firm", "999", "Last");
        Thread closer = new Thread(runner::close);
        AtomicBoolean once = new AtomicBoolean();
        desk.right.onCall(call -> {
            if (call.startsWith("write") && once.compareAndSet(false, true)) {
                closer.start();
                awaitBlocked(closer);
                desk.pass(Duration.ofMinutes(1)); // so that the slice is used up with this round
            }
        });
        runner.start(INTERVAL);
        synchronized (runner) { // keeps the closer waiting where it waits, as if it were unlucky
            alarm.ring();
            assertThat(alarm.ring()).as("the next slice does not begin").isNull();
        }
        closer.join();

        assertThat(once).isTrue();
        assertThat(desk.store.intents(new ConnectionId("desk"))).isEmpty();
        assertThat(isLeaseFree()).isTrue();
        assertThat(desk.isInStep()).as("it did not go on to the end").isFalse();

        desk.right.onCall(call -> {});
        try (SyncRunner other = desk.builder("other").build()) {
            other.runOnce();
        }
        assertThat(desk.isInStep()).isTrue();
    }

    private static void awaitBlocked(Thread closer) {
        while (closer.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    private boolean isLeaseFree() {
        return desk.store
                .acquire(new ConnectionId("desk"), new HolderId("other"), Duration.ofMinutes(1))
                .filter(lease -> {
                    desk.store.release(lease);
                    return true;
                })
                .isPresent();
    }
}
