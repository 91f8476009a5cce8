package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that take turns with a connection, slice by slice. */
class SharedCoordinatorTest {
    private static final Duration INTERVAL = Duration.ofMinutes(2);

    private final Desk desk = new Desk();

    SharedCoordinatorTest() {
        desk.left.put("firm", "1", "Contoso");
    }

    private Node node(String holder, boolean shared) {
        return new Node(shared).of(Desk.enabled(desk.builder(holder).build()));
    }

    @Test
    void theLeaseIsGivenBackAfterEachSliceSoThatAnyNodeTakesTheNext() {
        Node one = node("one", true);
        assertThat(one.slice().failed()).isFalse();
        assertThat(desk.right.names("firm")).containsExactly("Contoso");

        Node two = node("two", true);
        desk.left.put("firm", "2", "Fabrikam");
        desk.pass(Duration.ofSeconds(10));
        two.slice();
        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Fabrikam");

        desk.left.put("firm", "3", "Litware");
        desk.pass(INTERVAL);
        one.slice();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void aNodeThatDoesNotShareKeepsItAndTheOtherWaitsForItsTurn() {
        Node one = node("one", false);
        one.slice();
        desk.left.put("firm", "2", "Fabrikam");
        desk.pass(Duration.ofSeconds(10));

        SliceResult kept = new Node(false).of(desk.builder("two").build()).slice();

        assertThat(kept.failed()).as("another's turn is no failure").isFalse();
        assertThat(kept.next()).isEqualTo(desk.instant().plus(INTERVAL));
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    /** Runs a slice when it is told to. */
    private static final class Node implements WorkCoordinator {
        private final boolean shared;
        private @Nullable SliceTask task;

        Node(boolean shared) {
            this.shared = shared;
        }

        Node of(SyncRunner runner) {
            runner.start(INTERVAL, this);
            return this;
        }

        SliceResult slice() {
            return Contract.known(Contract.known(task).run(() -> false));
        }

        @Override
        public void start(ConnectionId connection, SliceTask work) {
            task = work;
        }

        @Override
        public void trigger(ConnectionId connection) {}

        @Override
        public void stop(ConnectionId connection) {
            task = null;
        }

        @Override
        public boolean drain(Duration limit) {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public boolean isShared() {
            return shared;
        }
    }
}
