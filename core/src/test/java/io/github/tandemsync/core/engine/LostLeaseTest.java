package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StoreWitness;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A runner loses its lease in the middle of a run: by the store's clock it has run out, by its own it has not. That run ends; the
 * next one takes the lease as soon as it is free.
 */
class LostLeaseTest {
    private static final ConnectionId CONNECTION = new ConnectionId("desk");
    private static final Duration TERM = SyncRunnerBuilder.LEASE_TERM;

    private final Desk desk = new Desk();
    private volatile Duration ahead = Duration.ZERO;
    private final InMemoryStateStore store =
            new InMemoryStateStore(() -> desk.instant().plus(ahead));
    private final SyncRunner runner = runner("runner");
    private final SyncRunner rival = runner("rival");

    private SyncRunner runner(String holder) {
        return desk.builder(holder).stateStore(store).build();
    }

    @Test
    void theNextRunGoesOnAtOnceWhenTheOtherHasGivenTheLeaseBack() {
        loseLeaseInTheMiddleOfARun();
        rival.close();
        desk.left.put("firm", "4", "Litware");

        runner.runOnce();

        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.right.names("firm")).hasSize(4);
    }

    @Test
    void theNextRunIsRefusedForAsLongAsTheOtherHasTheLease() {
        loseLeaseInTheMiddleOfARun();

        assertThatThrownBy(runner::runOnce)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("Another runner holds the lease");

        desk.pass(TERM);
        runner.runOnce();
        assertThat(desk.isInStep()).isTrue();
    }

    /** Nothing is committed meanwhile, and no call takes longer than the lease. */
    @Test
    void aRunThatReadsForLongerThanTheLeaseKeepsIt() {
        start();
        List<String> calls = new ArrayList<>();
        Consumer<String> slow = call -> {
            calls.add(call);
            desk.pass(TERM.dividedBy(3));
        };
        desk.left.onCall(slow);
        desk.right.onCall(slow);

        runner.runOnce();

        assertThat(calls).hasSizeGreaterThan(4);
        assertThat(desk.isInStep()).isTrue();
    }

    /** The lease of nobody else: it ran out while the run stood still, and to take it again is not to have had it all along. */
    @Test
    void aRunThatStoodStillForATermEndsAndTheNextOneGoesOn() {
        start();
        AtomicBoolean once = new AtomicBoolean();
        desk.left.onCall(call -> {
            if (call.startsWith("read") && once.compareAndSet(false, true)) {
                desk.pass(TERM);
            }
        });
        assertThatThrownBy(runner::runOnce)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("ran out and was taken again");
        assertThat(desk.right.names("firm")).isEmpty();

        runner.runOnce();

        assertThat(desk.isInStep()).isTrue();
    }

    /** The name is one of two nodes that were given the same, or of a process that died. */
    @Test
    void ofTwoRunnersByOneNameTheEarlierWritesNothingMore() {
        SyncRunner twin = runner("runner");
        start();
        AtomicBoolean once = new AtomicBoolean();
        desk.left.onCall(call -> {
            if (call.startsWith("read") && once.compareAndSet(false, true)) {
                twin.runOnce();
                desk.right.clearCalls();
            }
        });

        assertThatThrownBy(runner::runOnce).isInstanceOf(FencedException.class);

        assertThat(once).isTrue();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.right.calls("write")).isEmpty();
    }

    /** What a run decided before it lost the lease must not be committed under a later one, whoever asks for it. */
    @Test
    void aLostLeaseIsNotTakenAnewBeforeTheNextRun() {
        Settings settings = settings();
        LeaseKeeper keeper = new LeaseKeeper(settings);
        keeper.begin();
        long epoch = keeper.held().epoch();
        desk.pass(TERM);

        assertThatThrownBy(keeper::held).isInstanceOf(FencedException.class);
        assertThatThrownBy(keeper::held).isInstanceOf(FencedException.class);
        assertThatThrownBy(keeper::check).isInstanceOf(FencedException.class);

        keeper.begin();
        assertThat(keeper.held().epoch()).isGreaterThan(epoch);
    }

    @Test
    void whatIsTakenByTheWayIsGivenBack() {
        LeaseKeeper keeper = new LeaseKeeper(settings());
        keeper.begin();
        desk.pass(TERM);
        assertThatThrownBy(keeper::held).isInstanceOf(FencedException.class);

        Lease other = store.acquire(CONNECTION, new HolderId("other"), TERM).orElseThrow();

        assertThat(other.holder()).isEqualTo(new HolderId("other"));
    }

    private void start() {
        Desk.enabled(runner);
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Fabrikam");
        desk.left.put("firm", "3", "Northwind");
    }

    /** Another one takes the lease, works, and keeps it. */
    private void loseLeaseInTheMiddleOfARun() {
        start();
        AtomicBoolean once = new AtomicBoolean();
        desk.left.onCall(call -> {
            if (call.startsWith("read") && once.compareAndSet(false, true)) {
                ahead = TERM;
                rival.runOnce();
            }
        });
        assertThatThrownBy(runner::runOnce).isInstanceOf(FencedException.class);
        assertThat(desk.right.names("firm")).hasSize(3);
    }

    private Settings settings() {
        return new Settings(
                CONNECTION,
                desk.left,
                desk.right,
                List.of(),
                Fingerprint.of(List.of()),
                store,
                StoreWitness.inMemory(),
                desk,
                () -> "id",
                new HolderId("runner"),
                TERM,
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                20,
                Duration.ofHours(24),
                null,
                Duration.ofDays(90),
                5,
                0,
                new Stage(StageExecutor.direct()),
                HostCode.unhurried(),
                SyncListener.SILENT);
    }
}
