package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers {@link EntryQuery}s: in the order of pairs, then refs, unless the query says otherwise. */
final class EntryReader {
    private static final Comparator<Entry> BY_REF = Comparator.comparing(Entry::ref);
    private static final Comparator<Entry> AS_STORED =
            Comparator.comparing(entry -> RefText.of(entry.ref()), CodePoints.ORDER);

    private final Database db;
    private final Names names;

    EntryReader(Database db, Names names) {
        this.db = db;
        this.names = names;
    }

    List<Entry> answer(EntryQuery query) throws SQLException {
        ConnectionId connection = query.connection();
        if (query instanceof EntryQuery.ByRef q) {
            return inOnePair(connection, q.pair(), Sql.ENTRIES_BY_REF, Chunks.ofRefs(q.refs()));
        }
        if (query instanceof EntryQuery.InAnyPair q) {
            return inEveryPair(connection, Sql.ENTRIES_BY_REF, Chunks.ofRefs(q.refs()));
        }
        if (query instanceof EntryQuery.WaitingFor q) {
            return inEveryPair(connection, Sql.ENTRIES_WAITING, Chunks.ofRefs(q.refs()));
        }
        if (query instanceof EntryQuery.ByKey q) {
            List<String> keys = q.keys().stream().map(CreateKey::value).toList();
            return inOnePair(connection, q.pair(), Sql.ENTRIES_BY_KEY, Chunks.of(keys));
        }
        if (query instanceof EntryQuery.ByDigest q) {
            return byDigest(q, names.find(connection, q.pair()));
        }
        if (query instanceof EntryQuery.Sharing q) {
            return sharing(q, names.find(connection, q.pair()));
        }
        if (query instanceof EntryQuery.Due q) {
            return due(q, names.find(connection, q.pair()));
        }
        if (query instanceof EntryQuery.InState q) {
            return inState(q, names.find(connection, q.pair()));
        }
        EntryQuery.Unseen q = (EntryQuery.Unseen) query;
        return unseen(q, names.find(connection, q.pair()));
    }

    private List<Entry> inOnePair(ConnectionId connection, PairId pair, String sql, List<List<String>> chunks)
            throws SQLException {
        int number = names.find(connection, pair);
        List<Entry> found = new ArrayList<>();
        for (List<String> chunk : chunks) {
            PreparedStatement statement = db.prepareIn(sql, chunk.size());
            db.parameters(statement).number(number).list(chunk);
            addTo(found, pair, statement);
        }
        found.sort(BY_REF);
        return found;
    }

    private List<Entry> inEveryPair(ConnectionId connection, String sql, List<List<String>> chunks)
            throws SQLException {
        List<Entry> found = new ArrayList<>();
        for (PairId pair : names.all(connection).keySet()) {
            found.addAll(inOnePair(connection, pair, sql, chunks));
        }
        return found;
    }

    private List<Entry> byDigest(EntryQuery.ByDigest query, int pair) throws SQLException {
        List<Entry> found = new ArrayList<>();
        for (List<String> chunk : Chunks.of(query.digests())) {
            PreparedStatement statement = db.prepareIn(Sql.ENTRIES_BY_DIGEST, chunk.size());
            db.parameters(statement)
                    .number(pair)
                    .number(pair)
                    .text(query.rule())
                    .constant(query.side())
                    .list(chunk);
            addTo(found, query.pair(), statement);
        }
        found.sort(BY_REF);
        return found;
    }

    private List<Entry> sharing(EntryQuery.Sharing query, int pair) throws SQLException {
        SortedSet<String> states = new TreeSet<>();
        query.states().forEach(state -> states.add("'" + state.name() + "'"));
        if (states.isEmpty()) {
            return List.of();
        }
        String sql = Sql.ENTRIES_SHARING.replace("{states}", String.join(", ", states));
        List<Entry> found = new ArrayList<>();
        for (List<String> chunk : Chunks.of(query.digests())) {
            PreparedStatement statement = db.prepareIn(sql, chunk.size());
            db.parameters(statement)
                    .number(pair)
                    .text(query.rule())
                    .constant(query.side())
                    .text(after(query.after()))
                    .list(chunk)
                    .number(Math.max(0, query.limit()));
            addTo(found, query.pair(), statement);
        }
        return found; // one chunk, in the order of the database
    }

    private List<Entry> due(EntryQuery.Due query, int pair) throws SQLException {
        EntryQuery.Due.Place after = query.after();
        PreparedStatement statement = db.prepare(after == null ? Sql.ENTRIES_DUE : Sql.ENTRIES_DUE_AFTER);
        Parameters values = db.parameters(statement).number(pair).number(Nanos.clamped(query.now()));
        if (after != null) {
            values.number(Nanos.clamped(after.due())).ref(after.ref());
        }
        values.number(Math.max(0, query.limit()));
        return addTo(new ArrayList<>(), query.pair(), statement);
    }

    // Each state by its own index, then merged: one statement over several would read and sort all of them for each
    // page.
    private List<Entry> inState(EntryQuery.InState query, int pair) throws SQLException {
        List<Entry> found = new ArrayList<>();
        SortedSet<EntryState> states = new TreeSet<>(query.states());
        for (EntryState state : states) {
            PreparedStatement statement = db.prepare(Sql.ENTRIES_IN_STATE);
            db.parameters(statement)
                    .number(pair)
                    .constant(state)
                    .text(after(query.after()))
                    .number(Math.max(0, query.limit()));
            addTo(found, query.pair(), statement);
        }
        found.sort(AS_STORED);
        return new ArrayList<>(found.subList(0, Math.min(found.size(), Math.max(0, query.limit()))));
    }

    private static String after(@Nullable RecordRef ref) {
        return ref == null ? "" : RefText.of(ref);
    }

    private List<Entry> unseen(EntryQuery.Unseen query, int pair) throws SQLException {
        PreparedStatement statement = db.prepare(Sql.ENTRIES_UNSEEN);
        db.parameters(statement)
                .number(pair)
                .text(query.after() == null ? RefText.start(query.type()) : RefText.of(query.after()))
                .text(RefText.end(query.type()))
                .number(query.generation())
                .number(Math.max(0, query.limit()));
        return addTo(new ArrayList<>(), query.pair(), statement);
    }

    private List<Entry> addTo(List<Entry> found, PairId pair, PreparedStatement statement) throws SQLException {
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                found.add(EntryForm.read(pair, row));
            }
        }
        return found;
    }

    Map<EntryState, Long> count(ConnectionId connection, PairId pair) throws SQLException {
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        for (EntryState state : EntryState.values()) {
            counts.put(state, 0L);
        }
        PreparedStatement statement = db.prepare(Sql.COUNT_STATES);
        db.parameters(statement).number(names.find(connection, pair));
        try (Rows row = db.query(statement)) {
            while (row.next()) {
                counts.put(Columns.constant("a state", EntryState.class, row.text(1)), row.number(2));
            }
        }
        return counts;
    }
}
