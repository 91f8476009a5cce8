package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one commit changes: all of it or nothing. Collected by the engine on one thread and then handed over; not safe for
 * several threads. Applied in this order: forgotten pairs, entries, links, wake-ups, intents, cursors, pair states, pins,
 * settled conflicts, history.
 */
public final class StateChange {
    private final SortedSet<PairId> forgotten = new TreeSet<>();
    private final Map<EntryId, EntryUpdate> entries = new LinkedHashMap<>();
    private final Map<PairLink, Link> links = new LinkedHashMap<>();
    private final List<RecordRef> wakes = new ArrayList<>();
    private final List<Intent> opened = new ArrayList<>();
    private final List<IntentId> closed = new ArrayList<>();
    private final SortedMap<CursorKey, SavedCursor> cursors = new TreeMap<>();
    private final List<CursorKey> droppedCursors = new ArrayList<>();
    private final SortedMap<PairId, PairState> pairs = new TreeMap<>();
    private final SortedMap<String, String> pins = new TreeMap<>();
    private final Set<Settled> settled = new LinkedHashSet<>();
    private final List<HistoryEntry> history = new ArrayList<>();
    private @Nullable Instant wakeDue;

    /** An entry's identity. */
    public record EntryId(PairId pair, RecordRef ref) {}

    /** A link's identity: two pairs may join the same two records. */
    private record PairLink(PairId pair, LinkId link) {}

    /**
     * Conflicts that no longer wait for a person.
     *
     * @param ref the record that they are stored about: {@link HistoryEntry#ref()}
     * @param rule the field rule
     */
    public record Settled(PairId pair, RecordRef ref, String rule) {}

    /**
     * Forgets everything that is stored of the pair, before the rest of the change is applied: entries with their marks and digests,
     * links, intents, cursors, the pair's state and its history. A pair of which nothing is stored may be named too. What is stored
     * of other pairs stays as it is, also where it names the same records, and so do pins.
     */
    public StateChange forget(PairId pair) {
        forgotten.add(pair);
        return this;
    }

    /** Replaces or adds an entry. A second update of the same entry in one change replaces the first. */
    public StateChange put(EntryUpdate update) {
        entries.put(new EntryId(update.entry().pair(), update.entry().ref()), update);
        return this;
    }

    /** Replaces or adds a link. */
    public StateChange put(Link link) {
        links.put(new PairLink(link.pair(), link.id()), link);
        return this;
    }

    /** Raises the mark of every entry, in every pair, that waits for the given record. */
    public StateChange wake(RecordRef linked, Instant due) {
        wakes.add(linked);
        wakeDue = due;
        return this;
    }

    public StateChange open(Intent intent) {
        opened.add(intent);
        return this;
    }

    public StateChange close(IntentId intent) {
        closed.add(intent);
        return this;
    }

    public StateChange cursor(CursorKey key, SavedCursor cursor) {
        cursors.put(key, cursor);
        return this;
    }

    public StateChange dropCursor(CursorKey key) {
        droppedCursors.add(key);
        return this;
    }

    public StateChange pair(PairId id, PairState state) {
        pairs.put(id, state);
        return this;
    }

    public StateChange pin(String name, String value) {
        pins.put(name, value);
        return this;
    }

    /** Has every stored event about the rule of the record that is open no longer be so. */
    public StateChange settle(PairId pair, RecordRef ref, String rule) {
        settled.add(new Settled(pair, ref, rule));
        return this;
    }

    public StateChange record(HistoryEntry event) {
        history.add(event);
        return this;
    }

    public boolean isEmpty() {
        return forgotten.isEmpty()
                && entries.isEmpty()
                && links.isEmpty()
                && wakes.isEmpty()
                && opened.isEmpty()
                && closed.isEmpty()
                && cursors.isEmpty()
                && droppedCursors.isEmpty()
                && pairs.isEmpty()
                && pins.isEmpty()
                && settled.isEmpty()
                && history.isEmpty();
    }

    /** The pairs of which everything stored is forgotten first. */
    public SortedSet<PairId> forgotten() {
        return Collections.unmodifiableSortedSet(forgotten);
    }

    public Collection<EntryUpdate> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** The update of one entry in this change, or null. */
    public @Nullable EntryUpdate entry(PairId pair, RecordRef ref) {
        return entries.get(new EntryId(pair, ref));
    }

    public Collection<Link> links() {
        return Collections.unmodifiableCollection(links.values());
    }

    public List<RecordRef> wakes() {
        return Collections.unmodifiableList(wakes);
    }

    /** When the woken entries are due; null if none is woken. */
    public @Nullable Instant wakeDue() {
        return wakeDue;
    }

    public List<Intent> opened() {
        return Collections.unmodifiableList(opened);
    }

    public List<IntentId> closed() {
        return Collections.unmodifiableList(closed);
    }

    public SortedMap<CursorKey, SavedCursor> cursors() {
        return Collections.unmodifiableSortedMap(cursors);
    }

    public List<CursorKey> droppedCursors() {
        return Collections.unmodifiableList(droppedCursors);
    }

    public SortedMap<PairId, PairState> pairs() {
        return Collections.unmodifiableSortedMap(pairs);
    }

    public SortedMap<String, String> pins() {
        return Collections.unmodifiableSortedMap(pins);
    }

    public Set<Settled> settled() {
        return Collections.unmodifiableSet(settled);
    }

    public List<HistoryEntry> history() {
        return Collections.unmodifiableList(history);
    }
}
