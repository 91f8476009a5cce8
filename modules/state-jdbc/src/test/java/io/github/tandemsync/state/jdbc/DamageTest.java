package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged page of a file that is too large to be checked when it is opened: it is met by the call that needs it. */
class DamageTest {
    private static final HolderId RUNNER = new HolderId("runner");
    private static final Duration TERM = Duration.ofHours(1);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("tandem.db");
        try (JdbcStateStore store = JdbcStateStore.open("jdbc:sqlite:" + file)) {
            Lease lease = store.acquire(CONNECTION, RUNNER, TERM).orElseThrow();
            for (int i = 0; i < 10; i++) {
                store.commit(lease, StateSamples.everything(i * 10));
            }
        }
    }

    @Test
    void aReadThatMeetsADamagedPageNamesTheFileAndTheRemedy() throws Exception {
        damage("tandem_history");
        try (JdbcStateStore store = openAboveTheLimit()) {
            refused(() -> store.history(HistoryQuery.of(CONNECTION)));
            assertThat(store.count(CONNECTION, PAIR)).isNotEmpty();
        }
    }

    @Test
    void aCommitThatMeetsADamagedPageStoresNothing() throws Exception {
        damage("tandem_history");
        try (JdbcStateStore store = openAboveTheLimit()) {
            Lease lease = store.acquire(CONNECTION, RUNNER, TERM).orElseThrow();
            Map<EntryState, Long> before = store.count(CONNECTION, PAIR);
            refused(() -> store.commit(lease, StateSamples.everything(100)));
            assertThat(store.count(CONNECTION, PAIR)).isEqualTo(before);
        }
    }

    @Test
    void theSameFileIsRefusedAtOnceBelowTheLimit() throws Exception {
        damage("tandem_history");
        refused(() -> JdbcStateStore.builder("jdbc:sqlite:" + file)
                .checkUpTo(Files.size(file))
                .open());
    }

    private JdbcStateStore openAboveTheLimit() throws IOException {
        return JdbcStateStore.builder("jdbc:sqlite:" + file)
                .checkUpTo(Files.size(file) - 1)
                .open();
    }

    private void refused(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file + " is damaged")
                .hasMessageContaining("Restore it from a backup, or name another file")
                .hasMessageContaining("A new store begins as at first contact");
    }

    /** Overwrites the root page of a table. */
    private void damage(String table) throws SQLException, IOException {
        long root;
        int size;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            root = number(statement, "SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'");
            size = (int) number(statement, "PRAGMA page_size");
        }
        byte[] garbage = new byte[size];
        Arrays.fill(garbage, (byte) 'x');
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek((root - 1) * size);
            raw.write(garbage);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
