package io.github.tandemsync.simulators.dataverse.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as stored. Immutable.
 *
 * @param table logical name of its table
 * @param id primary key
 * @param version the organisation-wide row version, the number in the etag
 * @param values by logical column name, in name order; an empty column is absent. The Java types are those of {@link
 *     ColumnType}
 */
public record Row(String table, UUID id, long version, Map<String, Object> values) {
    /** Takes a copy of the values. */
    public Row {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The value of a column, null if it is empty. */
    public @Nullable Object value(String column) {
        return values.get(column);
    }

    /** The row a lookup points at, null if it is empty. */
    public @Nullable Reference reference(String column) {
        return values.get(column) instanceof Reference r ? r : null;
    }

    /** The etag on the wire. */
    public String etag() {
        return "W/\"" + version + "\"";
    }

    /** Shows table, id and version only: values may be personal data. */
    @Override
    public String toString() {
        return "Row[" + table + "(" + id + "), version " + version + "]";
    }
}
