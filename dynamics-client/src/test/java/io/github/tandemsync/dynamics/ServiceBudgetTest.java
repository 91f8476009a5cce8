package io.github.tandemsync.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.RateBudget.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceBudgetTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final ServiceBudget budget = new ServiceBudget(2, () -> now, time -> now = now.plus(time));

    @Test
    void sixThousandRequestsGoAtOnceAndTheNextWaitsFiveMinutes() throws Exception {
        for (int i = 0; i < 6_000; i++) {
            send("default", Duration.ZERO);
        }
        assertThat(waited()).isZero();
        send("default", Duration.ZERO);
        assertThat(waited()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theLeastTimeIsKnownBeforehand() {
        assertThat(budget.leastTime(Map.of("default", 6_000L))).isZero();
        assertThat(budget.leastTime(Map.of("default", 1L, ServiceBudget.lane(100), 60L)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(budget.leastTime(Map.of(ServiceBudget.lane(1), 60_000L))).isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void theOperationsOfABatchCountOneByOne() throws Exception {
        send(ServiceBudget.lane(1_000), Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            send(ServiceBudget.lane(1_000), Duration.ZERO);
        }
        assertThat(waited()).isEqualTo(Duration.ofSeconds(1));
        send(ServiceBudget.lane(1_000), Duration.ZERO);
        assertThat(waited()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void executionTimeOfTwentyMinutesIsUsedUp() throws Exception {
        Permit one = budget.acquire("default", START.plus(Duration.ofHours(1)));
        now = now.plus(Duration.ofMinutes(20));
        one.close();
        Instant ended = now;
        send("default", Duration.ZERO);
        assertThat(Duration.between(ended, now)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aPauseHoldsEveryLane() throws Exception {
        budget.pause(ServiceBudget.lane(5), Duration.ofSeconds(37));
        send("default", Duration.ZERO);
        assertThat(waited()).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void aTurnAfterTheDeadlineIsRefusedAndGivesItsPlaceBack() throws Exception {
        budget.pause("default", Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> budget.acquire("default", START.plusSeconds(10)))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.category()).isEqualTo(Category.THROTTLED));
        }
        send("default", Duration.ZERO);
    }

    @Test
    void onlySoManyAreOnTheirWay() throws Exception {
        Permit one = budget.acquire("default", START.plusSeconds(1));
        Permit two = budget.acquire("default", START.plusSeconds(1));
        assertThatThrownBy(() -> budget.acquire("default", START)).isInstanceOf(ConnectorException.class);
        one.close();
        budget.acquire("default", START.plusSeconds(1)).close();
        two.close();
    }

    private void send(String lane, Duration takes) throws InterruptedException {
        Permit permit = budget.acquire(lane, now.plus(Duration.ofHours(1)));
        now = now.plus(takes);
        permit.close();
    }

    private Duration waited() {
        return Duration.between(START, now);
    }
}
