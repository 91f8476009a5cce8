package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite: its tables, and its faults in words. */
final class SqliteDialect implements Dialect {
    /** What to do about a damaged file. */
    static final String DAMAGED =
            "Restore it from a backup, or name another file. A new store begins as at first contact:"
                    + " records are matched again, and earlier deletions and decisions are not known to it";

    private final String file;

    SqliteDialect(String file) {
        this.file = file;
    }

    @Override
    public List<List<String>> migrations() {
        return List.of(tables(), secondVersion(), thirdVersion());
    }

    /** What history is pruned by, and by what a cipher is known again. */
    private static List<String> secondVersion() {
        return List.of(
                "CREATE INDEX tandem_history_age ON tandem_history (connection, at) WHERE open = 0",
                "ALTER TABLE tandem_schema ADD COLUMN cipher BLOB");
    }

    /** Bodies of events may hold what a policy was told, which an older release can not read. */
    private static List<String> thirdVersion() {
        return List.of();
    }

    private static List<String> tables() {
        return List.of(
                "CREATE TABLE tandem_schema (version INTEGER NOT NULL)",
                "CREATE TABLE tandem_connection (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
                        + " epoch INTEGER NOT NULL, holder TEXT, until INTEGER)",
                "CREATE TABLE tandem_pair (no INTEGER PRIMARY KEY, connection INTEGER NOT NULL, name TEXT NOT NULL,"
                        + " state BLOB, UNIQUE (connection, name))",
                "CREATE TABLE tandem_pin (connection INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                        + " PRIMARY KEY (connection, name)) WITHOUT ROWID",
                "CREATE TABLE tandem_cursor (pair INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL,"
                        + " value TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (pair, type, mode)) WITHOUT ROWID",
                "CREATE TABLE tandem_entry (no INTEGER PRIMARY KEY, pair INTEGER NOT NULL, ref TEXT NOT NULL,"
                        + " side TEXT NOT NULL, state TEXT NOT NULL, create_key TEXT, waits_for TEXT,"
                        + " seen INTEGER NOT NULL, seq INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER,"
                        + " body BLOB NOT NULL, digests BLOB, UNIQUE (pair, ref))",
                "CREATE INDEX tandem_entry_state ON tandem_entry (pair, state, ref)",
                "CREATE INDEX tandem_entry_due ON tandem_entry (pair, due, ref) WHERE due IS NOT NULL",
                "CREATE INDEX tandem_entry_key ON tandem_entry (pair, create_key) WHERE create_key IS NOT NULL",
                "CREATE INDEX tandem_entry_waits ON tandem_entry (pair, waits_for) WHERE waits_for IS NOT NULL",
                "CREATE TABLE tandem_digest (pair INTEGER NOT NULL, rule TEXT NOT NULL, digest TEXT NOT NULL,"
                        + " side TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY (pair, rule, digest, side, ref))"
                        + " WITHOUT ROWID",
                "CREATE TABLE tandem_link (no INTEGER PRIMARY KEY, pair INTEGER NOT NULL, left_ref TEXT NOT NULL,"
                        + " right_ref TEXT NOT NULL, live INTEGER, body BLOB NOT NULL,"
                        + " UNIQUE (pair, left_ref, right_ref), UNIQUE (pair, left_ref, live),"
                        + " UNIQUE (pair, right_ref, live))",
                "CREATE TABLE tandem_intent (no INTEGER PRIMARY KEY, connection INTEGER NOT NULL, id TEXT NOT NULL,"
                        + " body BLOB NOT NULL, UNIQUE (connection, id))",
                "CREATE TABLE tandem_history (no INTEGER PRIMARY KEY, connection INTEGER NOT NULL,"
                        + " pair INTEGER NOT NULL, run TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, other TEXT,"
                        + " open INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL)",
                "CREATE INDEX tandem_history_ref ON tandem_history (connection, ref)",
                "CREATE INDEX tandem_history_other ON tandem_history (connection, other) WHERE other IS NOT NULL",
                "CREATE INDEX tandem_history_run ON tandem_history (connection, run)",
                "CREATE INDEX tandem_history_kind ON tandem_history (pair, kind, at)",
                "CREATE INDEX tandem_history_open ON tandem_history (connection) WHERE open = 1");
    }

    @Override
    public String hasSchema() {
        return "SELECT count(*) FROM sqlite_master WHERE name = 'tandem_schema'";
    }

    /** The file is locked. */
    @Override
    public void lockSchema(Connection connection) {}

    @Override
    public TextForm texts() {
        return TextForm.PLAIN;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void beginRead(Connection connection) {}

    @Override
    public void beginWrite(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public @Nullable String lockConnection() {
        return null;
    }

    @Override
    public StateStoreException fault(SQLException cause) {
        return new StateStoreException(message(cause), cause);
    }

    @Override
    public StateStoreException uncommitted(SQLException cause) {
        return fault(cause);
    }

    @Override
    public boolean isLost(SQLException fault) {
        return false;
    }

    @Override
    public boolean isPassing(SQLException fault) {
        return false;
    }

    private String message(SQLException cause) {
        SQLiteErrorCode code = code(cause);
        return switch (code.code & 0xFF) {
            case 5, 6 ->
                "The state store " + file + " is in use by another process or another store of this one. A SQLite store"
                        + " belongs to one runner process: stop the other, or give each its own file";
            case 8 ->
                "The state store " + file
                        + " can not be written. Make the file and its directory writable for this user";
            case 10 ->
                "Reading or writing the state store " + file + " failed (" + code.name()
                        + "). Check the disk, then open the store again; what was committed before is kept";
            case 11, 26 ->
                "The state store " + file + " is damaged or not a Tandem store (" + code.name() + "). " + DAMAGED;
            case 13 ->
                "The disk of the state store " + file
                        + " is full. Nothing of this change was stored; free space and run again";
            case 14 ->
                "The state store " + file + " can not be opened. Check that its directory exists and is writable";
            case 19 -> constraint(cause);
            default ->
                "The state store " + file + " failed (" + code.name()
                        + "). Nothing of this change was stored; see the cause";
        };
    }

    private static String constraint(SQLException cause) {
        String table = String.valueOf(cause.getMessage());
        if (table.contains("tandem_link")) {
            return "The commit would give a record a second live link in its pair. Nothing was stored; end the other link in"
                    + " the same commit";
        }
        if (table.contains("tandem_intent")) {
            return "An intent of the commit is open already. Nothing was stored; give each intent its own id";
        }
        return "The commit breaks a rule of the tables. Nothing was stored; see the cause";
    }

    private static SQLiteErrorCode code(SQLException cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return cause instanceof BatchUpdateException
                ? SQLiteErrorCode.SQLITE_ERROR
                : SQLiteErrorCode.getErrorCode(cause.getErrorCode());
    }

    // Some faults (disk full, interrupt) have rolled back already, and SQLite does not say which: a rollback may be one
    // too
    // many. That a transaction can be begun proves that none is open.
    @Override
    public void rollBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            rollBackIfOpen(statement);
            statement.execute("BEGIN");
            if (connection.getAutoCommit()) {
                statement.execute("ROLLBACK");
            } else {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollBackIfOpen(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            // Nothing was open, or the BEGIN that follows fails.
            return;
        }
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    @Override
    public void backup(Connection connection, Path target) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        }
    }
}
