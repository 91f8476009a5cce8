package io.github.tandemsync.hubspot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing or a search.
 *
 * @param results its records
 * @param after where the next page starts; null at the end
 * @param total of a search: how many records match its filters in all; -1 where not told
 * @param serverTime HubSpot's clock when it answered, to the second; null where not told
 */
public record ObjectPage(
        List<HubSpotObject> results,
        @Nullable String after,
        long total,
        @Nullable Instant serverTime) {
    public ObjectPage {
        results = List.copyOf(results);
    }
}
