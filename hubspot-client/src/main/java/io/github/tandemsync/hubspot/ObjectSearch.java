package io.github.tandemsync.hubspot;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A search. HubSpot's limits: 200 records a page, 10,000 a query, 3,000 characters, one sort rule, archived records never; its
 * index lags behind by seconds, sometimes minutes ("Search the CRM").
 *
 * @param filters all of them must hold
 * @param sortBy the property to sort by, ascending; null for HubSpot's own order
 * @param properties wanted properties
 * @param limit most records of the page, up to 200
 * @param after where the page starts; null for the first
 */
public record ObjectSearch(
        List<Filter> filters,
        @Nullable String sortBy,
        Collection<String> properties,
        int limit,
        @Nullable String after) {
    /** Most records of one page. */
    public static final int MAX_PAGE = 200;

    public ObjectSearch {
        filters = List.copyOf(filters);
        properties = List.copyOf(properties);
    }

    /**
     * One condition.
     *
     * @param operator HubSpot's name of it: {@code EQ}, {@code GT}, {@code GTE}, {@code LT}, {@code HAS_PROPERTY}...
     */
    public record Filter(String property, String operator, String value) {
        @Override
        public String toString() {
            return property + " " + operator;
        }
    }
}
