package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a run wrote into fields, from its history, as wishes to take it back; and what of it can not be taken back. */
final class Undo {
    static final Set<Kind> WRITES = Set.of(Kind.UPDATED, Kind.CLEARED, Kind.CREATED, Kind.REMOVED);
    private static final int PAGE = 1000;

    private final Settings settings;
    private final Map<PairId, Map<RecordRef, Written>> written = new LinkedHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Wishes wishes = new Wishes();

    /** What the fields of a record held before the first write of the run, and after its last. */
    private record Written(Side side, Values before, Values after) {
        Written then(Written later) {
            return new Written(side, later.before.overlay(before), after.overlay(later.after));
        }
    }

    /** What is not taken back, of which record, and why. */
    record Remark(PairId pair, Side side, RecordRef ref, String text) {}

    /** @throws IllegalArgumentException if the history has nothing of the run */
    Undo(Settings settings, String run) {
        this.settings = settings;
        HistoryQuery query = HistoryQuery.of(settings.connection()).run(run).kinds(WRITES);
        int read = 0;
        List<HistoryEntry> page;
        do {
            page = settings.store().history(query.page(read, PAGE));
            page.forEach(this::add);
            read += page.size();
        } while (page.size() == PAGE);
        if (read == 0) {
            throw new IllegalArgumentException(
                    "The history of connection " + settings.connection() + " has no write of a run " + run
                            + "; SyncReport.run() names the run. " + Retention.kept(settings));
        }
        String missing = Retention.missing(settings, run);
        if (missing != null) {
            throw new IllegalArgumentException(
                    "Run " + run + " can not be taken back: of its history, which is the oldest"
                            + " that is left, a part may have been dropped already. " + missing);
        }
        settings.pairs().forEach(this::wish);
        written.forEach((pair, records) -> records.forEach((ref, fields) -> remarks.add(new Remark(
                pair, fields.side(), ref, "not taken back: it has no link, or none of a pair of this runner"))));
    }

    Wishes wishes() {
        return wishes;
    }

    /** What of the run stays as it is, and why. */
    List<Remark> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    private void add(HistoryEntry event) {
        switch (event.kind()) {
            case CREATED -> remark(event, "was created by the run, and stays; remove it by hand if it is not wanted");
            case REMOVED -> remark(event, "was removed by the run, which can not be undone; restore it by hand");
            default ->
                written.computeIfAbsent(event.pair(), pair -> new LinkedHashMap<>())
                        .merge(event.ref(), new Written(event.side(), event.before(), event.after()), Written::then);
        }
    }

    private void remark(HistoryEntry event, String text) {
        remarks.add(new Remark(event.pair(), event.side(), event.ref(), text));
    }

    private void wish(ObjectPair pair) {
        Map<RecordRef, Written> records = written.getOrDefault(pair.id(), new LinkedHashMap<>());
        for (List<RecordRef> refs : Batches.of(records.keySet(), Batches.STORE)) {
            List<Entry> entries =
                    settings.store().entries(new EntryQuery.ByRef(settings.connection(), pair.id(), refs));
            Map<LinkId, Link> links = Links.stored(settings, pair.id(), Links.ids(entries));
            for (Entry entry : entries) {
                Link link = entry.link() == null ? null : links.get(entry.link());
                if (link != null) {
                    wish(pair, link, Contract.known(records.remove(entry.ref())));
                }
            }
        }
    }

    private void wish(ObjectPair pair, Link link, Written fields) {
        if (fields.after().isEmpty()) {
            remarks.add(new Remark(
                    pair.id(), fields.side(), link.ref(fields.side()), "not taken back: its values were erased"));
        }
        Set<String> unmapped = new TreeSet<>(fields.after().names());
        for (FieldRule rule : Links.rules(pair, link)) {
            Set<String> own = rule.fields(fields.side());
            Values after = fields.after().only(own);
            if (!after.isEmpty()) {
                Values before = fields.before().only(Set.copyOf(after.names()));
                wishes.add(pair.id(), link.id(), rule.id(), new Wish.TakeBack(fields.side(), before, after));
                unmapped.removeAll(own);
            }
        }
        if (!unmapped.isEmpty()) {
            String text = "not taken back: " + unmapped + " is no longer mapped";
            remarks.add(new Remark(pair.id(), fields.side(), link.ref(fields.side()), text));
        }
    }
}
