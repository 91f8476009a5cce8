package io.github.tandemsync.simulators.hubspot;

import java.time.Duration;
import java.util.Optional;

/** Finds records by id or by a unique property. Called under the portal's lock. */
final class Finder {
    private static final long BIN = Duration.ofDays(90).toMillis();

    private final Portal portal;
    private final Store store;

    Finder(Portal portal, Store store) {
        this.portal = portal;
        this.store = store;
    }

    /**
     * The record that answers for this id or value.
     *
     * @param idProperty empty: {@code id} is the record id
     * @param archived true finds only records in the recycling bin, false only live ones
     */
    Optional<StoredRecord> find(String id, String idProperty, boolean archived) {
        Optional<StoredRecord> found = idProperty.isEmpty() ? store.resolve(id) : byValue(id, idProperty, archived);
        return found.filter(record -> archived ? inBin(record) : record.live());
    }

    StoredRecord require(String id, String idProperty, boolean archived) {
        return find(id, idProperty, archived).orElseThrow(ApiError::notFound);
    }

    /** Whether the recycling bin still has the record; it forgets after 90 days. */
    boolean inBin(StoredRecord record) {
        boolean listed = !record.merged() || portal.settings().victimsListedAsArchived();
        return record.archived() && listed && portal.now() < record.archivedAt() + BIN;
    }

    /** Refuses a property that does not identify records. */
    void requireUnique(String idProperty) {
        boolean unique = store.schema().isUnique(idProperty)
                || store.type().builtInUnique().contains(idProperty);
        if (!unique) {
            throw ApiError.validation("Unable to perform update/upsert by non-unique "
                    + store.type().typeId() + " property " + idProperty + " in portal ID "
                    + portal.settings().portalId());
        }
    }

    private Optional<StoredRecord> byValue(String value, String idProperty, boolean archived) {
        requireUnique(idProperty);
        String stored = stored(value, idProperty);
        Optional<StoredRecord> holder = store.holder(idProperty, stored);
        return archived && holder.filter(this::inBin).isEmpty() ? store.archivedHolder(idProperty, stored) : holder;
    }

    private String stored(String value, String idProperty) {
        return store.schema()
                .find(idProperty)
                .filter(property ->
                        ValueRules.problem(property, value, portal.owners()).isEmpty())
                .map(property -> portal.settings()
                        .canonicaliser()
                        .canonical(store.type().name(), property, ValueRules.form(property, value)))
                .orElse(value);
    }
}
