package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The version of the tables, which the store itself says, and the way to the newest one: forward only, script by script. */
final class Schema {
    private final Dialect dialect;
    private final String store;
    private final List<List<String>> scripts;

    /** As the release knows it. */
    Schema(Dialect dialect, String store) {
        this(dialect, store, dialect.migrations());
    }

    /** @param store what it is called in messages */
    Schema(Dialect dialect, String store, List<List<String>> scripts) {
        this.dialect = dialect;
        this.store = store;
        this.scripts = scripts;
    }

    /** The version of the tables, 0 if there are none. Refuses what a newer release has written. Writes nothing. */
    int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, dialect.hasSchema()) == 0) {
                return 0;
            }
            try (ResultSet row = statement.executeQuery("SELECT version FROM tandem_schema")) {
                int version = row.next() ? row.getInt(1) : 0;
                if (version < 1 || row.next()) {
                    throw new StateStoreException(
                            "The state store " + store + " does not say its schema version, so it is damaged."
                                    + " Restore it from a backup, or name another store. Nothing was changed",
                            null);
                }
                check(version);
                return version;
            }
        }
    }

    private void check(int version) {
        if (version > scripts.size()) {
            throw new StateStoreException(
                    "The state store " + store + " has schema version " + version + "; this release knows up to "
                            + scripts.size() + ". Use the release that wrote it, or a newer one. Nothing was changed",
                    null);
        }
    }

    /** Refuses a store that a newer release has migrated while this one had it open. */
    static void checkStill(Dialect dialect, int version) {
        new Schema(dialect, "that is open", dialect.migrations()).check(version);
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /**
     * Brings the tables to the newest version. Each script is one transaction together with the version it leads to; of several
     * processes one runs it. After a failure a transaction may be open.
     */
    void migrate(Connection connection) throws SQLException {
        for (int version = version(connection); version < scripts.size(); version = version(connection)) {
            dialect.beginWrite(connection);
            dialect.lockSchema(connection);
            // Another process may have been there in the meantime.
            if (version(connection) == version) {
                run(connection, version);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private void run(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : scripts.get(version)) {
                statement.execute(sql);
            }
            int next = version + 1;
            statement.execute(
                    version == 0
                            ? "INSERT INTO tandem_schema (version) VALUES (" + next + ")"
                            : "UPDATE tandem_schema SET version = " + next);
        }
    }
}
