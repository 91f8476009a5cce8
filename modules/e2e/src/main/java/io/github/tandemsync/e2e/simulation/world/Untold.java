package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** Versions of records of which no feed tells, so that a cursor may lie behind them; they are told before the last check. */
final class Untold {
    private final Map<Row, Long> versions = new LinkedHashMap<>();

    /** No feed tells of the record as it is now. */
    void add(Row row) {
        versions.put(row, row.version());
    }

    /** Whether the record is still as it was when no feed told of it. */
    boolean excuses(Row row) {
        return Long.valueOf(row.version()).equals(versions.get(row));
    }

    /** Whether there ever was something about the record that no feed told. */
    boolean concerns(Row row) {
        return versions.containsKey(row);
    }
}
