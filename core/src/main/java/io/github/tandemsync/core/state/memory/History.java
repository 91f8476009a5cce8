package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.state.HistoryEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Events in the order in which they were committed, each at a place that it keeps. */
final class History {
    private final NavigableMap<Long, HistoryEntry> events;
    private long last;

    History() {
        events = new TreeMap<>();
    }

    /** A copy that shares the events, which are immutable. */
    History(History from) {
        events = new TreeMap<>(from.events);
        last = from.last;
    }

    void add(Collection<HistoryEntry> added) {
        added.forEach(event -> events.put(++last, event));
    }

    /** What was committed after the place; not changed meanwhile. */
    NavigableMap<Long, HistoryEntry> after(long place) {
        return events.tailMap(place, false);
    }

    /** Replaces each event by what the change makes of it, and answers how many became another. */
    long change(UnaryOperator<HistoryEntry> change) {
        long changed = 0;
        for (Map.Entry<Long, HistoryEntry> row : events.entrySet()) {
            HistoryEntry now = change.apply(row.getValue());
            if (!now.equals(row.getValue())) {
                row.setValue(now);
                changed++;
            }
        }
        return changed;
    }

    void removeIf(Predicate<HistoryEntry> unwanted) {
        events.values().removeIf(unwanted);
    }

    /** Drops the oldest of those that are wanted away, of one time in the order of commits, and answers how many. */
    long dropOldest(Predicate<HistoryEntry> unwanted, int most) {
        List<Long> dropped = events.entrySet().stream()
                .filter(row -> unwanted.test(row.getValue()))
                .sorted(Comparator.comparing(row -> row.getValue().at()))
                .limit(Math.max(0, most))
                .map(Map.Entry::getKey)
                .toList();
        dropped.forEach(events::remove);
        return dropped.size();
    }
}
