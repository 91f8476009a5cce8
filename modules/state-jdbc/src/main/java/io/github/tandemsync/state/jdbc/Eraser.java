package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Erasure;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes content out of every row about certain records, inside a transaction, and counts the rows that had some. */
final class Eraser {
    private final Database db;
    private final Names names;
    private final Intents intents;
    private final ConnectionId connection;
    private final Collection<RecordRef> refs;
    private final List<List<String>> chunks;
    private long changed;

    Eraser(Database db, Names names, Intents intents, ConnectionId connection, Collection<RecordRef> refs) {
        this.db = db;
        this.names = names;
        this.intents = intents;
        this.connection = connection;
        this.refs = refs;
        this.chunks = Chunks.ofRefs(refs);
    }

    long erase() throws SQLException {
        for (Map.Entry<PairId, Integer> pair : names.all(connection).entrySet()) {
            for (List<String> chunk : chunks) {
                digests(pair.getValue(), chunk);
                links(Sql.LINKS_BY_LEFT, pair.getKey(), pair.getValue(), chunk);
                links(Sql.LINKS_BY_RIGHT, pair.getKey(), pair.getValue(), chunk);
            }
        }
        intents();
        for (List<String> chunk : chunks) {
            events(Sql.EVENTS_BY_REF, chunk);
            events(Sql.EVENTS_BY_OTHER, chunk);
        }
        return changed;
    }

    private PreparedStatement select(String sql, int number, List<String> chunk) throws SQLException {
        PreparedStatement statement = db.prepareIn(sql, chunk.size());
        db.parameters(statement).number(number).list(chunk);
        return statement;
    }

    private void digests(int pair, List<String> chunk) throws SQLException {
        Batches batches = new Batches(db);
        try (Rows row = db.query(select(Sql.STORED_ENTRIES, pair, chunk))) {
            while (row.next()) {
                byte[] digests = row.bytes(10);
                if (digests != null) {
                    String what = "entry " + row.text(2);
                    RecordRef ref = Columns.ref(what, row.text(2));
                    Side side = Columns.constant(what, Side.class, row.text(3));
                    long no = row.number(1);
                    EntryWriter.dropDigests(batches, pair, ref, side, EntryForm.digests(what, digests));
                    batches.add(Sql.ERASE_DIGESTS, update -> update.number(no));
                    changed++;
                }
            }
        }
        batches.send();
    }

    private void links(String sql, PairId pair, int number, List<String> chunk) throws SQLException {
        Batches batches = new Batches(db);
        try (Rows row = db.query(select(sql, number, chunk))) {
            while (row.next()) {
                Link link = Links.read(pair, row);
                if (!Erasure.of(link).equals(link)) {
                    String about = LinkForm.about(pair, link.id());
                    write(batches, Sql.WRITE_LINK, about, LinkForm.write(Erasure.of(link)), row.number(1));
                }
            }
        }
        batches.send();
    }

    private void events(String sql, List<String> chunk) throws SQLException {
        Batches batches = new Batches(db);
        try (Rows row = db.query(select(sql, names.find(connection), chunk))) {
            while (row.next()) {
                HistoryEntry event = EventForm.read(row);
                if (!Erasure.of(event).equals(event)) {
                    byte[] body = EventForm.body(Erasure.of(event));
                    write(batches, Sql.WRITE_EVENT, EventForm.about(event), body, row.number(1));
                }
            }
        }
        batches.send();
    }

    private void intents() throws SQLException {
        Set<RecordRef> wanted = new HashSet<>(refs);
        Batches batches = new Batches(db);
        for (Map.Entry<Long, Intent> row : intents.all(connection).entrySet()) {
            Intent intent = row.getValue();
            boolean about = wanted.contains(intent.source()) || (intent.ref() != null && wanted.contains(intent.ref()));
            if (about && !Erasure.of(intent).equals(intent)) {
                String what = IntentForm.about(intent.id().value());
                write(batches, Sql.WRITE_INTENT, what, IntentForm.write(Erasure.of(intent)), row.getKey());
            }
        }
        batches.send();
    }

    private void write(Batches batches, String sql, String about, byte[] body, long no) throws SQLException {
        batches.add(sql, row -> row.body(about, body).number(no));
        changed++;
    }
}
