package io.github.tandemsync.state.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A real PostgreSQL server on loopback, started by the first test that needs it and stopped with the JVM. Run as root, it gets a
 * user name space of its own, since PostgreSQL refuses root.
 */
final class TestPostgres {
    private static final EmbeddedPostgres SERVER = start();

    private static final List<String> TABLES =
            List.of("connection", "pair", "pin", "cursor", "entry", "digest", "link", "intent", "history");

    private TestPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    // The machine does not fail in these tests, only processes do.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("shared_buffers", "64MB")
                    // What the tests look at must not depend on when it runs.
                    .setServerConfig("autovacuum", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start here", e);
        }
    }

    /** The URL of a schema of the server, for the superuser. */
    static String url(String schema) {
        return SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    /** The URL of a new, empty schema in the place of the one of that name. */
    static String fresh(String schema) {
        execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE", "CREATE SCHEMA " + schema);
        return url(schema);
    }

    /** Empties the tables of a store that was opened before, which is faster than {@link #fresh}. */
    static void empty(String schema) {
        execute(TABLES.stream()
                .map(table -> "DELETE FROM " + schema + ".tandem_" + table)
                .toArray(String[]::new));
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }

    static void execute(String... statements) {
        try (Connection connection = connect(url("public"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row. */
    static String answer(String sql) {
        try (Connection connection = connect(url("public"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
