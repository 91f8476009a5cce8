package io.github.tandemsync.hubspot;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records to read, and what of them.
 *
 * @param ids at most 100 ids, or values of {@code idProperty}
 * @param properties wanted properties
 * @param withHistory properties wanted with their former values; at most 50 records then
 * @param idProperty a unique property to find the records by; null for their ids
 * @param archived true for records in the bin only, false for live ones only
 */
public record BatchRead(
        List<String> ids,
        Collection<String> properties,
        Collection<String> withHistory,
        @Nullable String idProperty,
        boolean archived) {
    public BatchRead {
        ids = List.copyOf(ids);
        properties = List.copyOf(properties);
        withHistory = List.copyOf(withHistory);
    }

    /** Live records by id. */
    public static BatchRead of(List<String> ids, Collection<String> properties) {
        return new BatchRead(ids, properties, List.of(), null, false);
    }

    public BatchRead inBin() {
        return new BatchRead(ids, properties, withHistory, idProperty, true);
    }

    public BatchRead by(String uniqueProperty) {
        return new BatchRead(ids, properties, withHistory, uniqueProperty, archived);
    }

    public BatchRead history(Collection<String> names) {
        return new BatchRead(ids, properties, names, idProperty, archived);
    }
}
