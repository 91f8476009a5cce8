package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything stored of one connection. */
final class Tables {
    final LeaseRow lease;
    final SortedMap<PairId, PairRows> pairs = new TreeMap<>();
    final Map<IntentId, Intent> intents;
    final SortedMap<CursorKey, SavedCursor> cursors;
    final SortedMap<PairId, PairState> states;
    final SortedMap<String, String> pins;
    final History history;

    Tables() {
        lease = new LeaseRow();
        intents = new LinkedHashMap<>();
        cursors = new TreeMap<>();
        states = new TreeMap<>();
        pins = new TreeMap<>();
        history = new History();
    }

    private Tables(Tables from) {
        lease = from.lease.copy();
        intents = new LinkedHashMap<>(from.intents);
        cursors = new TreeMap<>(from.cursors);
        states = new TreeMap<>(from.states);
        pins = new TreeMap<>(from.pins);
        history = new History(from.history);
        from.pairs.forEach((pair, rows) -> pairs.put(pair, rows.copy()));
    }

    /** A copy that shares rows, which are immutable, and nothing else. */
    Tables copy() {
        return new Tables(this);
    }

    PairRows rows(PairId pair) {
        PairRows rows = pairs.get(pair);
        if (rows == null) {
            rows = new PairRows();
            pairs.put(pair, rows);
        }
        return rows;
    }

    /** Applies a change that {@link CommitCheck} has passed; from here on nothing may fail. */
    void apply(StateChange change) {
        change.forgotten().forEach(this::forget);
        for (EntryUpdate update : change.entries()) {
            rows(update.entry().pair()).put(update);
        }
        for (Link link : change.links()) {
            rows(link.pair()).put(link);
        }
        wake(change);
        change.closed().forEach(intents::remove);
        for (Intent intent : change.opened()) {
            intents.put(intent.id(), intent);
        }
        for (CursorKey key : change.droppedCursors()) {
            cursors.remove(key);
        }
        cursors.putAll(change.cursors());
        states.putAll(change.pairs());
        pins.putAll(change.pins());
        settle(change.settled());
        history.add(change.history());
    }

    private void settle(Set<StateChange.Settled> settled) {
        if (!settled.isEmpty()) {
            history.change(event -> event.open()
                            && event.rule() != null
                            && settled.contains(new StateChange.Settled(event.pair(), event.ref(), event.rule()))
                    ? event.settled()
                    : event);
        }
    }

    /** Drops closed events from before the time, the oldest first, and answers how many. */
    long prune(Instant before, int most) {
        return history.dropOldest(event -> !event.open() && event.at().isBefore(before), most);
    }

    private void forget(PairId pair) {
        pairs.remove(pair);
        intents.values().removeIf(intent -> intent.pair().equals(pair));
        cursors.keySet().removeIf(key -> key.pair().equals(pair));
        states.remove(pair);
        history.removeIf(event -> event.pair().equals(pair));
    }

    private void wake(StateChange change) {
        Instant due = change.wakeDue();
        if (due == null) {
            return;
        }
        for (RecordRef linked : new LinkedHashSet<>(change.wakes())) {
            for (PairRows rows : pairs.values()) {
                rows.wake(linked, due);
            }
        }
    }
}
