package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections and pairs go by number in the tables; here are their names. The number of a pair changes only when it is dropped and
 * begun anew, so known ones are kept.
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
        db.afterFailure(this::forget);
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
        Parameters.of(statement).text(connection.value());
        int found = number(statement);
        if (found != NONE) {
            connections.put(connection, found);
        }
        return found;
    }

    int findOrAdd(ConnectionId connection) throws SQLException {
        int found = find(connection);
        if (found != NONE) {
            return found;
        }
        PreparedStatement statement = db.prepare(Sql.ADD_CONNECTION);
        Parameters.of(statement).text(connection.value());
        statement.executeUpdate();
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
        Parameters.of(statement).number(find(connection)).text(pair.value());
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
        Parameters.of(statement).number(findOrAdd(connection)).text(pair.value());
        statement.executeUpdate();
        return find(connection, pair);
    }

    /** Gives the pair's number back: no row may have it any more. */
    void drop(ConnectionId connection, PairId pair) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.DROP_PAIR);
        Parameters.of(statement).number(find(connection)).text(pair.value());
        statement.executeUpdate();
        pairs.remove(new PairKey(connection, pair));
    }

    /** Every pair of the connection with its number, in order. */
    SortedMap<PairId, Integer> all(ConnectionId connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_PAIRS);
        Parameters.of(statement).number(find(connection));
        SortedMap<PairId, Integer> all = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.put(Columns.pair("pair " + rows.getInt(1), rows.getString(2)), rows.getInt(1));
            }
        }
        return all;
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getInt(1) : NONE;
        }
    }
}
