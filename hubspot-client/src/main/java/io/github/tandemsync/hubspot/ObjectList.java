package io.github.tandemsync.hubspot;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a type's listing.
 *
 * @param properties wanted properties; they go into the address, which may have about 8,000 characters
 * @param archived true for the bin only, false for live records only
 * @param limit most records of the page, up to 100
 * @param after where the page starts; null for the first
 */
public record ObjectList(
        Collection<String> properties,
        boolean archived,
        int limit,
        @Nullable String after) {
    /** Most records of one page. */
    public static final int MAX_PAGE = 100;

    public ObjectList {
        properties = List.copyOf(properties);
    }
}
