package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One JDBC connection at a time behind one lock, with its prepared statements. A write is one transaction. After a failure
 * everything that was cached is thrown away; if not even the rollback works, the connection is not used again.
 *
 * <p>Work that failed before its commit was sent, by a fault that passes, is done once more. If it is not known whether a commit
 * was done, nothing else is until that transaction is over: what is read next is what the store holds.
 */
final class Database implements AutoCloseable {
    private static final int[] LIST_SIZES = {1, 4, 16, 50, 100, 200, 400, 1000};

    /** The most that {@link #prepareIn} takes at once. */
    static final int CHUNK = 1000;

    private final Connections connections;
    private final Dialect dialect;
    private final Seal seal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
    private final Map<String, @Nullable PreparedStatement[]> listStatements = new HashMap<>();
    private final Set<ConnectionId> unsettled = new LinkedHashSet<>();
    private @Nullable Connection current;
    private Runnable forgetRemembered = () -> {};
    private boolean committing;
    private boolean closed;

    /** Work on the connection. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Work without an answer. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }

    /** How a transaction begins. */
    @FunctionalInterface
    private interface Begin {
        void run(Connection connection) throws SQLException;
    }

    Database(Connections connections, Dialect dialect) {
        this(connections, dialect, Seal.NONE);
    }

    Database(Connections connections, Dialect dialect, Seal seal) {
        this.connections = connections;
        this.dialect = dialect;
        this.seal = seal;
    }

    /** What was read in a transaction, and must be forgotten after a failed one, or after each where others write too. */
    void remembered(Runnable forget) {
        forgetRemembered = forget;
    }

    /** Work in one transaction, alone with what is stored of the connection. */
    <T> T write(ConnectionId connection, Work<T> work) {
        return attempt(() -> {
            try {
                T result = transaction(raw -> beginWrite(raw, connection), true, work);
                committing = false;
                return result;
            } finally {
                if (committing) {
                    unsettled.add(connection);
                }
            }
        });
    }

    /** As {@link #write}, without an answer. */
    void change(ConnectionId connection, Step step) {
        write(connection, () -> {
            step.run();
            return true;
        });
    }

    <T> T read(Work<T> work) {
        return attempt(() -> transaction(dialect::beginRead, false, work));
    }

    /** As {@link #read}, without an answer and outside any transaction. */
    void maintain(Step step) {
        attempt(() -> transaction(raw -> {}, false, () -> {
            step.run();
            return true;
        }));
    }

    /** Work in one transaction, while no other process opens the store. */
    <T> T alone(Work<T> work) {
        return attempt(() -> transaction(
                raw -> {
                    dialect.beginWrite(raw);
                    dialect.lockSchema(raw);
                },
                true,
                work));
    }

    private void beginWrite(Connection raw, ConnectionId connection) throws SQLException {
        dialect.beginWrite(raw);
        lock(connection);
    }

    /** Waits until no other process has a transaction open that writes for this connection, and keeps others out of one. */
    void lock(ConnectionId connection) throws SQLException {
        String sql = dialect.lockConnection();
        if (sql != null) {
            PreparedStatement statement = prepare(sql);
            parameters(statement).text(connection.value());
            query(statement).close();
        }
    }

    private <T> T attempt(Work<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new StateStoreException("The state store is closed. Open it again to use it", null);
            }
            committing = false;
            return twiceIfNeedBe(() -> {
                settle();
                return work.run();
            });
        } catch (SQLException e) {
            throw committing ? dialect.uncommitted(e) : dialect.fault(e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T twiceIfNeedBe(Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException first) {
            if (committing || !dialect.isPassing(first)) {
                throw first;
            }
            return work.run();
        }
    }

    /** A commit that nobody confirmed may still be under way. */
    private void settle() throws SQLException {
        for (ConnectionId connection : List.copyOf(unsettled)) {
            transaction(raw -> beginWrite(raw, connection), false, () -> true);
            unsettled.remove(connection);
        }
    }

    private <T> T transaction(Begin begin, boolean changes, Work<T> work) throws SQLException {
        if (dialect.isShared()) {
            forgetRemembered.run();
        }
        Connection connection = connections.take();
        current = connection;
        try {
            begin.run(connection);
            T result = work.run();
            if (!connection.getAutoCommit()) {
                committing = changes;
                connection.commit();
            }
            leave(connection);
            return result;
        } catch (SQLException e) {
            undo(connection, dialect.isLost(e));
            throw e;
        } catch (RuntimeException | Error e) {
            undo(connection, false);
            throw e;
        } finally {
            current = null;
        }
    }

    /** What is committed is committed: a failure in here shows at the next call. */
    private void leave(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            giveBack(connection);
        } catch (SQLException e) {
            undo(connection, dialect.isLost(e));
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (!connections.keeps()) {
            discardStatements();
        }
        connections.giveBack(connection);
    }

    private void undo(Connection connection, boolean lost) {
        forgetRemembered.run();
        discardStatements();
        if (lost || !isTakenBack(connection)) {
            connections.discard(connection);
        }
    }

    private boolean isTakenBack(Connection connection) {
        try {
            dialect.rollBack(connection);
            connections.giveBack(connection);
            return true;
        } catch (SQLException e) {
            // What the caller hears of is the first fault; this one only says that the connection is of no more use.
            return false;
        }
    }

    private void discardStatements() {
        statements.values().forEach(Database::closeQuietly);
        statements.clear();
        listStatements.clear();
    }

    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // The statement is not used again; what matters was thrown before.
            return;
        }
    }

    /** The statement, prepared once. Valid until the work ends. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection().prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** The statement with room for a list of the given size, at most {@link #CHUNK}; prepared once for each of a few sizes. */
    PreparedStatement prepareIn(String sql, int size) throws SQLException {
        int index = sizeIndex(size);
        @Nullable
        PreparedStatement[] bySize =
                listStatements.computeIfAbsent(sql, key -> new PreparedStatement[LIST_SIZES.length]);
        PreparedStatement known = bySize[index];
        if (known == null) {
            known = prepare(sql.replace("{in}", "?" + ", ?".repeat(LIST_SIZES[index] - 1)));
            bySize[index] = known;
        }
        return known;
    }

    /** How many parameters a list of the given size gets; the last value fills up. */
    static int listSize(int size) {
        return LIST_SIZES[sizeIndex(size)];
    }

    private static int sizeIndex(int size) {
        int index = 0;
        while (LIST_SIZES[index] < size) {
            index++;
        }
        return index;
    }

    /** The parameters of a statement, to be set. */
    Parameters parameters(PreparedStatement statement) {
        return new Parameters(statement, dialect.texts(), seal);
    }

    /** What a statement answers. */
    Rows query(PreparedStatement statement) throws SQLException {
        return new Rows(statement.executeQuery(), dialect.texts(), seal);
    }

    /** The connection itself. Valid until the work ends. */
    Connection connection() {
        return Objects.requireNonNull(current, "outside work");
    }

    /** What hides content in rows. */
    Seal seal() {
        return seal;
    }

    Dialect dialect() {
        return dialect;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                discardStatements();
                connections.close();
            }
        } catch (SQLException e) {
            throw dialect.fault(e);
        } finally {
            lock.unlock();
        }
    }
}
