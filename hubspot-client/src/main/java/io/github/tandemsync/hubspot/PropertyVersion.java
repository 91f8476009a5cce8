package io.github.tandemsync.hubspot;

import java.time.Instant;

/**
 * One value that a property had.
 *
 * @param value the value; the empty string for none
 * @param timestamp when it was set, HubSpot's clock
 * @param sourceType what kind of thing set it, such as {@code CRM_UI} or {@code INTEGRATION}; HubSpot may add kinds
 * @param sourceId which one: an app's id, a user; empty where not given
 * @param sourceLabel its name; empty where not given
 */
public record PropertyVersion(String value, Instant timestamp, String sourceType, String sourceId, String sourceLabel) {
    @Override
    public String toString() {
        return sourceType + "@" + timestamp;
    }
}
