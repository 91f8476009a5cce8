package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateChange.Settled;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** History. */
final class Events {
    private static final int KINDS = HistoryEntry.Kind.values().length;
    private static final String ABOUT =
            " AND h.no IN (SELECT no FROM tandem_history WHERE connection = ? AND ref IN ({refs})"
                    + " UNION ALL SELECT no FROM tandem_history WHERE connection = ? AND other IN ({refs}))";

    private final Database db;
    private final Names names;

    Events(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    void add(ConnectionId connection, List<HistoryEntry> events) throws SQLException {
        int number = names.findOrAdd(connection);
        Batches batches = new Batches(db);
        for (HistoryEntry event : events) {
            int pair = names.findOrAdd(connection, event.pair());
            batches.add(
                    Sql.ADD_EVENT,
                    row -> row.number(number)
                            .number(pair)
                            .text(event.run())
                            .constant(event.kind())
                            .ref(event.ref())
                            .ref(event.other())
                            .number(event.open() ? 1 : 0)
                            .time(event.at())
                            .body(EventForm.about(event), EventForm.body(event)));
        }
        batches.send();
    }

    /** Has the open events about the given rules no longer be so. */
    void settle(ConnectionId connection, Set<Settled> settled) throws SQLException {
        List<RecordRef> refs = settled.stream().map(Settled::ref).toList();
        Batches batches = new Batches(db);
        for (List<String> chunk : Chunks.ofRefs(refs)) {
            PreparedStatement statement = db.prepareIn(Sql.OPEN_EVENTS_BY_REF, chunk.size());
            db.parameters(statement).number(names.find(connection)).list(chunk);
            try (Rows row = db.query(statement)) {
                while (row.next()) {
                    HistoryEntry event = EventForm.read(row);
                    long no = row.number(1);
                    if (event.rule() != null
                            && settled.contains(new Settled(event.pair(), event.ref(), event.rule()))) {
                        batches.add(Sql.SETTLE_EVENT, update -> update.number(no));
                    }
                }
            }
        }
        batches.send();
    }

    /** Drops closed events from before the time, the oldest first, and answers how many. */
    long prune(ConnectionId connection, Instant before, int most) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.PRUNE_EVENTS);
        db.parameters(statement)
                .number(names.find(connection))
                .number(Nanos.clamped(before))
                .number(Math.max(0, most));
        return statement.executeUpdate();
    }

    HistoryPage find(HistoryQuery query) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.events(criteria(query)));
        fill(query, db.parameters(statement)).number(Math.max(0, query.limit())).number(Math.max(0, query.skip()));
        List<HistoryEntry> found = new ArrayList<>();
        long last = query.after();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                last = row.number(1);
                found.add(EventForm.read(row));
            }
        }
        return new HistoryPage(found, last);
    }

    long count(HistoryQuery query) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.countEvents(criteria(query)));
        fill(query, db.parameters(statement));
        try (Rows row = db.query(statement)) {
            row.next();
            return row.number(1);
        }
    }

    private static String criteria(HistoryQuery query) {
        return (query.run() == null ? "" : " AND h.run = ?")
                + (query.pair() == null ? "" : " AND h.pair = ?")
                + about(query)
                + (query.kinds().isEmpty() ? "" : " AND h.kind IN (?" + ", ?".repeat(KINDS - 1) + ")")
                + (query.openOnly() ? " AND h.open = 1" : "")
                + (query.since() == null ? "" : " AND h.at >= ?")
                + (query.after() <= 0 ? "" : " AND h.no > ?");
    }

    private static String about(HistoryQuery query) {
        int size = query.refs().size();
        return size == 0 ? "" : ABOUT.replace("{refs}", "?" + ", ?".repeat(Database.listSize(size) - 1));
    }

    private Parameters fill(HistoryQuery query, Parameters parameters) throws SQLException {
        int connection = names.find(query.connection());
        parameters.number(connection);
        if (query.run() != null) {
            parameters.text(query.run());
        }
        PairId pair = query.pair();
        if (pair != null) {
            parameters.number(names.find(query.connection(), pair));
        }
        if (!query.refs().isEmpty()) {
            List<String> refs = query.refs().stream().map(RefText::of).toList();
            parameters.number(connection).list(refs).number(connection).list(refs);
        }
        if (!query.kinds().isEmpty()) {
            List<HistoryEntry.Kind> kinds = List.copyOf(query.kinds());
            for (int i = 0; i < KINDS; i++) {
                parameters.constant(kinds.get(Math.min(i, kinds.size() - 1)));
            }
        }
        if (query.since() != null) {
            parameters.number(Nanos.clamped(query.since()));
        }
        if (query.after() > 0) {
            parameters.number(query.after());
        }
        return parameters;
    }
}
