package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections and pairs go by number in the tables; here are their names. The number of a pair changes only when it is dropped and
 * begun anew, so known ones are kept, but not where another process can do that.
 */
final class Names {
    /** No row has this number. */
    static final int NONE = -1;

    private record PairKey(ConnectionId connection, PairId pair) {}

    private final Map<ConnectionId, Integer> connections = new HashMap<>();
    private final Map<PairKey, Integer> pairs = new HashMap<>();
    private final Database db;

    Names(Database db) {
        this.db = db;
        // A number given in a transaction that failed is free again.
        db.remembered(this::forget);
    }

    private void forget() {
        connections.clear();
        pairs.clear();
    }

    /** The connection's number, or {@link #NONE}. */
    int find(ConnectionId connection) throws SQLException {
        Integer known = connections.get(connection);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = db.prepare(Sql.FIND_CONNECTION);
        db.parameters(statement).text(connection.value());
        try (Rows rows = db.query(statement)) {
            if (!rows.next()) {
                return NONE;
            }
            Schema.checkStill(db.dialect(), rows.integer(2));
            CipherCheck.checkStill(db.seal(), rows.integer(3) != 0);
            connections.put(connection, rows.integer(1));
            return rows.integer(1);
        }
    }

    int findOrAdd(ConnectionId connection) throws SQLException {
        int found = find(connection);
        if (found != NONE) {
            return found;
        }
        PreparedStatement statement = db.prepare(Sql.ADD_CONNECTION);
        db.parameters(statement).text(connection.value());
        statement.executeUpdate();
        db.lock(connection);
        return find(connection);
    }

    /** The pair's number, or {@link #NONE}. */
    int find(ConnectionId connection, PairId pair) throws SQLException {
        PairKey key = new PairKey(connection, pair);
        Integer known = pairs.get(key);
        if (known != null) {
            return known;
        }
        PreparedStatement statement = db.prepare(Sql.FIND_PAIR);
        db.parameters(statement).number(find(connection)).text(pair.value());
        int found = number(statement);
        if (found != NONE) {
            pairs.put(key, found);
        }
        return found;
    }

    int findOrAdd(ConnectionId connection, PairId pair) throws SQLException {
        int found = find(connection, pair);
        if (found != NONE) {
            return found;
        }
        PreparedStatement statement = db.prepare(Sql.ADD_PAIR);
        db.parameters(statement).number(findOrAdd(connection)).text(pair.value());
        statement.executeUpdate();
        return find(connection, pair);
    }

    /** Gives the pair's number back: no row may have it any more. */
    void drop(ConnectionId connection, PairId pair) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.DROP_PAIR);
        db.parameters(statement).number(find(connection)).text(pair.value());
        statement.executeUpdate();
        pairs.remove(new PairKey(connection, pair));
    }

    /** Every pair of the connection with its number, in order. */
    SortedMap<PairId, Integer> all(ConnectionId connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_PAIRS);
        db.parameters(statement).number(find(connection));
        SortedMap<PairId, Integer> all = new TreeMap<>();
        try (Rows rows = db.query(statement)) {
            while (rows.next()) {
                all.put(Columns.pair("pair " + rows.integer(1), rows.text(2)), rows.integer(1));
            }
        }
        return all;
    }

    private int number(PreparedStatement statement) throws SQLException {
        try (Rows rows = db.query(statement)) {
            return rows.next() ? rows.integer(1) : NONE;
        }
    }
}
