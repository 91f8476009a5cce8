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
        Lease lease = acquire(RUNNER).orElseThrow();
        clock().advance(Duration.ofSeconds(59));
        Lease renewed = new Lease(CONNECTION, RUNNER, 1, clock().instant().plus(MINUTE));
        assertThat(store().renew(lease, MINUTE)).contains(renewed);
        clock().advance(Duration.ofSeconds(59));
        assertThat(acquire(RIVAL)).as("it runs").isEmpty();
        assertThat(store().renew(lease, MINUTE)).as("by any state of it").isPresent();
        assertThat(tryCommit(lease)).isEqualTo(CommitResult.COMMITTED);
    }

    @Test
    default void aSecondRunnerByTheSameNameFencesTheFirst() {
        Lease first = acquire(RUNNER).orElseThrow();
        Lease second = acquire(RUNNER).orElseThrow();
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(tryCommit(first)).isEqualTo(CommitResult.STALE);
        assertThat(store().renew(first, MINUTE)).isEmpty();
        store().release(first);
        assertThat(tryCommit(second)).isEqualTo(CommitResult.COMMITTED);
        assertThat(store().renew(second, MINUTE).orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    default void anExpiredOrReleasedLeaseIsRenewedWithAHigherEpoch() {
        Lease lease = acquire(RUNNER).orElseThrow();
        clock().advance(MINUTE);
        Lease anew = store().renew(lease, MINUTE).orElseThrow();
        assertThat(anew.epoch()).isEqualTo(2);
        store().release(anew);
        assertThat(store().renew(anew, MINUTE).orElseThrow().epoch()).isEqualTo(3);
        assertThat(tryCommit(anew)).isEqualTo(CommitResult.STALE);
    }

    @Test
    default void aLeaseThatAnotherTookIsNotRenewed() {
        Lease lease = acquire(RUNNER).orElseThrow();
        clock().advance(MINUTE);
        Lease rivals = acquire(RIVAL).orElseThrow();
        assertThat(store().renew(lease, MINUTE)).isEmpty();
        assertThat(tryCommit(rivals)).isEqualTo(CommitResult.COMMITTED);
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
        Lease lease = acquire(RUNNER).orElseThrow();
        assertThatThrownBy(() -> store().renew(lease, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
