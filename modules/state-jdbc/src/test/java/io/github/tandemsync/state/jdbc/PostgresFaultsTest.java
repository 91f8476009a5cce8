package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that breaks: nothing is half done, and the store goes on with another one. */
class PostgresFaultsTest {
    private static final String SCHEMA = "faults";
    private static final HolderId RUNNER = new HolderId("runner");
    private static final String LOST = "08006";

    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private final AtomicInteger opened = new AtomicInteger();
    /** A commit of a connection that its user has given up already. */
    private final AtomicBoolean underWay = new AtomicBoolean();

    private @Nullable OnCommit onCommit;

    /** What becomes of the next commit. */
    @FunctionalInterface
    private interface OnCommit {
        void run(Connection connection) throws SQLException;
    }

    private final JdbcStateStore store =
            new JdbcStateStore(new Database(new ServerConnections(this::connect, true), PostgresServer.DIALECT), null);

    @BeforeAll
    static void create() {
        JdbcStateStore.open(TestPostgres.fresh(SCHEMA)).close();
    }

    @BeforeEach
    void empty() {
        TestPostgres.empty(SCHEMA);
    }

    @AfterEach
    void close() {
        store.close();
        server.shutdownNow();
    }

    private Connection connect() throws SQLException {
        Connection real = TestPostgres.connect(TestPostgres.url(SCHEMA) + "&ApplicationName=faulty");
        opened.incrementAndGet();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> {
                    if (method.getName().equals("close") && underWay.get()) {
                        return null;
                    }
                    OnCommit special = onCommit;
                    if (method.getName().equals("commit") && special != null) {
                        onCommit = null;
                        special.run(real);
                        return null;
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Lease lease() {
        return store.acquire(CONNECTION, RUNNER, Duration.ofHours(1)).orElseThrow();
    }

    private static void endConnections() {
        TestPostgres.answer(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity" + " WHERE application_name = 'faulty'");
    }

    private void demandUnsure(Lease lease) {
        assertThatThrownBy(() -> store.commit(lease, everything(20)))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("whole or not at all");
    }

    @Test
    void aConnectionThatBrokeBetweenTwoCallsIsReplacedUnnoticed() {
        Lease lease = lease();
        endConnections();
        assertThat(store.commit(lease, everything(20))).isEqualTo(CommitResult.COMMITTED);
        endConnections();
        assertThat(store.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
        assertThat(opened).hasValue(3);
        assertThat(store.countHistory(HistoryQuery.of(CONNECTION))).isEqualTo(2);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsSaidToBeUnsureAndIsThere() {
        Lease lease = lease();
        onCommit = real -> {
            real.commit();
            real.close();
            throw new SQLException("injected", LOST);
        };
        demandUnsure(lease);
        assertThat(store.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
        assertThat(store.countHistory(HistoryQuery.of(CONNECTION))).isEqualTo(2);
    }

    @Test
    void aCommitThatDoesNotArriveIsSaidToBeUnsureAndIsNotThere() {
        Lease lease = lease();
        onCommit = real -> {
            real.close();
            throw new SQLException("injected", LOST);
        };
        demandUnsure(lease);
        assertThat(store.connection(CONNECTION).pins()).isEmpty();
        assertThat(store.commit(lease, everything(20))).isEqualTo(CommitResult.COMMITTED);
    }

    /** Else the next run would begin with what was before, and find out in the middle of it. */
    @Test
    void whatIsAskedNextWaitsForACommitThatIsStillUnderWay() throws Exception {
        Lease lease = lease();
        AtomicBoolean asked = new AtomicBoolean();
        Future<?>[] late = new Future<?>[1];
        onCommit = real -> {
            underWay.set(true);
            late[0] = server.submit(() -> {
                // Until whoever asks next stands at the lock.
                while (!TestPostgres.answer("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND application_name = 'faulty'")
                        .equals("1")) {
                    assertThat(asked).isFalse();
                }
                real.commit();
                underWay.set(false);
                real.close();
                return null;
            });
            throw new SQLException("injected", LOST);
        };
        demandUnsure(lease);
        assertThat(store.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
        asked.set(true);
        late[0].get();
    }

    @Test
    void aDeadlockIsMetByOneMoreTry() throws SQLException {
        Lease lease = lease();
        FailingConnection failing = new FailingConnection(connect(), "40P01");
        Database db = new Database(new ServerConnections(failing::connection, true), PostgresServer.DIALECT);
        try (JdbcStateStore unlucky = new JdbcStateStore(db, null)) {
            failing.failAfter(5, false);
            assertThat(unlucky.commit(lease, everything(20))).isEqualTo(CommitResult.COMMITTED);
            assertThat(failing.fired()).isTrue();
            assertThat(unlucky.countHistory(HistoryQuery.of(CONNECTION))).isEqualTo(2);
        }
    }

    @Test
    void aCommitIsDurableAlsoWhereTheServerDoesNotWaitForItsLog() {
        String lazy = TestPostgres.url(SCHEMA) + "&options=-c%20synchronous_commit=off";
        Database db =
                new Database(new ServerConnections(() -> TestPostgres.connect(lazy), true), PostgresServer.DIALECT);
        try (JdbcStateStore ignored = new JdbcStateStore(db, null)) {
            assertThat(db.<String>read(() -> synchronousCommit(db))).isEqualTo("off");
            assertThat(db.<String>write(CONNECTION, () -> synchronousCommit(db)))
                    .isEqualTo("on");
        }
    }

    private static String synchronousCommit(Database db) throws SQLException {
        try (Rows row = db.query(db.prepare("SHOW synchronous_commit"))) {
            assertThat(row.next()).isTrue();
            return row.text(1);
        }
    }

    @Test
    void aServerThatEndsConnectionsDuringCommitsLosesNothingAndDoublesNothing() throws Exception {
        Lease lease = lease();
        AtomicBoolean done = new AtomicBoolean();
        Future<?> killer = server.submit(() -> {
            Random random = new Random(7);
            while (!done.get()) {
                endConnections();
                Thread.sleep(random.nextInt(40));
            }
            return null;
        });
        int committed = 0;
        int failed = 0;
        while (failed < 5 && committed < 400) {
            try {
                committed = Integer.parseInt(store.connection(CONNECTION).pins().getOrDefault("number", "0"));
                assertThat(store.commit(lease, change(committed + 1))).isEqualTo(CommitResult.COMMITTED);
            } catch (StateStoreException e) {
                failed++;
            }
        }
        done.set(true);
        killer.get();
        assertThat(failed).isPositive();
        int last = Integer.parseInt(store.connection(CONNECTION).pins().getOrDefault("number", "0"));
        assertThat(store.countHistory(HistoryQuery.of(CONNECTION))).isEqualTo(last * 20L);
        assertThat(store.count(CONNECTION, PAIR)).containsEntry(EntryState.UNMATCHED, last * 20L);
    }

    private static StateChange change(int number) {
        StateChange change = new StateChange().pin("number", String.valueOf(number));
        for (int row = number * 20; row < (number + 1) * 20; row++) {
            change.put(EntryUpdate.raise(StateSamples.left(row), StateSamples.TIME));
            change.record(StateSamples.event("run", HistoryEntry.Kind.LINKED, company(row), StateSamples.TIME));
        }
        return change;
    }
}
