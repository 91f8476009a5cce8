package io.github.tandemsync.state.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a query answers, row by row; columns count from 1. */
final class Rows implements AutoCloseable {
    private final ResultSet rows;
    private final TextForm form;
    private final Seal seal;

    Rows(ResultSet rows, TextForm form, Seal seal) {
        this.rows = rows;
        this.form = form;
        this.seal = seal;
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

    /**
     * What the cipher hid, if there is one.
     *
     * @param about the row, as the cipher bound it
     */
    byte @Nullable [] body(int column, String about) throws SQLException {
        return seal.open(about, bytes(column));
    }

    /** As {@link #body}, a text. */
    String secret(int column, String about) throws SQLException {
        return seal.openText(about, text(column));
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
