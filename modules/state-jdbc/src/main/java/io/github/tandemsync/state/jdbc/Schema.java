package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The version of the tables, which the store itself says. */
final class Schema {
    /** The version that this release writes and reads. */
    static final int VERSION = 1;

    private Schema() {}

    /** Refuses tables that a newer release has written. Writes nothing. */
    static void check(Connection connection, String store) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version FROM tandem_schema")) {
            int version = row.next() ? row.getInt(1) : 0;
            if (version > VERSION) {
                throw new StateStoreException(
                        "The state store " + store + " has schema version " + version + "; this release knows up to "
                                + VERSION + ". Use the release that wrote it, or a newer one. Nothing was changed",
                        null);
            }
            if (version < 1 || row.next()) {
                throw new StateStoreException(
                        "The state store " + store + " does not say its schema version, so it is damaged."
                                + " Restore it from a backup, or name another file. Nothing was changed",
                        null);
            }
        }
    }

    /** Creates all tables in one transaction. */
    static void create(Connection connection, Dialect dialect) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : dialect.schema()) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO tandem_schema (version) VALUES (" + VERSION + ")");
            connection.commit();
        }
        connection.setAutoCommit(true);
    }
}
