package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy that gives no answer in time holds up nothing but its conflict. */
class SlowPolicyTest {
    private final Desk desk = new Desk();
    private final Slow limiter = new Slow();
    private final AtomicInteger asked = new AtomicInteger();

    /** Counts who is waited for; while it is told so, the time is over at once. */
    private static final class Slow implements TimeLimiter {
        final AtomicInteger waited = new AtomicInteger();
        boolean late;
        boolean full;

        @Override
        public <T> T ask(Duration most, Supplier<T> code) throws TimeoutException {
            waited.incrementAndGet();
            if (full) {
                throw new RejectedExecutionException();
            }
            if (late) {
                throw new TimeoutException();
            }
            return code.get();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theConflictIsLeftToAPersonAndTheOthersGoOn(boolean planned) {
        SyncRunner runner = conflicting(1, this::left);
        desk.left.put("firm", "new", "another");
        limiter.late = true;

        if (planned) {
            SyncPlan plan = runner.plan();
            assertThat(desk.events(Kind.CONFLICT)).hasSize(1);
            runner.apply(plan);
        } else {
            assertThat(runner.runOnce().ok()).isTrue();
        }

        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.open()).isTrue();
            assertThat(event.detail()).contains("SlowPolicyTest gave no answer within 5S", "give both the value");
        });
        assertThat(desk.right.names("firm")).contains("other 0", "another");
        limiter.late = false;
        runner.runOnce();
        assertThat(desk.events(Kind.CONFLICT)).as("it is told once").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterThreeTimesItIsNotAskedAnyMoreInTheRun(boolean planned) {
        SyncRunner runner = conflicting(7, this::left);
        limiter.late = true;

        List<SyncReport.Problem> problems =
                planned ? runner.plan().problems() : runner.runOnce().problems();

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains(
                                "SlowPolicyTest gave no answer within 5S, 3 times, and is not asked any more",
                                "7 conflicts wait"));
        assertThat(limiter.waited).hasValue(Policies.PATIENCE);
        assertThat(desk.events(Kind.CONFLICT)).hasSize(7);
        assertThat(desk.events(Kind.CONFLICT).get(6).detail())
                .contains("3 times, and is not asked any more in this run");
        limiter.late = false;
        edit(0, "again");
        runner.runOnce();
        assertThat(asked).as("asked in the next run").hasValue(1);
        assertThat(desk.right.names("firm")).contains("again one 0");
    }

    @Test
    void whereEveryThreadHangsTheConflictSaysSo() {
        SyncRunner runner = conflicting(1, this::left);
        limiter.full = true;

        runner.runOnce();

        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("have never answered"));
    }

    enum BuiltIn {
        LEFT(ConflictResolver.PREFER_LEFT),
        RIGHT(ConflictResolver.PREFER_RIGHT),
        MANUAL(ConflictResolver.MANUAL),
        RECENT(ConflictResolver.MOST_RECENT);

        final ConflictResolver policy;

        BuiltIn(ConflictResolver policy) {
            this.policy = policy;
        }
    }

    @ParameterizedTest
    @EnumSource(BuiltIn.class)
    void thePoliciesOfTheLibraryAreNotWaitedFor(BuiltIn builtIn) {
        SyncRunner runner = conflicting(2, builtIn.policy);

        runner.runOnce();

        assertThat(limiter.waited).hasValue(0);
        assertThat(desk.events(Kind.CONFLICT)).hasSize(2);
    }

    @Test
    void withoutATimeoutItIsAskedOnTheThreadOfTheRun() {
        Thread self = Thread.currentThread();
        AtomicBoolean same = new AtomicBoolean();
        SyncRunner runner = onThreads(
                conflict -> {
                    same.set(Thread.currentThread() == self);
                    return Verdict.LEFT;
                },
                Duration.ZERO);

        runner.runOnce();

        assertThat(same).isTrue();
    }

    @Test
    void aPolicyThatHangsIsInterruptedAndWhatItAnswersLateIsIgnored() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        SyncRunner runner = onThreads(
                conflict -> {
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        interrupted.countDown();
                    }
                    return Verdict.LEFT;
                },
                Duration.ofMillis(20));

        assertThat(runner.runOnce().ok()).isTrue();

        interrupted.await();
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("gave no answer within 0.02S"));
        assertThat(desk.right.names("firm")).containsExactly("other 0");
        runner.close();
    }

    @Test
    void anInterruptedRunWaitsForNobody() {
        Thread self = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        SyncRunner runner = onThreads(
                conflict -> {
                    self.interrupt();
                    try {
                        never.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return Verdict.LEFT;
                },
                Duration.ofMinutes(10));

        assertThatThrownBy(runner::runOnce)
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("The run was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private Verdict left(ConflictResolver.Conflict conflict) {
        asked.incrementAndGet();
        return Verdict.LEFT;
    }

    private SyncRunner onThreads(ConflictResolver policy, Duration timeout) {
        return inConflict(1, builder(policy).resolverTimeout(timeout));
    }

    private SyncRunner conflicting(int many, ConflictResolver policy) {
        return inConflict(many, builder(policy).timeLimiter(limiter));
    }

    private SyncRunnerBuilder builder(ConflictResolver policy) {
        return desk.builder(
                "runner",
                desk.firmsPair(DeletePolicy.UNLINK, new SameName(policy)).build());
    }

    private SyncRunner inConflict(int many, SyncRunnerBuilder builder) {
        SyncRunner runner = Desk.enabled(builder.build());
        desk.firmsInStep(many);
        runner.runOnce();
        for (int i = 0; i < many; i++) {
            edit(i, "");
        }
        return runner;
    }

    private void edit(int index, String how) {
        String id = Integer.toString(10_000 + index);
        String prefix = how.isEmpty() ? "" : how + " ";
        desk.left.put("firm", id, prefix + "one " + index);
        desk.right.put("firm", desk.link(Side.LEFT, id).ref(Side.RIGHT).id(), prefix + "other " + index);
    }
}
