package io.github.tandemsync.hubspot;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * New values for some properties of a record. {@code toString} shows no content.
 *
 * @param id the record
 * @param properties the new values; the empty string clears
 * @param traceId as in {@link ObjectCreate}
 */
public record ObjectUpdate(
        String id,
        SortedMap<String, String> properties,
        @Nullable String traceId) {
    public ObjectUpdate {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    @Override
    public String toString() {
        return "update " + id + properties.keySet();
    }
}
