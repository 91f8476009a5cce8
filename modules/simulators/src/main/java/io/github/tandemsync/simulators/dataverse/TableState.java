package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of one table: live, by version, and deleted. Ordered by id, which says nothing about time. */
final class TableState {
    /** A delete as change tracking keeps it. */
    record Tombstone(UUID id, long version, Instant at) {}

    final NavigableMap<UUID, Row> rows = new TreeMap<>();
    final NavigableMap<Long, UUID> byVersion = new TreeMap<>();
    final NavigableMap<Long, Tombstone> tombstones = new TreeMap<>();
    final Map<UUID, Row> bin = new HashMap<>();

    private final Backlinks backlinks;

    TableState(Backlinks backlinks) {
        this.backlinks = backlinks;
    }

    TableState copy(Backlinks others) {
        TableState copy = new TableState(others);
        rows.values().forEach(row -> others.moved(null, row));
        copy.rows.putAll(rows);
        copy.byVersion.putAll(byVersion);
        copy.tombstones.putAll(tombstones);
        copy.bin.putAll(bin);
        return copy;
    }

    /** Puts a row in, or takes it out with null, and answers the one before. */
    @Nullable
    Row set(UUID id, @Nullable Row row) {
        Row before = row == null ? rows.remove(id) : rows.put(id, row);
        backlinks.moved(before, row);
        if (before != null) {
            byVersion.remove(before.version());
        }
        if (row != null) {
            byVersion.put(row.version(), id);
        }
        return before;
    }
}
