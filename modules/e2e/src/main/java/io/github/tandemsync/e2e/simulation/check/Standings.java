package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the engine says now, to whoever asks for an explanation, of why a record has no counterpart. */
final class Standings {
    private static final Set<EntryState> APART = EnumSet.of(
            EntryState.UNLINKED, EntryState.SHADOWED, EntryState.AMBIGUOUS, EntryState.WAITING, EntryState.FAILING);

    private final Map<RecordRef, Entry> entries = new HashMap<>();

    void committed(StateChange change) {
        entries.values().removeIf(entry -> change.forgotten().contains(entry.pair()));
        change.entries().stream().map(EntryUpdate::entry).forEach(this::put);
    }

    private void put(Entry entry) {
        entries.put(entry.ref(), entry);
    }

    void rolledBack(Collection<Entry> then) {
        entries.clear();
        then.forEach(this::put);
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Whether it is said to stand apart, or to face another with which it does not get on. */
    boolean isApart(RecordRef ref) {
        Entry entry = entries.get(ref);
        return entry != null
                && (APART.contains(entry.state()) || (entry.state() == EntryState.LINKED && entry.reason() != null));
    }

    /** Whether its link ended, and it stands alone. */
    boolean isUnlinked(RecordRef ref) {
        Entry entry = entries.get(ref);
        return entry != null && entry.state() == EntryState.UNLINKED;
    }
}
