package io.github.tandemsync.testkit;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface LeaseTests extends StoreFixture {
    HolderId RIVAL = new HolderId("rival");
    Duration MINUTE = Duration.ofMinutes(1);

    default Optional<Lease> acquire(HolderId who) {
        return store().acquire(CONNECTION, who, MINUTE);
    }

    default CommitResult tryCommit(Lease lease) {
        return store().commit(lease, new StateChange().pin("by", lease.holder().value()));
    }

    @Test
    default void firstLeaseHasEpochOneAndEndsByTheStoresClock() {
        assertThat(acquire(RUNNER))
                .contains(new Lease(CONNECTION, RUNNER, 1, clock().instant().plus(MINUTE)));
    }

    @Test
    default void renewingKeepsTheEpochAndMovesTheEnd() {
        acquire(RUNNER);
        clock().advance(Duration.ofSeconds(59));
        assertThat(acquire(RUNNER))
                .contains(new Lease(CONNECTION, RUNNER, 1, clock().instant().plus(MINUTE)));
    }

    @Test
    default void aRunningLeaseKeepsOthersOut() {
        acquire(RUNNER);
        clock().advance(Duration.ofSeconds(59));
        assertThat(acquire(RIVAL)).isEmpty();
    }

    @Test
    default void aRefusedAttemptChangesNothing() {
        Lease mine = acquire(RUNNER).orElseThrow();
        acquire(RIVAL);
        assertThat(tryCommit(mine)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    default void anExpiredLeaseCanBeTakenWithAHigherEpoch() {
        acquire(RUNNER);
        clock().advance(MINUTE);
        assertThat(acquire(RIVAL).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    default void takingOnesOwnExpiredLeaseRaisesTheEpoch() {
        acquire(RUNNER);
        clock().advance(MINUTE);
        assertThat(acquire(RUNNER).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    default void anExpiredLeaseThatNobodyTookMayCommit() {
        Lease lease = acquire(RUNNER).orElseThrow();
        clock().advance(Duration.ofDays(1));
        assertThat(tryCommit(lease)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    default void aCommitOfAnOlderEpochChangesNothing() {
        Lease old = acquire(RUNNER).orElseThrow();
        tryCommit(old);
        clock().advance(MINUTE);
        acquire(RIVAL);
        StoreDump before = dump();
        assertThat(store().commit(old, StateSamples.everything(20))).isEqualTo(CommitResult.STALE);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    default void anOldLeaseOfTheSameHolderIsStaleToo() {
        Lease old = acquire(RUNNER).orElseThrow();
        clock().advance(MINUTE);
        Lease renewed = acquire(RUNNER).orElseThrow();
        assertThat(tryCommit(old)).isEqualTo(CommitResult.STALE);
        assertThat(tryCommit(renewed)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    default void aReleasedLeaseIsStaleAndFree() {
        Lease lease = acquire(RUNNER).orElseThrow();
        store().release(lease);
        assertThat(tryCommit(lease)).isEqualTo(CommitResult.STALE);
        assertThat(acquire(RIVAL).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    default void takingOnesOwnReleasedLeaseRaisesTheEpoch() {
        Lease lease = acquire(RUNNER).orElseThrow();
        store().release(lease);
        assertThat(acquire(RUNNER).orElseThrow().epoch()).isEqualTo(2);
        assertThat(tryCommit(lease)).isEqualTo(CommitResult.STALE);
    }

    @Test
    default void releasingALostLeaseDoesNothing() {
        Lease old = acquire(RUNNER).orElseThrow();
        clock().advance(MINUTE);
        Lease rivals = acquire(RIVAL).orElseThrow();
        store().release(old);
        assertThat(tryCommit(rivals)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    default void aLeaseThatWasNeverGivenIsStale() {
        Lease invented = new Lease(CONNECTION, RUNNER, 1, clock().instant().plus(MINUTE));
        assertThat(tryCommit(invented)).isEqualTo(CommitResult.STALE);
        assertThat(dump().state().pins()).isEmpty();
    }

    @Test
    default void theEpochSurvivesReopening() throws Exception {
        Lease lease = acquire(RUNNER).orElseThrow();
        reopened();
        assertThat(acquire(RIVAL)).isEmpty();
        assertThat(tryCommit(lease)).isEqualTo(CommitResult.COMMITTED);
        store().release(lease);
        reopened();
        assertThat(acquire(RIVAL).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    default void aTermMustBeAboveZero() {
        assertThatThrownBy(() -> store().acquire(CONNECTION, RUNNER, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
