package io.github.tandemsync.dynamics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are wanted.
 *
 * @param entitySet such as {@code accounts}
 * @param select wire names of columns, such as {@code name} and {@code _parentaccountid_value}
 * @param filter an OData filter, not encoded; null for all rows
 * @param pageSize most rows of a page, 1 to 5,000
 * @param lookupTypes whether lookups are to name the table that they point to
 */
public record Query(
        String entitySet, List<String> select, @Nullable String filter, int pageSize, boolean lookupTypes) {
    /** The most that the service gives. */
    public static final int LARGEST_PAGE = 5_000;

    public Query {
        select = List.copyOf(select);
        if (pageSize < 1 || pageSize > LARGEST_PAGE) {
            throw new IllegalArgumentException("A page has 1 to " + LARGEST_PAGE + " rows; got " + pageSize);
        }
    }

    /** All rows, in pages of the largest size. */
    public static Query all(String entitySet, List<String> select) {
        return new Query(entitySet, select, null, LARGEST_PAGE, false);
    }

    public Query filter(String odata) {
        return new Query(entitySet, select, odata, pageSize, lookupTypes);
    }

    public Query pageSize(int rows) {
        return new Query(entitySet, select, filter, rows, lookupTypes);
    }

    public Query withLookupTypes() {
        return new Query(entitySet, select, filter, pageSize, true);
    }

    @Override
    public String toString() {
        return "Query[" + entitySet + " " + select + "]";
    }
}
