package io.github.tandemsync.simulators.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The truth of one HubSpot account. Every use holds its lock ({@code synchronized (portal)}). */
final class Portal {
    private static final long FIRST_ID = 51_200_000_001L;

    private final Settings settings;
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final Map<String, Long> lastIds = new TreeMap<>();
    private final Associations associations = new Associations();
    private final Owners owners = new Owners();
    private final List<WriteLogEntry> writes = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    Portal(Settings settings) {
        this.settings = settings;
        ObjectTypes.ALL.forEach(type -> stores.put(type.name(), new Store(type)));
    }

    Settings settings() {
        return settings;
    }

    Store store(ObjectTypeDef type) {
        return Objects.requireNonNull(stores.get(type.name()));
    }

    Associations associations() {
        return associations;
    }

    Owners owners() {
        return owners;
    }

    long now() {
        return settings.clock().instant().toEpochMilli();
    }

    /** Ids grow, with gaps, and are unique within a type only: the first of every type is the same. */
    long nextId(ObjectTypeDef type) {
        long id = lastIds.containsKey(type.name())
                ? lastIds.get(type.name()) + 1 + settings.random().nextInt(9)
                : FIRST_ID;
        lastIds.put(type.name(), id);
        return id;
    }

    /** A stamp for a write to this record: now, but always later than its last one. */
    long stampFor(StoredRecord record) {
        return Math.max(now(), record.updatedAt() + 1);
    }

    List<WriteLogEntry> writes() {
        return writes;
    }

    /** Notes a change, and hands the record's new state to the search index. */
    void changed(
            WriteLogEntry.Kind kind,
            ChangeSource source,
            StoredRecord record,
            Map<String, String> wanted,
            String note) {
        Map<String, String> stored = new TreeMap<>();
        wanted.keySet().forEach(name -> stored.put(name, record.value(name)));
        writes.add(new WriteLogEntry(
                writes.size() + 1L,
                Instant.ofEpochMilli(now()),
                kind,
                source,
                record.type().name(),
                record.idText(),
                Map.copyOf(wanted),
                Map.copyOf(stored),
                note));
        reindex(record);
    }

    /** Hands the record as it is now to the search index. */
    void reindex(StoredRecord record) {
        long lag = settings.indexLag()
                .of(record.type().name(), record.idText(), writes.size())
                .toMillis();
        store(record.type()).index().add(record, now() + lag);
    }

    /** Has something done once the answer to the current request is built. */
    void afterwards(Runnable action) {
        afterwards.add(action);
    }

    void runAfterwards() {
        List<Runnable> due = List.copyOf(afterwards);
        afterwards.clear();
        due.forEach(Runnable::run);
    }
}
