package io.github.tandemsync.simulators.hubspot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A record as it is really stored.
 *
 * @param values every non-empty property, HubSpot's own among them
 * @param archived in the recycling bin, or merged into another record
 * @param mergedInto id of the survivor
 */
public record TruthRecord(
        String type,
        String id,
        Map<String, String> values,
        Instant createdAt,
        Instant updatedAt,
        boolean archived,
        Optional<String> mergedInto) {
    /** Whether people see the record. */
    public boolean live() {
        return !archived;
    }

    /** The value; empty text when there is none. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }
}
