package io.github.tandemsync.state.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects rows for several statements and sends them together, in the order in which the statements were first used. */
final class Batches {
    private final Database db;
    private final Set<PreparedStatement> used = new LinkedHashSet<>();

    Batches(Database db) {
        this.db = db;
    }

    /** Fills one row of a statement. */
    @FunctionalInterface
    interface Row {
        void fill(Parameters parameters) throws SQLException;
    }

    void add(String sql, Row row) throws SQLException {
        PreparedStatement statement = db.prepare(sql);
        row.fill(db.parameters(statement));
        statement.addBatch();
        used.add(statement);
    }

    void send() throws SQLException {
        for (PreparedStatement statement : used) {
            statement.executeBatch();
        }
        used.clear();
    }
}
