package io.github.tandemsync.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.testkit.StateSamples;
import io.github.tandemsync.testkit.StoreDump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that the first version of the tables wrote is opened by this one, with all that it held. The file in {@code files} was
 * written by the code before commit f3b9732f, with {@link StateSamples#everything} of 0 and 10.
 */
class OlderFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = directory.resolve("tandem.db");
        try (InputStream packed =
                Objects.requireNonNull(OlderFileTest.class.getResourceAsStream("/files/version-1.db.gz"))) {
            Files.copy(new GZIPInputStream(packed), file);
        }
    }

    private String answer(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private JdbcStateStore open() {
        return JdbcStateStore.open("jdbc:sqlite:" + file);
    }

    private static StoreDump expected(StateChange... changes) {
        InMemoryStateStore store = new InMemoryStateStore(() -> StateSamples.TIME);
        for (StateChange change : changes) {
            store.commit(CommitCrashes.lease(store), change);
        }
        return CommitCrashes.dump(store);
    }

    /** Events as the first version wrote them: without what a policy was told. */
    private static List<HistoryEntry> plain(List<HistoryEntry> events) {
        return events.stream()
                .map(event -> new HistoryEntry(
                        event.pair(),
                        event.run(),
                        event.kind(),
                        event.side(),
                        event.ref(),
                        event.other(),
                        event.rule(),
                        event.before(),
                        event.after(),
                        event.detail(),
                        event.open(),
                        event.at()))
                .toList();
    }

    private static StoreDump plain(StoreDump dump) {
        return new StoreDump(dump.state(), dump.entries(), dump.links(), dump.intents(), plain(dump.history()));
    }

    @Test
    void theFileIsOfTheFirstVersion() throws SQLException {
        assertThat(answer("SELECT version FROM tandem_schema")).isEqualTo("1");
    }

    @Test
    void allThatItHeldIsThere() throws SQLException {
        try (JdbcStateStore store = open()) {
            assertThat(CommitCrashes.dump(store))
                    .isEqualTo(plain(expected(StateSamples.everything(0), StateSamples.everything(10))));
        }
        assertThat(answer("SELECT version FROM tandem_schema")).isEqualTo("3");
    }

    @Test
    void workGoesOnInIt() {
        try (JdbcStateStore store = open()) {
            store.commit(CommitCrashes.lease(store), StateSamples.everything(20));
        }
        try (JdbcStateStore store = open()) {
            StoreDump all =
                    expected(StateSamples.everything(0), StateSamples.everything(10), StateSamples.everything(20));
            StoreDump found = CommitCrashes.dump(store);
            assertThat(plain(found)).isEqualTo(plain(all));
            assertThat(found.history()).endsWith(all.history().get(all.history().size() - 1));
            assertThat(store.prune(CommitCrashes.lease(store), StateSamples.TIME.plusNanos(1), 100))
                    .isPositive();
        }
    }
}
