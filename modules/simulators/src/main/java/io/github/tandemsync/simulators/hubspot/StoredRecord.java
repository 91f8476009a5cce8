package io.github.tandemsync.simulators.hubspot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One record of the truth. Guarded by the portal's lock. An empty property has no entry among the values. */
final class StoredRecord implements Fields {
    private static final long NEVER = -1;

    private final ObjectTypeDef type;
    private final long id;
    private final long createdAt;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, Deque<Version>> history = new HashMap<>();
    private long updatedAt;
    private long archivedAt = NEVER;
    private long mergedInto = NEVER;

    StoredRecord(ObjectTypeDef type, long id, long createdAt) {
        this.type = type;
        this.id = id;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    ObjectTypeDef type() {
        return type;
    }

    @Override
    public long id() {
        return id;
    }

    String idText() {
        return Long.toString(id);
    }

    @Override
    public long createdAt() {
        return createdAt;
    }

    @Override
    public long updatedAt() {
        return updatedAt;
    }

    long archivedAt() {
        return archivedAt;
    }

    boolean archived() {
        return archivedAt != NEVER;
    }

    boolean merged() {
        return mergedInto != NEVER;
    }

    boolean live() {
        return !archived() && !merged();
    }

    long mergedInto() {
        return mergedInto;
    }

    /** Moves the stamp; a stamp never goes back. */
    void stamp(long at) {
        updatedAt = Math.max(updatedAt, at);
    }

    void archive(long at) {
        archivedAt = at;
    }

    void restore() {
        archivedAt = NEVER;
    }

    void mergeInto(long survivor) {
        mergedInto = survivor;
    }

    @Override
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    Map<String, String> values() {
        return values;
    }

    /** Sets a value without a history entry, for what HubSpot keeps about a record itself. */
    void setQuietly(String name, String value) {
        if (value.isEmpty()) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }

    void set(String name, Version version) {
        setQuietly(name, version.value());
        Deque<Version> versions = history.computeIfAbsent(name, any -> new ArrayDeque<>());
        versions.addFirst(version);
        if (versions.size() > type.historyKept()) {
            versions.removeLast();
        }
    }

    /** Newest first. */
    List<Version> history(String name) {
        return List.copyOf(history.getOrDefault(name, new ArrayDeque<>()));
    }

    /** Takes over another record's history, which becomes this one's. */
    void takeHistory(StoredRecord other) {
        other.history.forEach((name, versions) -> history.put(name, new ArrayDeque<>(versions)));
    }
}
