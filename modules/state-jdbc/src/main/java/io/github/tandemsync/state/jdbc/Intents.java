package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Open intents. */
final class Intents {
    private final Database db;
    private final Names names;

    Intents(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    /** By the number of the row, in the order of opening. */
    Map<Long, Intent> all(ConnectionId connection) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.LIST_INTENTS);
        db.parameters(statement).number(names.find(connection));
        Map<Long, Intent> found = new LinkedHashMap<>();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                found.put(row.number(1), IntentForm.read(row.text(2), row.body(3, IntentForm.about(row.text(2)))));
            }
        }
        return found;
    }

    void apply(int connection, Collection<IntentId> closed, List<Intent> opened) throws SQLException {
        Batches batches = new Batches(db);
        for (IntentId id : closed) {
            batches.add(Sql.DROP_INTENT, row -> row.number(connection).text(id.value()));
        }
        for (Intent intent : opened) {
            batches.add(
                    Sql.ADD_INTENT,
                    row -> row.number(connection)
                            .text(intent.id().value())
                            .body(IntentForm.about(intent.id().value()), IntentForm.write(intent)));
        }
        batches.send();
    }
}
