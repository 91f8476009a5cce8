package io.github.tandemsync.state.jdbc;

import static io.github.tandemsync.testkit.StateSamples.CONNECTION;
import static io.github.tandemsync.testkit.StateSamples.PAIR;
import static io.github.tandemsync.testkit.StateSamples.TIME;
import static io.github.tandemsync.testkit.StateSamples.company;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.testkit.StateSamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** What can be wrong with a file is found before anything is written, and the message says what to do. */
class OpeningTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("tandem.db");
    }

    private JdbcStateStore open() {
        return JdbcStateStore.open("jdbc:sqlite:" + file);
    }

    private void fill() {
        try (JdbcStateStore store = open()) {
            Lease lease = store.acquire(CONNECTION, new HolderId("runner"), Duration.ofHours(1))
                    .orElseThrow();
            for (int i = 0; i < 10; i++) {
                store.commit(lease, StateSamples.everything(i * 10));
            }
        }
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void refused(String... words) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::open)
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aSecondOpeningFailsAtOnceAndTheFirstGoesOn() {
        try (JdbcStateStore first = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("in use")
                    .hasMessageContaining("its own file");
            assertThat(first.acquire(CONNECTION, new HolderId("runner"), Duration.ofHours(1)))
                    .isPresent();
        }
        open().close();
    }

    @Test
    void anotherProcessIsKeptOutToo() throws Exception {
        try (JdbcStateStore store = open()) {
            Process child = ChildJvm.start(OpenInChild.class, file.toString());
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("in use")
                    .contains(file.toString());
            assertThat(child.waitFor()).isEqualTo(3);
            assertThat(store.connection(CONNECTION).pins()).isEmpty();
        }
    }

    /** Opens the store named by its argument and says what happened. */
    static final class OpenInChild {
        private OpenInChild() {}

        public static void main(String[] args) {
            try (JdbcStateStore store = JdbcStateStore.open("jdbc:sqlite:" + args[0])) {
                System.out.println("opened " + store.connection(CONNECTION));
            } catch (StateStoreException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws Exception {
        fill();
        raw("UPDATE tandem_schema SET version = 4");
        raw("PRAGMA wal_checkpoint(TRUNCATE)");
        refused("schema version 4", "newer");
    }

    @Test
    void aSchemaWithoutVersionIsRefused() throws Exception {
        fill();
        raw("DELETE FROM tandem_schema");
        refused("version", "backup");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefused() throws Exception {
        raw("CREATE TABLE customers (id INTEGER)");
        refused("another program", "another file");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(file, "Dear diary, this is not a database at all.");
        refused("not a SQLite database", "another file");
    }

    @Test
    void aFileCutInTheMiddleIsRefused() throws Exception {
        fill();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused("damaged", "backup");
    }

    @Test
    void anOverwrittenPageIsFoundByTheCheck() throws Exception {
        fill();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 8192, bytes.length - 4096, (byte) 'x');
        Files.write(file, bytes);
        refused("damaged", "backup");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        file = directory.resolve("no/such/tandem.db");
        assertThatThrownBy(this::open)
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("Create the directory " + directory.resolve("no/such"));
    }

    @Test
    void aDirectoryIsNotAStore() {
        file = directory;
        assertThatThrownBy(this::open).isInstanceOf(StateStoreException.class).hasMessageContaining("is a directory");
    }

    @Test
    void aFileThatCanOnlyBeReadIsNamed() throws Exception {
        fill();
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try (Connection readOnly = config.createConnection("jdbc:sqlite:" + file)) {
            JdbcStateStore store = new JdbcStateStore(readOnly, new SqliteDialect(file.toString()), () -> TIME);
            assertThatThrownBy(() -> store.hint(CONNECTION, List.of(new Hint(PAIR, Side.LEFT, company(77), TIME))))
                    .isInstanceOf(StateStoreException.class)
                    .hasMessageContaining("can not be written")
                    .hasMessageContaining("writable");
        }
    }

    @Test
    void aNewFileIsForItsOwnerOnly() throws Exception {
        fill();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file:x.db",
                "jdbc:sqlite:x.db?password=hunter2",
                "jdbc:mysql://user:hunter2@host/db"
            })
    void anotherUrlIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> JdbcStateStore.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:sqlite:tandem.db")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anEmptyFileBecomesAStore() throws Exception {
        Files.createFile(file);
        fill();
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void aClosedStoreSaysSo() {
        JdbcStateStore store = open();
        store.close();
        store.close();
        assertThatThrownBy(() -> store.connection(CONNECTION))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("closed");
    }

    /** A commit that was answered survives the loss of power: 2 is FULL. */
    @Test
    void eachCommitIsOnTheDiskBeforeItIsAnswered() throws SQLException {
        try (Connection connection = SqliteFile.of("jdbc:sqlite:" + file).open(Long.MAX_VALUE)) {
            assertThat(setting(connection, "journal_mode")).isEqualTo("wal");
            assertThat(setting(connection, "synchronous")).isEqualTo("2");
            assertThat(setting(connection, "locking_mode")).isEqualTo("exclusive");
            assertThat(setting(connection, "secure_delete")).isEqualTo("1");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }
}
