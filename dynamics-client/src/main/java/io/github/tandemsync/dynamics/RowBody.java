package io.github.tandemsync.dynamics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a create or an update sets. Mutable while it is put together, for one thread; an {@link Operation} takes a
 * copy. {@code toString} shows names and never content.
 */
public final class RowBody {
    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    public RowBody set(String column, String value) {
        return put(column, value);
    }

    public RowBody set(String column, BigDecimal value) {
        return put(column, value);
    }

    public RowBody set(String column, boolean value) {
        return put(column, value);
    }

    /** Empties a column, or a lookup by the name of its navigation property. */
    public RowBody clear(String name) {
        return put(name, null);
    }

    /**
     * Points a lookup to a row.
     *
     * @param navigation the navigation property; its case matters, and custom columns follow the schema name
     * @param entitySet the entity set of the target's table, such as {@code accounts}
     */
    public RowBody bind(String navigation, String entitySet, String id) {
        columns.put(Names.name(navigation) + "@odata.bind", "/" + Names.name(entitySet) + "(" + Names.guid(id) + ")");
        return this;
    }

    /** A copy that names its table, as {@code CreateMultiple} wants it. */
    RowBody typed(String table) {
        RowBody copy = new RowBody();
        copy.columns.put("@odata.type", "Microsoft.Dynamics.CRM." + Names.name(table));
        copy.columns.putAll(columns);
        return copy;
    }

    private RowBody put(String name, @Nullable Object value) {
        columns.put(Names.name(name), value);
        return this;
    }

    Map<String, @Nullable Object> columns() {
        return columns;
    }

    /** The names set so far. */
    public Set<String> names() {
        return Set.copyOf(columns.keySet());
    }

    @Override
    public String toString() {
        return "RowBody" + columns.keySet();
    }
}
