package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import io.github.tandemsync.testkit.StoreDump;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Crashes over a SQLite file, and the faults that only it has. */
@Tag("long")
class CommitCrashTest extends CommitCrashes {
    @TempDir
    Path directory;

    private SqliteFile file(int number) {
        return SqliteFile.of("jdbc:sqlite:" + directory.resolve("crash" + number + ".db"));
    }

    @Override
    Connection fresh(int number) {
        return file(number).open(0);
    }

    @Override
    Connection again(int number) {
        return file(number).open(0);
    }

    @Override
    Dialect dialect() {
        return file(0).dialect();
    }

    @Test
    void aFailureInsideAStatementIsTakenBackToo() throws Exception {
        StoreDump before = expected(everything(20));
        Connection real = file(0).open(0);
        int interrupted = 0;
        try (JdbcStateStore store = new JdbcStateStore(real, file(0).dialect(), clock)) {
            store.commit(lease(store), everything(20));
            Lease lease = lease(store);
            for (int steps = 1; steps < 4000; steps = steps * 5 / 4 + 1) {
                interruptAfter(real, steps);
                boolean committed = false;
                try {
                    committed = store.commit(lease, everything(30)) == CommitResult.COMMITTED;
                } catch (StateStoreException e) {
                    interrupted++;
                }
                ProgressHandler.clearHandler(real);
                if (committed) {
                    break;
                }
                assertThat(dump(store)).isEqualTo(before);
            }
        }
        assertThat(interrupted).isGreaterThan(3);
    }

    /** Stops the database's own machine once, after so many of its steps. */
    private static void interruptAfter(Connection real, int steps) throws SQLException {
        ProgressHandler.setHandler(real.unwrap(SQLiteConnection.class), steps, new ProgressHandler() {
            private boolean fired;

            @Override
            protected int progress() {
                int stop = fired ? 0 : 1;
                fired = true;
                return stop;
            }
        });
    }

    @Test
    void aFullDiskIsNamedAndTheStoreGoesOnOnceThereIsSpace() throws Exception {
        Connection real = file(0).open(0);
        try (JdbcStateStore store = new JdbcStateStore(real, file(0).dialect(), clock)) {
            store.commit(lease(store), everything(20));
            Lease lease = lease(store);
            StoreDump before = dump(store);
            execute(real, "PRAGMA max_page_count = 1");
            StateChange large = everything(30);
            IntStream.range(0, 5000).forEach(i -> large.open(StateSamples.bareIntent("i" + i)));
            assertThatThrownBy(() -> store.commit(lease, large))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("full")
                    .hasMessageContaining("free space");
            assertThat(dump(store)).isEqualTo(before);
            execute(real, "PRAGMA max_page_count = 1000000");
            assertThat(store.commit(lease, large)).isEqualTo(CommitResult.COMMITTED);
            assertThat(store.intents(CONNECTION)).hasSize(5003);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
