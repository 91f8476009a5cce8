package io.github.tandemsync.hubspot;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One record as HubSpot shows it. Immutable; {@code toString} shows no content.
 *
 * @param id digits; unique within its type only
 * @param properties the properties that the answer holds; the empty string is a property without a value, one that is missing was
 *     not asked for or is not defined
 * @param history former values of the properties asked for with history, newest first as a rule
 * @param createdAt when it was created
 * @param updatedAt when it was last changed, by HubSpot's clock
 * @param archived whether it is in the bin
 * @param traceId the input of a batch that made this answer, where HubSpot repeats it
 * @param other members that this class has no name for, as JSON
 */
public record HubSpotObject(
        String id,
        SortedMap<String, String> properties,
        SortedMap<String, List<PropertyVersion>> history,
        @Nullable Instant createdAt,
        Instant updatedAt,
        boolean archived,
        @Nullable String traceId,
        SortedMap<String, String> other) {
    public HubSpotObject {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        history = Collections.unmodifiableSortedMap(new TreeMap<>(history));
        other = Collections.unmodifiableSortedMap(new TreeMap<>(other));
    }

    /** The property's value, the empty string if it has none, or null if the answer does not hold it. */
    public @Nullable String property(String name) {
        return properties.get(name);
    }

    @Override
    public String toString() {
        return id + "@" + updatedAt + properties.keySet();
    }
}
