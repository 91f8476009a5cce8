package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Intent;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Takes every row of a pair out of the tables, inside a transaction. */
final class PairDropper {
    private static final List<String> BY_PAIR =
            List.of(Sql.DROP_ENTRIES, Sql.DROP_DIGESTS, Sql.DROP_LINKS, Sql.DROP_CURSORS, Sql.DROP_EVENTS);

    private final Database db;
    private final Names names;
    private final Intents intents;

    PairDropper(Database db, Names names, Intents intents) {
        this.db = db;
        this.names = names;
        this.intents = intents;
    }

    void drop(ConnectionId connection, Collection<PairId> pairs) throws SQLException {
        Batches batches = new Batches(db);
        for (PairId pair : pairs) {
            int number = names.find(connection, pair);
            if (number != Names.NONE) {
                for (String sql : BY_PAIR) {
                    batches.add(sql, row -> row.number(number));
                }
            }
        }
        for (Map.Entry<Long, Intent> open : intents.all(connection).entrySet()) {
            if (pairs.contains(open.getValue().pair())) {
                batches.add(Sql.DROP_INTENT_ROW, row -> row.number(open.getKey()));
            }
        }
        batches.send();
        for (PairId pair : pairs) {
            names.drop(connection, pair);
        }
    }
}
