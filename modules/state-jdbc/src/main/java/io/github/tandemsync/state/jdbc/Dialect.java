package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.StateStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between databases. Everything in {@link Sql} is common to them. */
interface Dialect {
    /** Creates tables and indexes of the current schema. */
    List<String> schema();

    /** The fault in words, with its remedy. */
    StateStoreException fault(SQLException cause);

    /** Takes back whatever is open; afterwards the connection is in auto-commit mode, or an exception says that it is not. */
    void rollBack(Connection connection) throws SQLException;

    /** Called outside a transaction after content was erased: takes its last traces out of the medium. */
    void forget(Connection connection) throws SQLException;

    /** Copies the whole store into a new file. */
    void backup(Connection connection, Path target) throws SQLException;
}
