package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.ConnectorException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The thread of a run is interrupted: the run ends as if the process had. */
class InterruptedTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner =
            Desk.enabled(desk.builder("runner").executor(StageExecutor.direct()).build());

    InterruptedTest() {
        desk.fill(7);
    }

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    /** As a transport does: the call breaks off, and nobody knows whether the write ran. */
    private void interruptAtTheFirst(String kind) {
        desk.right.onCall(call -> {
            if (call.startsWith(kind)) {
                Thread.currentThread().interrupt();
                throw new ConnectorException(ConnectorException.Category.UNAVAILABLE, "was interrupted");
            }
        });
    }

    private void demandInterrupted() {
        assertThatThrownBy(runner::runOnce)
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("was interrupted")
                .hasMessageContaining("the next run does what is left");
        assertThat(Thread.interrupted()).as("it stays marked").isTrue();
    }

    private void demandInStepAfterwards() {
        desk.right.onCall(call -> {});
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusSeconds(1));
        runner.runOnce();
        desk.pass(Duration.ofMinutes(1));
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.right.names("firm")).doesNotHaveDuplicates();
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
    }

    @Test
    void inTheMiddleOfAWriteItIsUnknownAndTheNextRunFindsOut() {
        interruptAtTheFirst("write");
        demandInterrupted();
        assertThat(desk.store.intents(Desk.CONNECTION))
                .as("journalled, and not concluded")
                .isNotEmpty();
        assertThat(desk.right.calls("write")).as("no other pair goes on").hasSize(1);
        demandInStepAfterwards();
    }

    @Test
    void whileAFeedIsAskedNothingIsWrittenDown() {
        interruptAtTheFirst("CHANGES");
        demandInterrupted();
        assertThat(desk.right.calls("CHANGES")).hasSize(1);
        demandInStepAfterwards();
    }

    /** No other pair is there to notice it. */
    @Test
    void itIsNoFaultOfTheLastPair() {
        runner.close();
        SyncRunner firms = desk.firms(new SameName());
        interruptAtTheFirst("CHANGES");
        assertThatThrownBy(firms::runOnce).hasMessageContaining("The run was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void beforeItBeganItDoesNothing() {
        Thread.currentThread().interrupt();
        demandInterrupted();
        assertThat(desk.right.calls("CHANGES")).isEmpty();
        demandInStepAfterwards();
    }
}
