package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** PostgreSQL: how its transactions begin, and what locks what. */
final class PostgresDialect implements Dialect {
    /** A commit takes milliseconds; that of a large pair's removal may take longer. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(60);
    /** A process that stands still inside a commit must not keep others out for longer. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private static final String READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final String write;

    PostgresDialect() {
        this(LOCK_TIMEOUT, IDLE_TIMEOUT);
    }

    PostgresDialect(Duration lockTimeout, Duration idleTimeout) {
        // Whatever the server, the role or the pool has as its default. A commit that is only in memory is not durable.
        write = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; SET LOCAL lock_timeout = "
                + lockTimeout.toMillis()
                + "; SET LOCAL idle_in_transaction_session_timeout = "
                + idleTimeout.toMillis()
                + "; SELECT set_config('synchronous_commit', 'on', true)"
                + " WHERE current_setting('synchronous_commit') = 'off'";
    }

    @Override
    public List<List<String>> migrations() {
        return PostgresTables.MIGRATIONS;
    }

    @Override
    public String hasSchema() {
        return "SELECT count(*) FROM pg_catalog.pg_tables"
                + " WHERE schemaname = current_schema() AND tablename = 'tandem_schema'";
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        execute(
                connection,
                "SET LOCAL lock_timeout = 0;"
                        + " SELECT pg_advisory_xact_lock(hashtext('tandem_schema'), hashtext(current_schema()))");
    }

    /** There is no U+0000 in PostgreSQL's text. */
    @Override
    public TextForm texts() {
        return TextForm.WITHOUT_NUL;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, READ);
    }

    @Override
    public void beginWrite(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, write);
    }

    @Override
    public String lockConnection() {
        return "SELECT no FROM tandem_connection WHERE name = ? FOR UPDATE";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void rollBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public StateStoreException fault(SQLException cause) {
        return PostgresFaults.fault(cause);
    }

    @Override
    public StateStoreException uncommitted(SQLException cause) {
        return PostgresFaults.uncommitted(cause);
    }

    @Override
    public boolean isLost(SQLException fault) {
        return PostgresFaults.isLost(fault);
    }

    @Override
    public boolean isPassing(SQLException fault) {
        return PostgresFaults.isPassing(fault);
    }

    /** Rows that are gone are the server's to overwrite, see the page about state stores. */
    @Override
    public void forget(Connection connection) {}

    @Override
    public void backup(Connection connection, Path target) {
        throw new UnsupportedOperationException("A state store in PostgreSQL is backed up by the means of the server."
                + " Use pg_dump, or a base backup with its write-ahead log");
    }
}
