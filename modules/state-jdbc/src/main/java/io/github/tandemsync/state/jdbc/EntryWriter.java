package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Mark;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes entries with their marks and digests, inside a transaction. */
final class EntryWriter {
    private final Database db;
    private final Names names;

    /** The columns of a stored entry that decide how it is updated. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Stored(
            long no,
            Side side,
            EntryState state,
            @Nullable String key,
            @Nullable String waitsFor,
            Mark mark,
            byte @Nullable [] digests) {}

    EntryWriter(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    void put(ConnectionId connection, Collection<EntryUpdate> updates) throws SQLException {
        Map<PairId, List<EntryUpdate>> byPair = new LinkedHashMap<>();
        for (EntryUpdate update : updates) {
            byPair.computeIfAbsent(update.entry().pair(), pair -> new ArrayList<>())
                    .add(update);
        }
        for (Map.Entry<PairId, List<EntryUpdate>> each : byPair.entrySet()) {
            put(names.findOrAdd(connection, each.getKey()), each.getValue());
        }
    }

    private void put(int pair, List<EntryUpdate> updates) throws SQLException {
        Map<RecordRef, Stored> stored = new HashMap<>();
        List<RecordRef> refs =
                updates.stream().map(update -> update.entry().ref()).toList();
        for (List<String> chunk : Chunks.ofRefs(refs)) {
            stored(pair, chunk, stored);
        }
        Batches batches = new Batches(db);
        for (EntryUpdate update : updates) {
            put(batches, pair, update, stored.get(update.entry().ref()));
        }
        batches.send();
    }

    private void stored(int pair, List<String> refs, Map<RecordRef, Stored> found) throws SQLException {
        PreparedStatement statement = db.prepareIn(Sql.STORED_ENTRIES, refs.size());
        db.parameters(statement).number(pair).list(refs);
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                String what = "entry " + row.text(2);
                found.put(
                        Columns.ref(what, row.text(2)),
                        new Stored(
                                row.number(1),
                                Columns.constant(what, Side.class, row.text(3)),
                                Columns.constant(what, EntryState.class, row.text(4)),
                                row.textOrNull(5),
                                row.textOrNull(6),
                                EntryForm.mark(row, 7),
                                row.bytes(10)));
            }
        }
    }

    private static void put(Batches batches, int pair, EntryUpdate update, @Nullable Stored old) throws SQLException {
        Entry entry = update.entry();
        Mark mark = EntryUpdate.apply(old == null ? null : old.mark(), update.mark());
        byte[] digests = EntryForm.digests(entry.digests());
        if (old == null) {
            add(batches, pair, entry.withMark(mark), digests);
        } else {
            update(batches, entry, mark, digests, old);
        }
        boolean same = old != null && old.side() == entry.side() && Arrays.equals(old.digests(), digests);
        if (!same) {
            digests(batches, pair, entry, old);
        }
    }

    static void add(Batches batches, int pair, Entry entry, byte @Nullable [] digests) throws SQLException {
        batches.add(
                Sql.ADD_ENTRY,
                row -> row.number(pair)
                        .ref(entry.ref())
                        .constant(entry.side())
                        .constant(entry.state())
                        .text(key(entry))
                        .ref(entry.waitsFor())
                        .number(entry.seen())
                        .number(entry.mark().seq())
                        .number(entry.mark().attempts())
                        .time(entry.mark().due())
                        .body(EntryForm.about(entry.pair(), entry.ref()), EntryForm.body(entry))
                        .bytes(digests));
    }

    private static void update(Batches batches, Entry entry, Mark mark, byte @Nullable [] digests, Stored old)
            throws SQLException {
        int mask = (entry.state() == old.state() ? 0 : Sql.STATE)
                | (Objects.equals(key(entry), old.key()) ? 0 : Sql.CREATE_KEY)
                | (Objects.equals(waitsFor(entry), old.waitsFor()) ? 0 : Sql.WAITS_FOR)
                | (Objects.equals(mark.due(), old.mark().due()) ? 0 : Sql.DUE);
        batches.add(Sql.updateEntry(mask), row -> {
            row.constant(entry.side())
                    .number(entry.seen())
                    .number(mark.seq())
                    .number(mark.attempts())
                    .body(EntryForm.about(entry.pair(), entry.ref()), EntryForm.body(entry))
                    .bytes(digests);
            if ((mask & Sql.STATE) != 0) {
                row.constant(entry.state());
            }
            if ((mask & Sql.CREATE_KEY) != 0) {
                row.text(key(entry));
            }
            if ((mask & Sql.WAITS_FOR) != 0) {
                row.ref(entry.waitsFor());
            }
            if ((mask & Sql.DUE) != 0) {
                row.time(mark.due());
            }
            row.number(old.no());
        });
    }

    private static @Nullable String key(Entry entry) {
        return entry.key() == null ? null : entry.key().value();
    }

    private static @Nullable String waitsFor(Entry entry) {
        return entry.waitsFor() == null ? null : RefText.of(entry.waitsFor());
    }

    /** Only what is not the same is dropped and added: statements of a kind are sent together, whatever the order they came in. */
    private static void digests(Batches batches, int pair, Entry entry, @Nullable Stored old) throws SQLException {
        SortedMap<String, String> fresh = new TreeMap<>(entry.digests());
        if (old != null) {
            SortedMap<String, String> before = EntryForm.digests("entry " + entry.ref(), old.digests());
            SortedMap<String, String> gone = new TreeMap<>(before);
            if (old.side() == entry.side()) {
                gone.entrySet().removeAll(entry.digests().entrySet());
                fresh.entrySet().removeAll(before.entrySet());
            }
            dropDigests(batches, pair, entry.ref(), old.side(), gone);
        }
        for (Map.Entry<String, String> digest : fresh.entrySet()) {
            batches.add(
                    Sql.ADD_DIGEST,
                    row -> row.number(pair)
                            .text(digest.getKey())
                            .text(digest.getValue())
                            .constant(entry.side())
                            .ref(entry.ref()));
        }
    }

    static void dropDigests(Batches batches, int pair, RecordRef ref, Side side, SortedMap<String, String> digests)
            throws SQLException {
        for (Map.Entry<String, String> digest : digests.entrySet()) {
            batches.add(
                    Sql.DROP_DIGEST,
                    row -> row.number(pair)
                            .text(digest.getKey())
                            .text(digest.getValue())
                            .constant(side)
                            .ref(ref));
        }
    }
}
