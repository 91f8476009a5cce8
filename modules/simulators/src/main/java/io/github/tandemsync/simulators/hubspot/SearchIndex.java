package io.github.tandemsync.simulators.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What searches see: for each record its states with the time from which each is visible. Of the visible states the one that was
 * written last counts. Guarded by the portal's lock.
 */
final class SearchIndex {
    /** A state of a record as the index holds it. */
    record Row(long id, long createdAt, long updatedAt, long visibleAt, Map<String, String> values) implements Fields {
        @Override
        public String value(String name) {
            return values.getOrDefault(name, "");
        }
    }

    private final Map<Long, List<Row>> states = new TreeMap<>();

    void add(StoredRecord record, long visibleAt) {
        Row row =
                new Row(record.id(), record.createdAt(), record.updatedAt(), visibleAt, new TreeMap<>(record.values()));
        states.computeIfAbsent(record.id(), any -> new ArrayList<>(1)).add(row);
    }

    void remove(StoredRecord record) {
        states.remove(record.id());
    }

    /** Calls for the visible state of each record, in the order of ids. */
    void forEachVisible(long now, Consumer<Row> action) {
        states.values().forEach(rows -> visible(rows, now).ifPresent(action));
    }

    private static Optional<Row> visible(List<Row> rows, long now) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            Row row = rows.get(i);
            if (row.visibleAt() <= now) {
                // What was written before a visible state can never show again.
                rows.subList(0, i).clear();
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
