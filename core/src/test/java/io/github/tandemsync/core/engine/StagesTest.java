package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of a stage are made in any order and at the same time; what a run does is the same. */
class StagesTest {
    private static final ConnectionId CONNECTION = new ConnectionId("desk");
    private static final int RECORDS = 61;

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRunDoesTheSameUnderAnAdversary(long seed) {
        Desk other = new Desk();
        other.fill(RECORDS);
        SyncReport plain = runner(other, StageExecutor.direct()).runOnce();
        desk.fill(RECORDS);
        Adversary adversary = new Adversary(seed, 4);

        SyncReport report = runner(desk, adversary).runOnce();

        assertThat(adversary.most()).as("batches at a time").isGreaterThan(4);
        assertThat(report).isEqualTo(plain);
        assertThat(events(desk)).isEqualTo(events(other));
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void whatWasAnsweredIsSettledEvenIfAnotherCallThrew() {
        desk.fill(RECORDS);
        AtomicInteger writes = new AtomicInteger();
        desk.right.onCall(call -> {
            if (call.startsWith("write") && writes.incrementAndGet() == 2) {
                throw new Death("a bug");
            }
        });
        SyncRunner runner = runner(desk, inOrderTogether(3));

        assertThatThrownBy(runner::runOnce).hasMessage("a bug");

        List<Intent> open = desk.store.intents(CONNECTION);
        assertThat(desk.right.calls("write")).hasSize(2);
        assertThat(open).as("the one that threw, and those never begun").isNotEmpty();
        assertThat(events(desk))
                .filteredOn(event -> event.startsWith("CREATED"))
                .hasSize(ShelfConnector.BATCH);
        desk.right.onCall(call -> {});
        desk.pass(Duration.ofMinutes(10));
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.isInStep()).as("recovered, and nothing doubled").isTrue();
    }

    @Test
    void laterAnswersOfTheSameWaveAreSettledToo() {
        desk.fill(RECORDS);
        AtomicInteger writes = new AtomicInteger();
        desk.right.onCall(call -> {
            if (call.startsWith("write") && writes.incrementAndGet() == 3) {
                throw new Death("a bug");
            }
        });

        assertThatThrownBy(runner(desk, backwardsTogether(3))::runOnce).hasMessage("a bug");

        assertThat(events(desk))
                .filteredOn(event -> event.startsWith("CREATED"))
                .hasSize(2 * ShelfConnector.BATCH);
    }

    @Test
    void everyWriteIsJournalledBeforeItIsSent() {
        desk.fill(RECORDS);
        ConcurrentLinkedQueue<Integer> open = new ConcurrentLinkedQueue<>();
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                open.add(desk.store.intents(CONNECTION).size());
            }
        });

        runner(desk, new Adversary(7, 4)).runOnce();

        assertThat(open).isNotEmpty().allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(1));
    }

    @Test
    void nothingIsSentOnceTheLeaseIsGone() {
        desk.fill(RECORDS);
        AtomicInteger writes = new AtomicInteger();
        desk.right.onCall(call -> {
            if (call.startsWith("write") && writes.incrementAndGet() == 1) {
                desk.pass(Duration.ofHours(1));
                desk.store.acquire(CONNECTION, new HolderId("other"), Duration.ofMinutes(5));
            }
        });

        assertThatThrownBy(runner(desk, inOrderTogether(4))::runOnce).isInstanceOf(FencedException.class);

        assertThat(desk.right.calls("write")).hasSize(1);
    }

    @Test
    void aReadThatFailsEndsThePairsPartAndNoOthers() {
        desk.fill(RECORDS);
        desk.left.onCall(call -> {
            if (call.startsWith("read firm")) {
                throw new ConnectorException(Category.UNAVAILABLE, "no answer");
            }
        });

        SyncReport report = runner(desk, new Adversary(1, 4)).runOnce();

        assertThat(report.problems()).extracting(SyncReport.Problem::where).containsExactly("firms");
        assertThat(desk.right.names("person")).hasSize(RECORDS);
    }

    @Test
    void anExecutorThatLosesBatchesIsNamed() {
        desk.fill(RECORDS);
        StageExecutor lazy = new StageExecutor() {
            @Override
            public int width() {
                return 2;
            }

            @Override
            public void run(List<Runnable> batches) {
                batches.get(0).run();
            }
        };

        assertThatThrownBy(runner(desk, lazy)::runOnce)
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("before it had run every batch");
    }

    @Test
    void aPoolIsUsedUpToItsWidthAndNotNeeded() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            desk.fill(RECORDS);
            assertThat(runner(desk, StageExecutor.on(pool, 4)).runOnce().ok()).isTrue();
            assertThat(desk.isInStep()).isTrue();
        } finally {
            pool.shutdownNow();
        }
        List<Integer> ran = new ArrayList<>();
        StageExecutor refused = StageExecutor.on(
                work -> {
                    throw new RejectedExecutionException();
                },
                4);
        refused.run(List.of(() -> ran.add(1), () -> ran.add(2), () -> ran.add(3)));
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void anInterruptIsKeptAndNoBatchIsLeftBehind() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            AtomicInteger ended = new AtomicInteger();
            Thread.currentThread().interrupt();
            StageExecutor.on(pool, 2)
                    .run(List.of(ended::incrementAndGet, ended::incrementAndGet, ended::incrementAndGet));
            assertThat(Thread.interrupted()).as("the flag").isTrue();
            assertThat(ended).hasValue(3);
        } finally {
            pool.shutdownNow();
        }
    }

    private static SyncRunner runner(Desk desk, StageExecutor executor) {
        return Desk.enabled(
                desk.builder("runner").roundSize(50).executor(executor).build());
    }

    private static List<String> events(Desk desk) {
        return desk.store.history(HistoryQuery.of(CONNECTION)).stream()
                .map(event -> event.kind() + " " + event.ref() + " " + event.other())
                .toList();
    }

    private static StageExecutor inOrderTogether(int width) {
        return together(width, false);
    }

    private static StageExecutor backwardsTogether(int width) {
        return together(width, true);
    }

    private static StageExecutor together(int width, boolean backwards) {
        return new StageExecutor() {
            @Override
            public int width() {
                return width;
            }

            @Override
            public void run(List<Runnable> batches) {
                for (int i = 0; i < batches.size(); i++) {
                    batches.get(backwards ? batches.size() - 1 - i : i).run();
                }
            }
        };
    }
}
