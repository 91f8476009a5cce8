package io.github.tandemsync.dynamics;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One column as the organisation describes it.
 *
 * @param name logical name, such as {@code parentaccountid}
 * @param label the name that people see, in the user's language; the logical name where there is none
 * @param type its type
 * @param validity what may be done with it
 * @param maxLength of text, in characters; null for other types
 * @param scale decimal places; null where the column is no number
 * @param options of a choice: stored value to label
 * @param targets of a lookup: the tables it may point to
 * @param navigation of a lookup: target table to navigation property, by which it is written; the table {@code owner} stands
 *     for users and teams
 */
public record Column(
        String name,
        String label,
        ColumnType type,
        Validity validity,
        @Nullable Integer maxLength,
        @Nullable Integer scale,
        SortedMap<String, Option> options,
        List<String> targets,
        SortedMap<String, String> navigation) {

    public Column {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        targets = List.copyOf(targets);
        navigation = Collections.unmodifiableSortedMap(new TreeMap<>(navigation));
    }

    /**
     * What may be done with a column.
     *
     * @param create settable in a create
     * @param update settable in an update
     * @param read readable at all
     * @param secured under column-level security: without a field permission it reads as null
     * @param systemRequired the service demands a value
     */
    public record Validity(boolean create, boolean update, boolean read, boolean secured, boolean systemRequired) {}

    /**
     * One option of a choice.
     *
     * @param label in the user's language
     * @param defaultStatus of a state: the status that goes with it where none is given; null for other choices
     */
    public record Option(String label, @Nullable String defaultStatus) {}

    /** The property under which the column stands in a row: {@code _x_value} for a lookup. */
    public String wireName() {
        return type.isLookup() ? "_" + name + "_value" : name;
    }

    /** The navigation property to write for a target table; null where there is none. */
    public @Nullable String navigationTo(String table) {
        String direct = navigation.get(table);
        if (direct != null) {
            return direct;
        }
        return table.equals("systemuser") || table.equals("team") ? navigation.get("owner") : null;
    }
}
