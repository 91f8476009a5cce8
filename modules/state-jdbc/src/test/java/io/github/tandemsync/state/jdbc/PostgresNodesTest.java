package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes with one database. */
class PostgresNodesTest {
    private static final String SCHEMA = "nodes";
    private static final Duration TERM = Duration.ofMinutes(1);

    private JdbcStateStore a;
    private JdbcStateStore b;

    @BeforeAll
    static void create() {
        JdbcStateStore.open(TestPostgres.fresh(SCHEMA)).close();
    }

    @BeforeEach
    void open() {
        TestPostgres.empty(SCHEMA);
        a = JdbcStateStore.open(TestPostgres.url(SCHEMA));
        b = JdbcStateStore.open(TestPostgres.url(SCHEMA));
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static Optional<Lease> acquire(JdbcStateStore store, String holder) {
        return store.acquire(CONNECTION, new HolderId(holder), TERM);
    }

    /** As if a term had passed. */
    private static void leasesEnd() {
        TestPostgres.execute("UPDATE nodes.tandem_connection SET until = until - 60000000000");
    }

    private static List<Hint> hint(int number) {
        return List.of(new Hint(PAIR, Side.LEFT, company(number), TIME));
    }

    private static Entry entry(JdbcStateStore store, int number) {
        return store.entries(new EntryQuery.ByRef(CONNECTION, PAIR, List.of(company(number))))
                .get(0);
    }

    @Test
    void theSecondHolderWaitsForTheLeaseAndTheFirstOneIsFenced() {
        Lease first = acquire(a, "a").orElseThrow();
        assertThat(acquire(b, "b")).isEmpty();
        leasesEnd();
        Lease second = acquire(b, "b").orElseThrow();
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(a.commit(first, everything(20))).isEqualTo(CommitResult.STALE);
        assertThat(a.connection(CONNECTION).pins()).isEmpty();
        assertThat(a.count(CONNECTION, PAIR).values()).containsOnly(0L);
        a.release(first);
        assertThat(b.commit(second, everything(20))).isEqualTo(CommitResult.COMMITTED);
        assertThat(a.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
    }

    @Test
    void aReleasedLeaseIsTakenAtOnceByTheOtherNode() {
        a.release(acquire(a, "a").orElseThrow());
        assertThat(acquire(b, "b").orElseThrow().epoch()).isEqualTo(2);
    }

    /** The clocks of nodes differ; there is one of the database. */
    @Test
    void leasesEndByTheDatabasesClock() {
        Lease lease = acquire(a, "a").orElseThrow();
        String seconds = "SELECT extract(epoch FROM clock_timestamp())::bigint";
        Instant now = Instant.ofEpochSecond(Long.parseLong(TestPostgres.answer(seconds)));
        assertThat(lease.until()).isBetween(now.plusSeconds(30), now.plusSeconds(61));
        Database db = new Database(
                new ServerConnections(() -> TestPostgres.connect(TestPostgres.url(SCHEMA)), true),
                PostgresServer.DIALECT);
        try (JdbcStateStore fast = new JdbcStateStore(db, () -> Instant.parse("2200-01-01T00:00:00Z"))) {
            assertThat(acquire(fast, "fast")).isPresent();
        }
        assertThat(acquire(b, "b"))
                .as("whoever brings a clock of its own is believed")
                .isEmpty();
    }

    /** Takers and committers at once: after the first commit of an epoch none of an earlier one goes through. */
    @Test
    void noCommitGoesThroughAfterOneOfALaterEpoch() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> nodes = new ArrayList<>();
            for (String holder : List.of("a", "b", "c", "d")) {
                nodes.add(() -> takeAndCommit(holder));
            }
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                assertThat(node.get()).as("committed, and met a stale lease").isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        List<Long> epochs = a.history(HistoryQuery.of(CONNECTION).page(0, 10_000)).stream()
                .map(event -> Long.valueOf(event.run()))
                .toList();
        assertThat(epochs).isSorted().hasSizeGreaterThanOrEqualTo(4);
        assertThat(epochs).doesNotHaveDuplicates();
    }

    /** Each lease ends as soon as it is taken, so that a taker comes between any two steps. */
    private static boolean takeAndCommit(String holder) {
        Set<CommitResult> met = EnumSet.noneOf(CommitResult.class);
        int rounds = 0;
        try (JdbcStateStore store = JdbcStateStore.open(TestPostgres.url(SCHEMA))) {
            while (rounds < 25 || (met.size() < 2 && rounds < 5000)) {
                rounds++;
                Optional<Lease> lease = store.acquire(CONNECTION, new HolderId(holder), Duration.ofNanos(1));
                if (lease.isPresent()) {
                    StateChange change = new StateChange()
                            .record(StateSamples.event(
                                    String.valueOf(lease.get().epoch()), HistoryEntry.Kind.LINKED, company(1), TIME));
                    met.add(store.commit(lease.get(), change));
                }
            }
        }
        return met.size() == 2;
    }

    @Test
    void hintsOfOtherNodesAreNeverLost() throws Exception {
        int rounds = 60;
        Lease lease = acquire(a, "a").orElseThrow();
        a.commit(lease, new StateChange().put(EntryUpdate.keep(left(1))));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Callable<Integer> hinting = () -> {
                try (JdbcStateStore store = JdbcStateStore.open(TestPostgres.url(SCHEMA))) {
                    for (int i = 0; i < rounds; i++) {
                        store.hint(CONNECTION, hint(1));
                        store.hint(CONNECTION, hint(10 + i));
                    }
                }
                return 0;
            };
            Callable<Integer> committing = () -> {
                for (int i = 0; i < rounds; i++) {
                    a.commit(lease, new StateChange().put(EntryUpdate.clear(entry(a, 1))));
                }
                return 0;
            };
            for (Future<Integer> each : threads.invokeAll(List.of(hinting, hinting, committing))) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(entry(b, 1).mark().seq()).isEqualTo(2L * rounds);
        assertThat(a.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, rounds + 1L);
    }

    /** The pair has another number now, and the node has read the one before. */
    @Test
    void aNodeSeesThatAnotherOneHasForgottenAPairAndBegunItAnew() {
        Lease lease = acquire(a, "a").orElseThrow();
        a.commit(lease, everything(20));
        b.hint(CONNECTION, hint(20));
        assertThat(entry(b, 20).mark().seq()).isEqualTo(2);
        a.commit(lease, new StateChange().forget(PAIR));
        a.commit(lease, new StateChange().put(EntryUpdate.keep(left(1))));
        b.hint(CONNECTION, hint(1));
        assertThat(entry(a, 1).mark().seq()).isEqualTo(1);
        assertThat(TestPostgres.answer("SELECT count(*) FROM nodes.tandem_entry"))
                .isEqualTo("1");
    }

    @Test
    void whatNobodyKnewYetIsMadeByTwoAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 20; i++) {
                ConnectionId fresh = new ConnectionId("fresh-" + i);
                Callable<Integer> byA = () -> {
                    a.hint(fresh, hint(1));
                    return 0;
                };
                Callable<Integer> byB = () -> {
                    b.hint(fresh, hint(1));
                    return 0;
                };
                for (Future<Integer> each : threads.invokeAll(List.of(byA, byB))) {
                    each.get();
                }
                Entry known = a.entries(new EntryQuery.ByRef(fresh, PAIR, List.of(company(1))))
                        .get(0);
                assertThat(known.mark().seq()).isEqualTo(2);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aNodeThatStandsStillInsideACommitKeepsOthersOutForABoundedTime() throws Exception {
        acquire(a, "a");
        Database impatient = new Database(
                new ServerConnections(() -> TestPostgres.connect(TestPostgres.url(SCHEMA)), true),
                new PostgresDialect(Duration.ofMillis(100), Duration.ofSeconds(30)));
        try (JdbcStateStore other = new JdbcStateStore(impatient, null);
                Connection still = TestPostgres.connect(TestPostgres.url(SCHEMA));
                Statement statement = still.createStatement()) {
            new PostgresDialect(Duration.ofSeconds(30), Duration.ofMillis(700)).beginWrite(still);
            statement.execute("SELECT no FROM tandem_connection FOR UPDATE");
            assertThatThrownBy(() -> other.hint(CONNECTION, hint(1)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("Another node is writing");
            // The server ends the transaction that stands still, and whoever was patient goes on.
            b.hint(CONNECTION, hint(1));
            assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("idle-in-transaction");
        }
        assertThat(entry(a, 1).mark().seq()).isEqualTo(1);
    }
}
