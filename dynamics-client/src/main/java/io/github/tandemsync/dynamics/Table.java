package io.github.tandemsync.dynamics;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One table as the organisation describes it.
 *
 * @param name logical name, such as {@code account}
 * @param entitySet its name in addresses, such as {@code accounts}; not always the plural
 * @param primaryId the column that holds the row's id
 * @param changeTracking whether {@link Changes} works for it
 * @param optimisticConcurrency whether {@code If-Match} with an etag works for it
 * @param columns those that hold data of their own and can be read, by logical name
 */
public record Table(
        String name,
        String entitySet,
        String primaryId,
        boolean changeTracking,
        boolean optimisticConcurrency,
        SortedMap<String, Column> columns) {
    public Table {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /** The column, or null if the table has none of that name. */
    public @Nullable Column column(String name) {
        return columns.get(name);
    }
}
