package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One JDBC connection behind one lock, with its prepared statements. A write is one transaction. After a failure everything that
 * was cached is thrown away; if not even the rollback works, the connection is not used again.
 */
final class Database implements AutoCloseable {
    private static final int[] LIST_SIZES = {1, 4, 16, 50, 100, 200, 400, 1000};

    /** The most that {@link #prepareIn} takes at once. */
    static final int CHUNK = 1000;

    private final Connection connection;
    private final Dialect dialect;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();
    private final Map<String, @Nullable PreparedStatement[]> listStatements = new HashMap<>();
    private Runnable afterFailure = () -> {};
    private boolean closed;
    private boolean broken;

    /** Work on the connection. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    Database(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** What to do after a failed write: what was read inside it must not be remembered. */
    void afterFailure(Runnable action) {
        afterFailure = action;
    }

    /** Work without an answer. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }

    /** As {@link #write}, without an answer. */
    void change(Step step) {
        write(() -> {
            step.run();
            return true;
        });
    }

    /** As {@link #read}, without an answer: what the database allows outside transactions only. */
    void maintain(Step step) {
        read(() -> {
            step.run();
            return true;
        });
    }

    <T> T read(Work<T> work) {
        lock.lock();
        try {
            checkUsable();
            return work.run();
        } catch (SQLException e) {
            discardStatements();
            throw dialect.fault(e);
        } finally {
            lock.unlock();
        }
    }

    <T> T write(Work<T> work) {
        lock.lock();
        try {
            checkUsable();
            return transaction(work);
        } catch (SQLException e) {
            throw dialect.fault(e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T transaction(Work<T> work) throws SQLException {
        boolean committed = false;
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (committed) {
                leave();
            } else {
                undo();
            }
        }
    }

    /** What is committed is committed: a failure in here shows at the next call. */
    private void leave() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            undo();
        }
    }

    private void undo() {
        afterFailure.run();
        discardStatements();
        try {
            dialect.rollBack(connection);
        } catch (SQLException e) {
            broken = true;
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

    private void checkUsable() {
        if (closed) {
            throw new StateStoreException("The state store is closed. Open it again to use it", null);
        }
        if (broken) {
            throw new StateStoreException(
                    "The state store failed before and could not take back what it had begun. Close it and open it again",
                    null);
        }
    }

    /** The statement, prepared once. Valid until the work ends. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
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

    /** The connection itself, outside a transaction. */
    Connection connection() {
        return connection;
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
                connection.close();
            }
        } catch (SQLException e) {
            throw dialect.fault(e);
        } finally {
            lock.unlock();
        }
    }
}
