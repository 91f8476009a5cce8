package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.hubspot.WriteLogEntry.Kind;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Merges two records of a type (HubSpot changelog: updated merge functionality). Called under the portal's lock. */
final class Merger {
    private static final String MERGED_IDS = "hs_merged_object_ids";

    private final Portal portal;
    private final ChangeSource who;

    Merger(Portal portal, ChangeSource who) {
        this.portal = portal;
        this.who = who;
    }

    /** The survivor: its values are the primary's, its empty ones the other's. */
    StoredRecord merge(StoredRecord primary, StoredRecord other) {
        Store store = portal.store(primary.type());
        boolean keep = portal.settings().mergeStyle() == MergeStyle.KEEP_PRIMARY_ID;
        Map<String, String> victims = new TreeMap<>(other.values());
        store.release(primary);
        store.release(other);
        StoredRecord survivor = keep ? primary : successor(store, primary, other);
        fill(survivor, victims, other.id());
        survivor.setQuietly(MERGED_IDS, mergedIds(survivor, primary, other));
        survivor.stamp(portal.stampFor(survivor));
        retire(other, survivor);
        if (!keep) {
            retire(primary, survivor);
        }
        store.claim(survivor);
        portal.changed(Kind.MERGE, who, survivor, Map.of(), primary.id() + ";" + other.id());
        return survivor;
    }

    private StoredRecord successor(Store store, StoredRecord primary, StoredRecord other) {
        long created = Math.min(primary.createdAt(), other.createdAt());
        StoredRecord survivor = new StoredRecord(store.type(), portal.nextId(store.type()), created);
        survivor.takeHistory(primary);
        primary.values().forEach(survivor::setQuietly);
        survivor.stamp(Math.max(primary.updatedAt(), other.updatedAt()));
        store.add(survivor);
        return survivor;
    }

    private void fill(StoredRecord survivor, Map<String, String> values, long from) {
        ChangeSource source = new ChangeSource(ChangeSource.MERGE, Long.toString(from), "", who.userId());
        long stamp = portal.stampFor(survivor);
        values.forEach((name, value) -> {
            if (survivor.value(name).isEmpty() && !name.equals(MERGED_IDS)) {
                survivor.set(name, new Version(value, stamp, source));
            }
        });
    }

    private static String mergedIds(StoredRecord survivor, StoredRecord primary, StoredRecord other) {
        return Stream.of(primary.value(MERGED_IDS), other.value(MERGED_IDS), primary.idText(), other.idText())
                .flatMap(ids -> Stream.of(ids.split(";")))
                .filter(id -> !id.isEmpty() && !id.equals(survivor.idText()))
                .distinct()
                .collect(Collectors.joining(";"));
    }

    private void retire(StoredRecord victim, StoredRecord survivor) {
        victim.mergeInto(survivor.id());
        victim.archive(portal.now());
        portal.associations().move(Associations.End.of(victim), Associations.End.of(survivor));
    }
}
