package io.github.tandemsync.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowBudgetTest {
    private static final Instant FAR = ManualTime.START.plus(Duration.ofHours(1));

    private final ManualTime time = new ManualTime();

    private WindowBudget.Builder budget() {
        return WindowBudget.builder().clock(time).waiter(time);
    }

    private List<Instant> sendTimes(RateBudget budget, int requests) throws InterruptedException {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            budget.acquire("default", FAR).close();
            times.add(time.instant());
        }
        return times;
    }

    @Test
    void theLeastTimeIsThatOfTheSlowestWindowAndTakesNoTurn() throws InterruptedException {
        RateBudget budget = budget().window("default", 10, Duration.ofSeconds(10))
                .window("search", 5, Duration.ofSeconds(1))
                .build();

        assertThat(budget.leastTime(Map.of("default", 10L, "search", 5L))).isZero();
        assertThat(budget.leastTime(Map.of("default", 95L, "search", 6L))).isEqualTo(Duration.ofSeconds(90));
        assertThat(budget.leastTime(Map.of("default", 10L, "search", 6L))).isEqualTo(Duration.ofSeconds(1));
        assertThat(budget.leastTime(Map.of("other", 1_000L))).isZero();
        assertThat(sendTimes(budget, 95).get(94)).isEqualTo(ManualTime.START.plusSeconds(90));
    }

    @Test
    void noWindowEverHoldsMoreThanItMay() throws InterruptedException {
        RateBudget budget =
                budget().window("default", 10, Duration.ofSeconds(10)).build();
        List<Instant> times = sendTimes(budget, 95);
        for (int i = 10; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 10), times.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        }
        assertThat(times.get(94)).isEqualTo(ManualTime.START.plusSeconds(90));
    }

    /** The server may have counted it as late as just before it answered. */
    @Test
    void aRequestCountsFromItsAnswer() throws InterruptedException {
        RateBudget budget =
                budget().window("default", 1, Duration.ofSeconds(10)).build();
        RateBudget.Permit slow = budget.acquire("default", FAR);
        time.pass(Duration.ofSeconds(4));
        slow.close();
        budget.acquire("default", FAR).close();
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(14));
    }

    @Test
    void anAnswerPutsOffThoseWhoWaitAlready() throws InterruptedException {
        RateBudget.Permit[] slow = new RateBudget.Permit[1];
        Waiter answering = wait -> {
            boolean first = time.waits.isEmpty();
            if (first) {
                time.pass(Duration.ofSeconds(4));
                slow[0].close();
            }
            time.await(first ? wait.minusSeconds(4) : wait);
        };
        RateBudget budget = WindowBudget.builder()
                .clock(time)
                .waiter(answering)
                .window("default", 1, Duration.ofSeconds(10))
                .build();
        slow[0] = budget.acquire("default", FAR);
        budget.acquire("default", FAR).close();
        budget.acquire("default", FAR).close();
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(24));
        assertThat(time.waits).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofSeconds(10));
    }

    @Test
    void aTurnThatIsPutOffBeyondItsDeadlineIsRefusedAndHoldsUpNobodyForLonger() throws InterruptedException {
        RateBudget budget = pausedAfterTheFirstWait(Duration.ofMinutes(10));
        budget.acquire("default", FAR).close();
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> budget.acquire("default", ManualTime.START.plusSeconds(60)));
        assertThat(fault.category()).isEqualTo(Category.THROTTLED);
        assertThat(fault.mayHaveRun()).isFalse();

        budget.acquire("default", FAR).close();
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(610));
    }

    /** Else a server that does not answer would stop everybody. */
    @Test
    void aRequestWithoutAnswerCountsFromItsTurn() throws InterruptedException {
        RateBudget budget =
                budget().window("default", 1, Duration.ofSeconds(10)).build();
        budget.acquire("default", FAR);
        budget.acquire("default", FAR);
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(10));
    }

    @Test
    void theNarrowestOfSeveralWindowsDecides() throws InterruptedException {
        RateBudget budget = budget().window("default", 5, Duration.ofSeconds(1))
                .window("default", 6, Duration.ofMinutes(1))
                .build();
        List<Instant> times = sendTimes(budget, 7);
        assertThat(times.get(5)).isEqualTo(ManualTime.START.plusSeconds(1));
        assertThat(times.get(6)).isEqualTo(ManualTime.START.plusSeconds(60));
    }

    @Test
    void lanesDoNotHinderEachOther() throws InterruptedException {
        RateBudget budget = budget().window("search", 1, Duration.ofMinutes(1)).build();
        budget.acquire("search", FAR).close();
        sendTimes(budget, 20);
        assertThat(time.waits).isEmpty();
    }

    @Test
    void refusesATurnAfterTheDeadlineWithoutTakingIt() throws InterruptedException {
        RateBudget budget =
                budget().window("default", 1, Duration.ofSeconds(10)).build();
        budget.acquire("default", FAR).close();
        TransportException fault = catchThrowableOfType(
                TransportException.class, () -> budget.acquire("default", ManualTime.START.plusSeconds(9)));
        assertThat(fault.category()).isEqualTo(Category.THROTTLED);
        assertThat(fault.mayHaveRun()).isFalse();
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(10));
        budget.acquire("default", FAR).close();
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(10));
    }

    @Test
    void aPauseStopsEverybodyOnTheLane() throws InterruptedException {
        RateBudget budget = budget().build();
        budget.pause("default", Duration.ofSeconds(30));
        budget.pause("default", Duration.ofSeconds(5));
        budget.acquire("other", FAR).close();
        assertThat(time.waits).isEmpty();
        budget.acquire("default", FAR).close();
        assertThat(time.waits).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aPauseReachesThoseWhoWaitAlready() throws InterruptedException {
        RateBudget budget = pausedAfterTheFirstWait(Duration.ofSeconds(20));
        budget.acquire("default", FAR).close();
        budget.acquire("default", FAR).close();
        assertThat(time.instant()).isEqualTo(ManualTime.START.plusSeconds(30));
    }

    /** One request in ten seconds; the server says that the limit is used up while the first one waits. */
    private RateBudget pausedAfterTheFirstWait(Duration pause) {
        RateBudget[] held = new RateBudget[1];
        Waiter pausing = wait -> {
            time.await(wait);
            if (time.waits.size() == 1) {
                held[0].pause("default", pause);
            }
        };
        held[0] = WindowBudget.builder()
                .clock(time)
                .waiter(pausing)
                .window("default", 1, Duration.ofSeconds(10))
                .build();
        return held[0];
    }

    @Test
    void onlySoManyAtTheSameTime() throws InterruptedException {
        RateBudget budget = budget().concurrency(2).build();
        RateBudget.Permit first = budget.acquire("default", FAR);
        budget.acquire("default", FAR);
        Instant now = time.instant();
        TransportException fault = catchThrowableOfType(TransportException.class, () -> budget.acquire("default", now));
        assertThat(fault.category()).isEqualTo(Category.THROTTLED);
        first.close();
        budget.acquire("default", now).close();
    }

    @Test
    void severalStacksShareOne() {
        RateBudget budget =
                budget().window("default", 1, Duration.ofSeconds(10)).build();
        StackFixture one = new StackFixture();
        StackFixture other = new StackFixture();
        one.wire.then(200);
        other.wire.then(200);
        one.builder().clock(time).budget(budget).build().send(StackFixture.read());
        other.builder().clock(time).budget(budget).build().send(StackFixture.read());
        assertThat(time.waits).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void aRefusalOfTheServerPausesTheOtherStacksToo() {
        RateBudget budget = budget().build();
        StackFixture one = new StackFixture();
        StackFixture other = new StackFixture();
        one.wire.then(429, "Retry-After", "9");
        other.wire.then(200);
        one.builder().clock(time).budget(budget).retries(0).build().send(StackFixture.read());
        other.builder().clock(time).budget(budget).build().send(StackFixture.read());
        assertThat(time.waits).containsExactly(Duration.ofSeconds(9));
    }
}
