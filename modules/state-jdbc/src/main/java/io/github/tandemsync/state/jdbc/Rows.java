package io.github.tandemsync.state.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a query answers, row by row; columns count from 1. */
final class Rows implements AutoCloseable {
    private final ResultSet rows;
    private final TextForm form;

    Rows(ResultSet rows, TextForm form) {
        this.rows = rows;
        this.form = form;
    }

    boolean next() throws SQLException {
        return rows.next();
    }

    @Nullable
    String textOrNull(int column) throws SQLException {
        return form.loadOrNull(rows.getString(column));
    }

    /** Of a column that is never null. */
    String text(int column) throws SQLException {
        return form.load(String.valueOf(rows.getString(column)));
    }

    long number(int column) throws SQLException {
        return rows.getLong(column);
    }

    int integer(int column) throws SQLException {
        return rows.getInt(column);
    }

    boolean wasNull() throws SQLException {
        return rows.wasNull();
    }

    byte @Nullable [] bytes(int column) throws SQLException {
        return rows.getBytes(column);
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
