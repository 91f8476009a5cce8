package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between databases. Everything in {@link Sql} is common to them. */
interface Dialect {
    // ---- the tables

    /** Script {@code i} leads from version {@code i} of the tables to the next one. Scripts are added, and never changed. */
    List<List<String>> migrations();

    /** A query that counts the tables named {@code tandem_schema} which belong to this store: none or one. */
    String hasSchema();

    /** Inside a transaction: lets no other process migrate until it ends. */
    void lockSchema(Connection connection) throws SQLException;

    /** How text is kept in columns. */
    TextForm texts();

    // ---- transactions

    /** Whether other processes change the store meanwhile, so that nothing may be remembered between two transactions. */
    boolean isShared();

    /** Begins a transaction that sees one state of the store; where nobody else changes it, nothing. */
    void beginRead(Connection connection) throws SQLException;

    /** Begins a transaction whose statements see all that others have committed. */
    void beginWrite(Connection connection) throws SQLException;

    /** Locks the row of a connection by its name until the transaction ends; null where a transaction locks all. */
    @Nullable
    String lockConnection();

    /** Takes back whatever is open; afterwards the connection is in auto-commit mode, or an exception says that it is not. */
    void rollBack(Connection connection) throws SQLException;

    // ---- faults

    /** The fault in words, with its remedy. Neither they nor the cause hold a value of a record. */
    StateStoreException fault(SQLException cause);

    /** As {@link #fault}, of a commit: it may not be known whether it was done. */
    StateStoreException uncommitted(SQLException cause);

    /** Whether the connection is of no more use. */
    boolean isLost(SQLException fault);

    /** Whether the same work may succeed if it is done again at once. */
    boolean isPassing(SQLException fault);

    // ---- the medium

    /** Called outside a transaction after content was erased: takes its last traces out of the medium. */
    void forget(Connection connection) throws SQLException;

    /** Copies the whole store into a new file. */
    void backup(Connection connection, Path target) throws SQLException;
}
