package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The small state of a connection: pins, cursors, pair states. */
final class Settings {
    private final Database db;
    private final Names names;

    Settings(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    /** The row of a pin, as a cipher binds it. One of them is the key of the digests. */
    static String about(String pin) {
        return "pin " + pin;
    }

    ConnectionState read(ConnectionId connection) throws SQLException {
        int number = names.find(connection);
        return new ConnectionState(pins(number), cursors(number), pairs(number));
    }

    private SortedMap<String, String> pins(int connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_PINS);
        db.parameters(statement).number(connection);
        SortedMap<String, String> pins = new TreeMap<>();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                pins.put(row.text(1), row.secret(2, about(row.text(1))));
            }
        }
        return pins;
    }

    private SortedMap<CursorKey, SavedCursor> cursors(int connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_CURSORS);
        db.parameters(statement).number(connection);
        SortedMap<CursorKey, SavedCursor> cursors = new TreeMap<>();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                String what = "a cursor of pair " + row.text(1);
                CursorKey key = new CursorKey(
                        Columns.pair(what, row.text(1)),
                        Columns.type(what, row.text(2)),
                        Columns.constant(what, FeedMode.class, row.text(3)));
                cursors.put(key, new SavedCursor(new Cursor(row.text(4)), Nanos.instant(row.number(5))));
            }
        }
        return cursors;
    }

    private SortedMap<PairId, PairState> pairs(int connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_PAIRS);
        db.parameters(statement).number(connection);
        SortedMap<PairId, PairState> pairs = new TreeMap<>();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                byte[] state = row.bytes(3);
                if (state != null) {
                    PairId pair = Columns.pair("pair " + row.integer(1), row.text(2));
                    pairs.put(pair, PairStateForm.read(pair, state));
                }
            }
        }
        return pairs;
    }

    void apply(ConnectionId connection, StateChange change) throws SQLException {
        Batches batches = new Batches(db);
        for (CursorKey key : change.droppedCursors()) {
            int pair = names.findOrAdd(connection, key.pair());
            batches.add(Sql.DROP_CURSOR, row -> key(row, pair, key));
        }
        for (Map.Entry<CursorKey, SavedCursor> saved : change.cursors().entrySet()) {
            int pair = names.findOrAdd(connection, saved.getKey().pair());
            batches.add(
                    Sql.WRITE_CURSOR,
                    row -> key(row, pair, saved.getKey())
                            .text(saved.getValue().cursor().value())
                            .time(saved.getValue().at()));
        }
        for (Map.Entry<PairId, PairState> state : change.pairs().entrySet()) {
            int pair = names.findOrAdd(connection, state.getKey());
            batches.add(
                    Sql.WRITE_PAIR_STATE,
                    row -> row.bytes(PairStateForm.write(state.getValue())).number(pair));
        }
        int number = names.findOrAdd(connection);
        for (Map.Entry<String, String> pin : change.pins().entrySet()) {
            batches.add(
                    Sql.WRITE_PIN,
                    row -> row.number(number).text(pin.getKey()).secret(about(pin.getKey()), pin.getValue()));
        }
        batches.send();
    }

    private static Parameters key(Parameters row, int pair, CursorKey key) throws SQLException {
        ObjectType type = key.type();
        return row.number(pair).text(type.toString()).constant(key.mode());
    }
}
