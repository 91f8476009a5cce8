package io.github.tandemsync.hubspot;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record to create. {@code toString} shows no content.
 *
 * @param properties its values
 * @param associations records to associate it with, in the same step
 * @param traceId a text of the caller's, unique in the batch, under which the outcome is found; HubSpot only reports outcomes one
 *     by one if every input has one
 */
public record ObjectCreate(
        SortedMap<String, String> properties,
        List<AssociationTo> associations,
        @Nullable String traceId) {
    public ObjectCreate {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        associations = List.copyOf(associations);
    }

    /**
     * An association to create with the record.
     *
     * @param toId the other record
     * @param typeId HubSpot's own type of the association, seen from the new record
     */
    public record AssociationTo(String toId, int typeId) {}

    @Override
    public String toString() {
        return "create" + properties.keySet();
    }
}
