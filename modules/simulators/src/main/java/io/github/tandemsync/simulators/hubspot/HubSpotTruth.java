package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.hubspot.Associations.End;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is really stored, for checkers: without index lag, limits or faults. Every answer is a copy. Thread safe. */
public final class HubSpotTruth {
    private final Portal portal;

    HubSpotTruth(Portal portal) {
        this.portal = portal;
    }

    /** All records of a type, archived and merged ones too, in the order of ids. */
    public List<TruthRecord> records(String type) {
        synchronized (portal) {
            return store(type).all().stream().map(this::copy).toList();
        }
    }

    /** The records of a type that people see. */
    public List<TruthRecord> live(String type) {
        return records(type).stream().filter(TruthRecord::live).toList();
    }

    /** The record that answers for this id, which is the survivor for a merged one; empty when it was deleted for good. */
    public Optional<TruthRecord> find(String type, String id) {
        synchronized (portal) {
            return store(type).resolve(id).map(this::copy);
        }
    }

    /** All records of all types, by type. */
    public Map<String, List<TruthRecord>> snapshot() {
        synchronized (portal) {
            Map<String, List<TruthRecord>> all = new LinkedHashMap<>();
            ObjectTypes.ALL.forEach(type -> all.put(type.name(), records(type.name())));
            return Collections.unmodifiableMap(all);
        }
    }

    /** Every change so far, in the order in which it took effect. */
    public List<WriteLogEntry> writes() {
        synchronized (portal) {
            return List.copyOf(portal.writes());
        }
    }

    /** The changes that came through the API. */
    public List<WriteLogEntry> apiWrites() {
        return writes().stream().filter(write -> write.source().isApp()).toList();
    }

    /** The records of a type associated with this one, and by which association types; archived ends included. */
    public Map<String, Set<Integer>> associations(String type, String id, String toType) {
        synchronized (portal) {
            Map<String, Set<Integer>> found = new TreeMap<>();
            store(type)
                    .resolve(id)
                    .ifPresent(record -> portal.associations()
                            .of(End.of(record), toType)
                            .forEach((end, types) -> found.put(Long.toString(end.id()), new TreeSet<>(types))));
            return found;
        }
    }

    /** The id of a company's parent. */
    public Optional<String> parent(String childId) {
        synchronized (portal) {
            return store("companies")
                    .resolve(childId)
                    .flatMap(child -> portal.associations().first(End.of(child), AssociationType.CHILD_TO_PARENT))
                    .map(end -> Long.toString(end.id()));
        }
    }

    /** The definitions of a type's properties, dropped ones too. */
    public List<PropertyDefinition> properties(String type) {
        synchronized (portal) {
            return List.copyOf(store(type).schema().all());
        }
    }

    private Store store(String type) {
        return portal.store(ObjectTypes.named(type));
    }

    private TruthRecord copy(StoredRecord record) {
        return new TruthRecord(
                record.type().name(),
                record.idText(),
                Collections.unmodifiableMap(new TreeMap<>(record.values())),
                Instant.ofEpochMilli(record.createdAt()),
                Instant.ofEpochMilli(record.updatedAt()),
                record.archived(),
                record.merged() ? Optional.of(Long.toString(record.mergedInto())) : Optional.empty());
    }
}
