package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.TableState.Tombstone;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything stored, with an undo list while a transaction is open. Guarded by the organisation's lock. */
final class State {
    private final Map<String, TableState> tables = new TreeMap<>();
    private final List<WriteRecord> log = new ArrayList<>();
    private final Backlinks backlinks = new Backlinks();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private long version = 1_000_000;
    private long ids;
    private boolean open;

    State copy() {
        State copy = new State();
        tables.forEach((name, table) -> copy.tables.put(name, table.copy(copy.backlinks)));
        copy.log.addAll(log);
        copy.version = version;
        copy.ids = ids;
        return copy;
    }

    TableState table(String name) {
        return tables.computeIfAbsent(name, n -> new TableState(backlinks));
    }

    Backlinks backlinks() {
        return backlinks;
    }

    List<WriteRecord> log() {
        return log;
    }

    long version() {
        return version;
    }

    long nextVersion() {
        return ++version;
    }

    long nextId() {
        return ++ids;
    }

    /** Runs work that happens wholly or not at all; inside another one, it is part of it. */
    <T> T transaction(Supplier<T> work) {
        if (open) {
            return work.get();
        }
        open = true;
        try {
            T result = work.get();
            undo.clear();
            return result;
        } finally {
            open = false;
            // Only a failure leaves something here. Versions stay used, as row versions of the database do.
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
        }
    }

    void put(Row row) {
        TableState table = table(row.table());
        Row before = table.set(row.id(), row);
        undo.push(() -> table.set(row.id(), before));
    }

    void bury(Row row, Tombstone tombstone) {
        TableState table = table(row.table());
        Row older = table.bin.put(row.id(), row);
        table.set(row.id(), null);
        table.tombstones.put(tombstone.version(), tombstone);
        undo.push(() -> {
            table.tombstones.remove(tombstone.version());
            table.set(row.id(), row);
            setBin(table, row.id(), older);
        });
    }

    Row exhume(String tableName, UUID id) {
        TableState table = table(tableName);
        Row row = Objects.requireNonNull(table.bin.remove(id), "not in the bin");
        undo.push(() -> table.bin.put(id, row));
        return row;
    }

    void write(WriteRecord written) {
        log.add(written);
        undo.push(() -> log.remove(log.size() - 1));
    }

    private static void setBin(TableState table, UUID id, @Nullable Row row) {
        if (row == null) {
            table.bin.remove(id);
        } else {
            table.bin.put(id, row);
        }
    }
}
