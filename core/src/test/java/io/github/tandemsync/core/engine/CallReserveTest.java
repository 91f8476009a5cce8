package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.state.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Calls are left to others: a run ends before the last of them, says so, and the next one goes on. */
class CallReserveTest {
    private static final long LIMIT = 1000;

    private final Desk desk = new Desk();
    private final Instant midnight = desk.instant().plus(Duration.ofHours(9));

    @Test
    void aRunThatMeetsTheReserveEndsCleanlyAndGoesOnAfterTheRenewal() {
        desk.fill(17);
        SyncRunner runner = desk.runner();
        countingDownFrom(108);

        SyncReport report = runner.runOnce();

        assertThat(report.more()).as("the next slice could do nothing either").isFalse();
        assertThat(report.next()).isEqualTo(midnight);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("the calls of the LEFT system");
            assertThat(problem.message()).contains("of 1000 calls are left", "10 % are kept", midnight.toString());
        });
        assertThat(desk.isInStep()).isFalse();
        assertThat(desk.store.intents(new ConnectionId("desk")))
                .as("left half-done")
                .isEmpty();
        desk.pass(Duration.ofHours(10));
        desk.left.onCall(call -> {});
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void nothingIsAskedWhileOnlyTheReserveIsLeft() {
        desk.fill(5);
        SyncRunner runner = desk.runner();
        desk.right.quota(new CallQuota(LIMIT, 99, midnight));

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isFalse();
        for (String call : new String[] {"BASELINE", "CHANGES", "read", "write"}) {
            assertThat(desk.left.calls(call)).as(call).isEmpty();
            assertThat(desk.right.calls(call)).as(call).isEmpty();
        }
        assertThat(runner.plan().problems()).hasSize(1);
    }

    @Test
    void whatIsLeftAboveTheReserveIsUsed() {
        desk.fill(5);
        desk.right.quota(new CallQuota(LIMIT, 100, midnight));

        assertThat(desk.runner().runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void theReserveIsASetting() {
        desk.fill(5);
        desk.right.quota(new CallQuota(LIMIT, 1, midnight));

        SyncReport report =
                Desk.enabled(desk.builder("runner").callReserve(0).build()).runOnce();

        assertThat(report.ok()).isTrue();
        assertThatThrownBy(() -> desk.builder("runner").callReserve(101)).isInstanceOf(IllegalArgumentException.class);
    }

    private void countingDownFrom(long first) {
        AtomicLong left = new AtomicLong(first);
        desk.left.onCall(call -> desk.left.quota(new CallQuota(LIMIT, left.getAndDecrement(), midnight)));
    }
}
