package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.Mark;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Raises marks, inside a transaction: by hint, or because a record is linked now. */
final class MarkWriter {
    private final Database db;
    private final Names names;

    private record Stored(long no, Mark mark) {}

    MarkWriter(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    void hint(ConnectionId connection, Collection<Hint> hints) throws SQLException {
        Map<PairId, List<Hint>> byPair = new LinkedHashMap<>();
        for (Hint hint : hints) {
            byPair.computeIfAbsent(hint.pair(), pair -> new ArrayList<>()).add(hint);
        }
        for (Map.Entry<PairId, List<Hint>> each : byPair.entrySet()) {
            hint(names.findOrAdd(connection, each.getKey()), each.getValue());
        }
    }

    private void hint(int pair, List<Hint> hints) throws SQLException {
        List<RecordRef> refs = hints.stream().map(Hint::ref).toList();
        Map<RecordRef, Stored> stored = new LinkedHashMap<>();
        for (List<String> chunk : Chunks.ofRefs(refs)) {
            stored.putAll(stored(Sql.MARKS_BY_REF, pair, chunk));
        }
        Map<RecordRef, Entry> raised = new LinkedHashMap<>();
        for (Hint hint : hints) {
            raised.compute(hint.ref(), (ref, soFar) -> raise(hint, soFar, stored.get(ref)));
        }
        Batches batches = new Batches(db);
        for (Entry entry : raised.values()) {
            Stored old = stored.get(entry.ref());
            if (old == null) {
                EntryWriter.add(batches, pair, entry, null);
            } else {
                write(batches, old.no(), entry.mark());
            }
        }
        batches.send();
    }

    private static Entry raise(Hint hint, @Nullable Entry soFar, @Nullable Stored old) {
        Entry entry = soFar == null ? Entry.unmatched(hint.pair(), hint.side(), hint.ref()) : soFar;
        Mark mark = soFar == null && old != null ? old.mark() : entry.mark();
        return entry.withMark(mark.raised(hint.due()));
    }

    /** Raises the mark of every entry that waits for one of the records. */
    void wake(ConnectionId connection, Collection<RecordRef> linked, Instant due) throws SQLException {
        List<List<String>> chunks = Chunks.ofRefs(linked);
        Batches batches = new Batches(db);
        for (int pair : names.all(connection).values()) {
            for (List<String> chunk : chunks) {
                for (Stored waiting : stored(Sql.MARKS_WAITING, pair, chunk).values()) {
                    write(batches, waiting.no(), waiting.mark().raised(due));
                }
            }
        }
        batches.send();
    }

    private Map<RecordRef, Stored> stored(String sql, int pair, List<String> refs) throws SQLException {
        PreparedStatement statement = db.prepareIn(sql, refs.size());
        db.parameters(statement).number(pair).list(refs);
        Map<RecordRef, Stored> found = new LinkedHashMap<>();
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                RecordRef ref = Columns.ref("entry " + row.number(1), row.text(2));
                found.put(ref, new Stored(row.number(1), EntryForm.mark(row, 3)));
            }
        }
        return found;
    }

    private static void write(Batches batches, long no, Mark mark) throws SQLException {
        batches.add(
                Sql.WRITE_MARK,
                row -> row.number(mark.seq())
                        .number(mark.attempts())
                        .time(mark.due())
                        .number(no));
    }
}
