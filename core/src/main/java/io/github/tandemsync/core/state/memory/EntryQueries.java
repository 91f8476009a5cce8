package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers {@link EntryQuery}s: in the order of pairs, then refs, unless the query says otherwise. */
final class EntryQueries {
    private static final int MOST = 1000;

    private EntryQueries() {}

    static List<Entry> answer(Tables tables, EntryQuery query) {
        if (query instanceof EntryQuery.ByRef q) {
            atMost1000("records", q.refs().size());
            return byRef(rows(tables, q.pair()), q.refs());
        }
        if (query instanceof EntryQuery.InAnyPair q) {
            atMost1000("records", q.refs().size());
            return inAnyPair(tables, q.refs());
        }
        if (query instanceof EntryQuery.ByKey q) {
            atMost1000("keys", q.keys().size());
            return byKey(rows(tables, q.pair()), q.keys());
        }
        if (query instanceof EntryQuery.ByDigest q) {
            atMost1000("digests", q.digests().size());
            return byDigest(rows(tables, q.pair()), q);
        }
        if (query instanceof EntryQuery.Sharing q) {
            atMost1000("digests", q.digests().size());
            return sharing(rows(tables, q.pair()), q);
        }
        if (query instanceof EntryQuery.WaitingFor q) {
            return waitingFor(tables, q.refs());
        }
        if (query instanceof EntryQuery.Due q) {
            return due(rows(tables, q.pair()), q);
        }
        if (query instanceof EntryQuery.InState q) {
            return inState(rows(tables, q.pair()), q);
        }
        return unseen(rows(tables, ((EntryQuery.Unseen) query).pair()), (EntryQuery.Unseen) query);
    }

    static void atMost1000(String what, int asked) {
        if (asked > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " " + what + " can be asked for at once, got "
                    + asked + "; ask in several calls");
        }
    }

    private static PairRows rows(Tables tables, PairId pair) {
        PairRows rows = tables.pairs.get(pair);
        return rows == null ? new PairRows() : rows;
    }

    private static List<Entry> byRef(PairRows rows, Collection<RecordRef> refs) {
        List<Entry> found = new ArrayList<>(refs.size());
        addByRef(rows, new TreeSet<>(refs), found);
        return found;
    }

    private static void addByRef(PairRows rows, SortedSet<RecordRef> refs, List<Entry> found) {
        for (RecordRef ref : refs) {
            Entry entry = rows.entries.get(ref);
            if (entry != null) {
                found.add(entry);
            }
        }
    }

    private static List<Entry> inAnyPair(Tables tables, Collection<RecordRef> refs) {
        List<Entry> found = new ArrayList<>();
        SortedSet<RecordRef> sorted = new TreeSet<>(refs);
        for (PairRows rows : tables.pairs.values()) {
            addByRef(rows, sorted, found);
        }
        return found;
    }

    private static List<Entry> byKey(PairRows rows, Collection<CreateKey> keys) {
        SortedSet<RecordRef> refs = new TreeSet<>();
        for (CreateKey key : keys) {
            refs.addAll(rows.keys.get(key));
        }
        return byRef(rows, refs);
    }

    private static List<Entry> byDigest(PairRows rows, EntryQuery.ByDigest query) {
        SortedSet<RecordRef> refs = new TreeSet<>();
        for (String digest : query.digests()) {
            refs.addAll(rows.digests.refs(query.side(), query.rule(), digest));
        }
        return byRef(rows, refs);
    }

    private static List<Entry> sharing(PairRows rows, EntryQuery.Sharing query) {
        TreeSet<RecordRef> refs = new TreeSet<>();
        for (String digest : query.digests()) {
            refs.addAll(rows.digests.refs(query.side(), query.rule(), digest));
        }
        List<Entry> found = new ArrayList<>();
        RecordRef after = query.after();
        for (Entry entry : byRef(rows, after == null ? refs : refs.tailSet(after, false))) {
            if (found.size() < query.limit() && query.states().contains(entry.state())) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<Entry> waitingFor(Tables tables, Collection<RecordRef> parents) {
        List<Entry> found = new ArrayList<>();
        for (PairRows rows : tables.pairs.values()) {
            SortedSet<RecordRef> refs = new TreeSet<>();
            for (RecordRef parent : parents) {
                refs.addAll(rows.waiting.get(parent));
            }
            addByRef(rows, refs, found);
        }
        return found;
    }

    private static List<Entry> due(PairRows rows, EntryQuery.Due query) {
        List<Entry> found = new ArrayList<>();
        EntryQuery.Due.Place after = query.after();
        for (DueKey key : after == null ? rows.due : rows.due.tailSet(new DueKey(after.due(), after.ref()), false)) {
            if (found.size() >= query.limit() || key.due().isAfter(query.now())) {
                break;
            }
            Entry entry = rows.entries.get(key.ref());
            if (entry != null) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<Entry> inState(PairRows rows, EntryQuery.InState query) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : after(rows.entries, query.after()).values()) {
            if (found.size() >= query.limit()) {
                break;
            }
            if (query.states().contains(entry.state())) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<Entry> unseen(PairRows rows, EntryQuery.Unseen query) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : after(rows.entries, query.after()).values()) {
            if (found.size() >= query.limit()) {
                break;
            }
            if (entry.ref().type().equals(query.type())
                    && entry.seen() < query.generation()
                    && entry.state() != EntryState.REMOVED
                    && entry.state() != EntryState.REPLACED) {
                found.add(entry);
            }
        }
        return found;
    }

    private static NavigableMap<RecordRef, Entry> after(
            NavigableMap<RecordRef, Entry> entries, @Nullable RecordRef ref) {
        return ref == null ? entries : entries.tailMap(ref, false);
    }
}
