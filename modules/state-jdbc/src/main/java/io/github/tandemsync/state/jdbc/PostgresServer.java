package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;

/** Opens a PostgreSQL database: everything that can be wrong with it is found before anything is written. */
final class PostgresServer {
    static final Dialect DIALECT = new PostgresDialect();

    private static final String PREFIX = "jdbc:postgresql:";
    private static final String DRIVER = "org.postgresql.Driver";

    private final ServerConnections connections;

    private PostgresServer(ServerConnections connections) {
        this.connections = connections;
    }

    static boolean takes(String url) {
        return url.startsWith(PREFIX);
    }

    /** The server of a URL. Nothing of the URL is repeated in a message, since it could hold a password. */
    static PostgresServer of(String url, Properties given) {
        Properties properties = new Properties();
        // A connection is idle between two runs, and what is between it and the server may forget it.
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "tandem");
        // One commit is the same few statements for many rows.
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.putAll(given);
        checkDriver(url);
        return new PostgresServer(new ServerConnections(() -> DriverManager.getConnection(url, properties), true));
    }

    static PostgresServer of(DataSource database) {
        return new PostgresServer(new ServerConnections(database::getConnection, false));
    }

    private static void checkDriver(String url) {
        if (url.split("\\?", 2)[0].contains("@")) {
            // The driver would log what it can not read, the password included.
            throw malformed();
        }
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            if (isDriverThere()) {
                throw malformed();
            }
            throw new StateStoreException(
                    "The PostgreSQL driver is not there, so the state store can not be opened. Add org.postgresql:postgresql"
                            + " to the dependencies of your application, or give the store a DataSource",
                    null);
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "The URL of the state store is not one that the PostgreSQL driver understands;"
                        + " write it as jdbc:postgresql://host:port/database?currentSchema=tandem, and give user and password by"
                        + " the builder's credentials");
    }

    private static boolean isDriverThere() {
        try {
            Class.forName(DRIVER, false, PostgresServer.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Checks the database, and brings its tables to the version of this release. */
    Connections open() {
        try {
            Connection connection = connections.take();
            try {
                prepare(connection);
            } catch (Throwable e) {
                leaveAfter(e, connection);
                throw e;
            }
            connections.giveBack(connection);
            return connections;
        } catch (SQLException e) {
            throw DIALECT.fault(e);
        }
    }

    private void leaveAfter(Throwable failure, Connection connection) {
        try {
            DIALECT.rollBack(connection);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        connections.discard(connection);
    }

    private static void prepare(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw problem(
                    "is kept by " + product, "Give it a DataSource of PostgreSQL, or open a SQLite file by its URL");
        }
        connection.setAutoCommit(true);
        String encoding = text(connection, "SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            throw problem("has the encoding " + encoding, "Use a database with the encoding UTF8");
        }
        if (text(connection, "SELECT current_schema()").isEmpty()) {
            throw problem(
                    "has no schema for the tables",
                    "Create the schema that currentSchema or search_path names, and grant this user its use");
        }
        new Schema(DIALECT, "in PostgreSQL").migrate(connection);
    }

    private static StateStoreException problem(String what, String remedy) {
        return new StateStoreException(
                "The database of the state store " + what + ". " + remedy + ". Nothing was changed", null);
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            String text = row.next() ? row.getString(1) : null;
            return text == null ? "" : text;
        }
    }
}
