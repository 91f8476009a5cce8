package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.company;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static io.github.tandemsync.testkit.StateSamples.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** The pool of a host: each call borrows one connection and gives it back as it was. */
class PostgresPoolTest {
    private static final String SCHEMA = "pool";

    private final Pool pool = new Pool();

    @BeforeAll
    static void create() {
        JdbcStateStore.open(TestPostgres.fresh(SCHEMA)).close();
    }

    @BeforeEach
    void empty() {
        TestPostgres.empty(SCHEMA);
    }

    @AfterEach
    void everyConnectionIsBack() {
        assertThat(pool.lent).isZero();
    }

    /** Lends connections whose transactions are begun by whoever has them, as some pools do, and never closes one. */
    private static final class Pool {
        private final PGSimpleDataSource server = new PGSimpleDataSource();
        private final Deque<Connection> idle = new ArrayDeque<>();
        private int lent;
        private int opened;

        Pool() {
            server.setUrl(TestPostgres.url(SCHEMA));
        }

        DataSource source() {
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, args) -> lend());
        }

        private Connection lend() throws SQLException {
            Connection connection = idle.isEmpty() ? open() : idle.pop();
            lent++;
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, args) -> {
                        if (method.getName().equals("close")) {
                            back(connection);
                            return null;
                        }
                        return method.invoke(connection, args);
                    });
        }

        private Connection open() throws SQLException {
            Connection connection = server.getConnection();
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            opened++;
            return connection;
        }

        private void back(Connection connection) throws SQLException {
            lent--;
            assertThat(connection.getAutoCommit()).isFalse();
            idle.push(connection);
        }

        void close() throws SQLException {
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    private static Lease lease(StateStore store) {
        return store.acquire(CONNECTION, new HolderId("runner"), Duration.ofHours(1))
                .orElseThrow();
    }

    @Test
    void aCommitUsesOneConnectionAtATimeAndGivesItBackAsItWas() throws Exception {
        try (JdbcStateStore store = JdbcStateStore.open(pool.source())) {
            assertThat(store.commit(lease(store), everything(20))).isEqualTo(CommitResult.COMMITTED);
            store.hint(CONNECTION, List.of(new Hint(PAIR, Side.LEFT, company(20), StateSamples.TIME)));
            assertThat(store.connection(CONNECTION).pins()).containsEntry("portal", "number-20");
        }
        assertThat(pool.opened).isEqualTo(1);
        pool.close();
    }

    /** The driver's own message would hold the whole statement. */
    @Test
    void aFaultHoldsNoValue() throws Exception {
        Values secret = Values.of("name", FieldValue.text("Canary"));
        Link first = link(1).withRule("r", RuleState.agreed(secret, secret));
        Link second =
                Link.between(PAIR, company(1), StateSamples.account(2)).withRule("r", RuleState.agreed(secret, secret));
        try (JdbcStateStore store = JdbcStateStore.open(pool.source())) {
            assertThatThrownBy(() -> store.commit(
                            lease(store), new StateChange().put(first).put(second)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("second live link")
                    .satisfies(e -> assertThat(printed(e)).doesNotContain("Canary", "\\x", "43616e617279"));
            assertThat(store.links(CONNECTION, PAIR, List.of(first.id(), second.id())))
                    .isEmpty();
        }
        pool.close();
    }

    private static String printed(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void anIdThatIsTooLongForAnIndexIsRefusedWhole() throws Exception {
        String random = new Random(1)
                .ints(60_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        try (JdbcStateStore store = JdbcStateStore.open(pool.source())) {
            Hint hint = new Hint(PAIR, Side.LEFT, StateSamples.COMPANIES.ref(random), StateSamples.TIME);
            assertThatThrownBy(() -> store.hint(CONNECTION, List.of(hint)))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("too long")
                    .satisfies(e -> assertThat(printed(e)).doesNotContain(random.substring(0, 50)));
        }
        pool.close();
    }

    @Test
    void anotherDatabaseBehindADataSourceIsRefused() {
        SQLiteDataSource other = new SQLiteDataSource();
        other.setUrl("jdbc:sqlite::memory:");
        assertThatThrownBy(() -> JdbcStateStore.open(other))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("SQLite")
                .hasMessageContaining("PostgreSQL");
    }
}
