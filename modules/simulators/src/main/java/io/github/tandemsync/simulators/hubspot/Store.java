package io.github.tandemsync.simulators.hubspot;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All records of one object type with the index of unique values. Guarded by the portal's lock. */
final class Store {
    private final ObjectTypeDef type;
    private final Schema schema;
    private final NavigableMap<Long, StoredRecord> records = new TreeMap<>();
    private final Map<String, Map<String, Long>> unique = new HashMap<>();
    private final SearchIndex index = new SearchIndex();

    Store(ObjectTypeDef type) {
        this.type = type;
        this.schema = new Schema(type);
    }

    ObjectTypeDef type() {
        return type;
    }

    Schema schema() {
        return schema;
    }

    SearchIndex index() {
        return index;
    }

    void add(StoredRecord record) {
        records.put(record.id(), record);
    }

    void remove(StoredRecord record) {
        records.remove(record.id());
        release(record);
    }

    /** All records from this id on, in the order of ids. */
    Collection<StoredRecord> from(long id) {
        return records.tailMap(id, true).values();
    }

    Collection<StoredRecord> all() {
        return records.values();
    }

    /** The record of this id itself, merged or not. */
    Optional<StoredRecord> exact(long id) {
        return Optional.ofNullable(records.get(id));
    }

    /** The record that answers for this id: the survivor when it was merged. */
    Optional<StoredRecord> resolve(String id) {
        return number(id).flatMap(this::exact).flatMap(this::survivor);
    }

    private Optional<StoredRecord> survivor(StoredRecord record) {
        return record.merged() ? exact(record.mergedInto()).flatMap(this::survivor) : Optional.of(record);
    }

    /** The record that holds this value of a unique property; it may be archived. */
    Optional<StoredRecord> holder(String property, String value) {
        return Optional.ofNullable(
                        unique.getOrDefault(property, new HashMap<>()).get(value))
                .flatMap(this::exact);
    }

    /** The newest archived record with this value, for values that archiving frees. */
    Optional<StoredRecord> archivedHolder(String property, String value) {
        return records.values().stream()
                .filter(record -> record.archived() && record.value(property).equals(value) && !record.merged())
                .reduce((first, second) -> second);
    }

    /** Registers the record's unique values. */
    void claim(StoredRecord record) {
        record.values().forEach((name, value) -> {
            if (schema.isUnique(name)) {
                unique.computeIfAbsent(name, any -> new HashMap<>()).put(value, record.id());
            }
        });
    }

    /** Frees the unique values that the record holds. */
    void release(StoredRecord record) {
        record.values().keySet().forEach(name -> release(record, name));
    }

    /** Frees the record's value of this property, if that is unique and the record holds it. */
    void release(StoredRecord record, String name) {
        unique.getOrDefault(name, new HashMap<>()).remove(record.value(name), record.id());
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException notAnId) {
            return Optional.empty();
        }
    }
}
