package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a whole system held at some time. What is put back of a record is what it shows; what was ever done to it stays on record, and
 * which records people have merged, which nobody else can undo.
 */
public final class SystemBackup {
    private final long version;
    private final List<Held> rows = new ArrayList<>();

    SystemBackup(List<Row> all, long version) {
        this.version = version;
        all.forEach(row -> rows.add(new Held(row)));
    }

    long version() {
        return version;
    }

    /** Whether it was taken after the other. */
    public boolean isLaterThan(SystemBackup other) {
        return version > other.version;
    }

    /** How many records there were by then, those that were gone included: later ones are not in it. */
    int count() {
        return rows.size();
    }

    void putBack() {
        rows.forEach(Held::putBack);
    }

    private static final class Held {
        private final Row row;
        private final Row.State state;
        private final @Nullable Author remover;
        private final long removedAt;
        private final long restoredAt;
        private final long removedOn;
        private final long mergedAt;
        private final @Nullable Row successor;
        private final boolean lost;
        private final boolean hidden;
        private final boolean inactive;
        private final long version;
        private final Set<RecordRef> predecessors;
        private final FieldValue[] values;

        Held(Row row) {
            this.row = row;
            this.state = row.state;
            this.remover = row.remover;
            this.removedAt = row.removedAt;
            this.restoredAt = row.restoredAt;
            this.removedOn = row.removedOn;
            this.mergedAt = row.mergedAt;
            this.successor = row.successor;
            this.lost = row.lost;
            this.hidden = row.hidden;
            this.inactive = row.inactive;
            this.version = row.version;
            this.predecessors = Set.copyOf(row.predecessors);
            this.values = row.values.clone();
        }

        void putBack() {
            row.state = state;
            row.remover = remover;
            row.removedAt = removedAt;
            row.restoredAt = restoredAt;
            row.removedOn = removedOn;
            row.mergedAt = mergedAt;
            row.successor = successor;
            row.lost = lost;
            row.hidden = hidden;
            row.inactive = inactive;
            row.version = version;
            row.predecessors.clear();
            row.predecessors.addAll(predecessors);
            System.arraycopy(values, 0, row.values, 0, values.length);
        }
    }
}
