package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.hubspot.WriteLogEntry.Kind;
import java.util.Map;
import java.util.TreeMap;

/** Changes records, once their values have been validated. Called under the portal's lock. */
final class Writer {
    private final Portal portal;

    Writer(Portal portal) {
        this.portal = portal;
    }

    /**
     * Creates a record.
     *
     * @param wanted as asked for, for the log
     * @param values as to be stored
     */
    StoredRecord create(Store store, Map<String, String> wanted, Map<String, String> values, ChangeSource source) {
        StoredRecord record = new StoredRecord(store.type(), portal.nextId(store.type()), portal.now());
        origin(record, source);
        values.forEach((name, value) -> set(record, name, value, record.createdAt(), source));
        if (store.type().equals(ObjectTypes.DEALS) && record.value("pipeline").isEmpty()) {
            set(record, "pipeline", "default", record.createdAt(), source);
        }
        store.add(record);
        store.claim(record);
        portal.changed(Kind.CREATE, source, record, wanted, "");
        react(record, wanted, source);
        return record;
    }

    /** Updates a record with one stamp. Ignored and equal values leave no trace but the moved stamp. */
    void update(
            StoredRecord record,
            Map<String, String> wanted,
            Map<String, String> values,
            ChangeSource source,
            long stamp) {
        Store store = portal.store(record.type());
        values.forEach((name, value) -> {
            String before = record.value(name);
            boolean ignored =
                    portal.settings().ignoredWrites().ignored(record.type().name(), name, before, value);
            if (!ignored && !before.equals(value)) {
                store.release(record, name);
                record.set(name, new Version(value, stamp, source));
            }
        });
        store.claim(record);
        record.stamp(stamp);
        if (source.isUser()) {
            record.setQuietly("hs_updated_by_user_id", Long.toString(source.userId()));
        }
        portal.changed(Kind.UPDATE, source, record, wanted, "");
        react(record, wanted, source);
    }

    /** Moves the record into the recycling bin; its stamp stays. */
    void archive(StoredRecord record, ChangeSource source) {
        record.archive(portal.now());
        if (portal.settings().archivingFreesUniqueValues()) {
            portal.store(record.type()).release(record);
        }
        portal.changed(Kind.ARCHIVE, source, record, Map.of(), "");
    }

    /** Brings the record back. A unique value that somebody else has taken meanwhile is lost. */
    void restore(StoredRecord record, ChangeSource source) {
        Store store = portal.store(record.type());
        long stamp = portal.stampFor(record);
        new TreeMap<>(record.values()).forEach((name, value) -> {
            boolean taken = store.schema().isUnique(name)
                    && store.holder(name, value)
                            .filter(holder -> holder.id() != record.id())
                            .isPresent();
            if (taken) {
                record.set(name, new Version("", stamp, ChangeSource.HIDDEN));
            }
        });
        record.restore();
        store.claim(record);
        if (portal.settings().restoringMovesStamp()) {
            record.stamp(stamp);
        }
        portal.changed(Kind.RESTORE, source, record, Map.of(), "");
    }

    /** Deletes the record for good. */
    void purge(StoredRecord record, ChangeSource source) {
        Store store = portal.store(record.type());
        portal.changed(Kind.PURGE, source, record, Map.of(), "");
        store.remove(record);
        store.index().remove(record);
    }

    /** A hidden internal property changes: the stamp moves, no visible value does. */
    void touch(StoredRecord record) {
        record.stamp(portal.stampFor(record));
        portal.changed(Kind.TOUCH, ChangeSource.HIDDEN, record, Map.of(), "");
    }

    private static void set(StoredRecord record, String name, String value, long at, ChangeSource source) {
        if (!value.isEmpty()) {
            record.set(name, new Version(value, at, source));
        }
    }

    private static void origin(StoredRecord record, ChangeSource source) {
        record.setQuietly("hs_object_source", source.type());
        record.setQuietly("hs_object_source_id", source.id());
        record.setQuietly("hs_object_source_label", source.type());
        record.setQuietly("hs_object_source_detail_1", source.label());
        if (source.isUser()) {
            String user = Long.toString(source.userId());
            record.setQuietly("hs_object_source_user_id", user);
            record.setQuietly("hs_created_by_user_id", user);
            record.setQuietly("hs_updated_by_user_id", user);
        }
    }

    /** What follows from a write only after it has been answered. */
    private void react(StoredRecord record, Map<String, String> wanted, ChangeSource source) {
        if (source.type().equals(ChangeSource.AUTOMATION)) {
            return;
        }
        if (portal.settings().hiddenUpdateAfterWrite()) {
            portal.afterwards(() -> touch(record));
        }
        Map<String, String> values = portal.settings()
                .automation()
                .react(record.type().name(), record.idText(), Map.copyOf(record.values()), wanted.keySet());
        if (!values.isEmpty()) {
            portal.afterwards(() -> update(record, values, values, ChangeSource.WORKFLOW, portal.stampFor(record)));
        }
    }
}
