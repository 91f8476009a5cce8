package io.github.tandemsync.e2e.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.engine.SyncRunnerBuilder;
import io.github.tandemsync.core.state.StateStoreException;
import io.github.tandemsync.state.jdbc.JdbcStateStore;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page in the middle of a store's file is damaged, and the file is too large to be checked when it is opened: whoever runs hears
 * of it, nothing is written to either system, and once the page is mended the sync goes on.
 */
class DamagedStoreTest {
    private static final Duration PAUSE = Duration.ofMinutes(3);

    private final Systems systems = new Systems();
    private final Connectors connectors = systems.connectors();

    @TempDir
    Path directory;

    private String company = "";
    private long seek;
    private byte[] page = {};

    @BeforeEach
    void syncAndEdit() {
        company = systems.hubspot.users().create("companies", Map.of("name", "Contoso"));
        connectors.hubspot().prepare(Connectors.COMPANIES);
        try (JdbcStateStore store =
                JdbcStateStore.builder(url()).clock(systems.clock).open()) {
            run(store, SyncRunner::runOnce);
        }
        systems.hubspot.users().edit("companies", company, Map.of("name", "Contoso AG"));
        systems.dynamics.user("Ada").create("account", Map.of("name", "Fabrikam"));
    }

    @AfterEach
    void close() {
        connectors.close();
        systems.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tandem_entry", "tandem_link", "tandem_intent", "tandem_cursor", "tandem_pair"})
    void aRunNamesTheFileAndTheRemedyAndWritesNothing(String table) throws Exception {
        damage(table);
        assertRefused(SyncRunner::runOnce);
        mend();
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tandem_entry", "tandem_link", "tandem_cursor", "tandem_pair"})
    void soDoesAPlan(String table) throws Exception {
        damage(table);
        assertRefused(SyncRunner::plan);
        mend();
        assertGoesOn();
    }

    /** It is only read where something is to be removed: so a write may run before, and is found again by its intent. */
    @Test
    void aDamagedHistoryEndsTheRunAtTheFirstAnswer() throws Exception {
        damage("tandem_history");
        assertThatThrownBy(() -> runOnDamaged(SyncRunner::runOnce))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("Restore it from a backup, or name another file");
        mend();
        assertGoesOn();
    }

    private void assertRefused(Consumer<SyncRunner> use) {
        int companies = systems.hubspot.truth().writes().size();
        long accounts = systems.dynamics.truth().writes();
        assertThatThrownBy(() -> runOnDamaged(use))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file() + " is damaged")
                .hasMessageContaining("Restore it from a backup, or name another file")
                .hasMessageNotContaining("Contoso");
        assertThat(systems.hubspot.truth().writes()).hasSize(companies);
        assertThat(systems.dynamics.truth().writes()).isEqualTo(accounts);
    }

    /** The file is whole again, and knows all that it knew: nothing is made twice. */
    private void assertGoesOn() {
        try (JdbcStateStore store =
                JdbcStateStore.builder(url()).clock(systems.clock).open()) {
            run(store, SyncRunner::runOnce);
            run(store, SyncRunner::runOnce);
            run(store, runner -> assertThat(runner.runOnce().writes()).isZero());
        }
        assertThat(systems.hubspot.truth().live("companies"))
                .extracting(record -> record.value("name"))
                .containsExactlyInAnyOrder("Contoso AG", "Fabrikam");
        assertThat(systems.dynamics.truth().live("account"))
                .extracting(account -> String.valueOf(account.value("name")))
                .containsExactlyInAnyOrder("Contoso AG", "Fabrikam");
    }

    private void runOnDamaged(Consumer<SyncRunner> use) throws IOException {
        try (JdbcStateStore store = JdbcStateStore.builder(url())
                .clock(systems.clock)
                .checkUpTo(Files.size(file()) - 1)
                .open()) {
            run(store, use);
        }
    }

    private void run(JdbcStateStore store, Consumer<SyncRunner> use) {
        systems.clock.advance(PAUSE);
        SyncRunnerBuilder builder = systems.runner(connectors, store, connectors.pair("company-account.yaml"))
                .holder("node");
        try (SyncRunner runner = builder.build()) {
            runner.pairs().enable("company-account");
            use.accept(runner);
        }
    }

    private Path file() {
        return directory.resolve("state.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }

    /** Overwrites the root page of a table. */
    private void damage(String table) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            page = new byte[(int) number(statement, "PRAGMA page_size")];
            seek = (number(statement, "SELECT rootpage FROM sqlite_master WHERE name = '" + table + "'") - 1)
                    * page.length;
        }
        byte[] garbage = page.clone();
        Arrays.fill(garbage, (byte) 'x');
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(seek);
            raw.readFully(page);
            raw.seek(seek);
            raw.write(garbage);
        }
    }

    private void mend() throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(seek);
            raw.write(page);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }
}
