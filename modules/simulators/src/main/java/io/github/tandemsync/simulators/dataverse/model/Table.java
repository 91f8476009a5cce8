package io.github.tandemsync.simulators.dataverse.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table. Immutable; the {@code with} methods answer changed copies.
 *
 * @param name logical name
 * @param schemaName the name in its own case
 * @param entitySet the name in addresses
 * @param primaryId the column of the row's id
 * @param primaryName the column shown as the row's name
 * @param objectTypeCode the table's number
 * @param ownership {@code UserOwned}, {@code BusinessOwned} or {@code OrganizationOwned}
 * @param changeTracking whether delta queries are allowed
 * @param optimisticConcurrency whether {@code If-Match} with an etag is allowed
 * @param columns by logical name, in order
 * @param keys alternate keys
 */
public record Table(
        String name,
        String schemaName,
        String entitySet,
        String primaryId,
        String primaryName,
        int objectTypeCode,
        String ownership,
        boolean changeTracking,
        boolean optimisticConcurrency,
        Map<String, Column> columns,
        List<AlternateKey> keys) {

    /** Takes copies of the collections. */
    public Table {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        keys = List.copyOf(keys);
    }

    /** The column with this logical name. */
    public @Nullable Column column(String logicalName) {
        return columns.get(logicalName);
    }

    /** The column with this logical name, which must exist. */
    public Column require(String logicalName) {
        Column found = columns.get(logicalName);
        if (found == null) {
            throw new IllegalArgumentException("table " + name + " has no column " + logicalName);
        }
        return found;
    }

    /** The column shown on the wire under this property name. */
    public Optional<Column> byProperty(String property) {
        if (property.startsWith("_") && property.endsWith("_value") && property.length() > 7) {
            Column lookup = columns.get(property.substring(1, property.length() - 6));
            return Optional.ofNullable(lookup).filter(c -> c.type().isReference());
        }
        return Optional.ofNullable(columns.get(property)).filter(c -> !c.type().isReference());
    }

    /** The lookup that has a navigation property of exactly this name, case included. */
    public Optional<Column> byNavigation(String navigation) {
        return columns.values().stream()
                .filter(c -> c.targets().containsValue(navigation))
                .findFirst();
    }

    /** Whether users own the rows. */
    public boolean userOwned() {
        return ownership.equals("UserOwned");
    }

    /** This table with one column added or replaced. */
    public Table with(Column column) {
        Map<String, Column> changed = new LinkedHashMap<>(columns);
        changed.put(column.name(), column);
        return copy(changed, keys, changeTracking, optimisticConcurrency);
    }

    /** This table without one column. */
    public Table without(String column) {
        Map<String, Column> changed = new LinkedHashMap<>(columns);
        changed.remove(column);
        return copy(changed, keys, changeTracking, optimisticConcurrency);
    }

    /** This table with a key added or replaced. */
    public Table with(AlternateKey key) {
        List<AlternateKey> changed = new ArrayList<>(keys);
        changed.removeIf(k -> k.name().equals(key.name()));
        changed.add(key);
        return copy(columns, changed, changeTracking, optimisticConcurrency);
    }

    /** This table with change tracking on or off. */
    public Table withChangeTracking(boolean on) {
        return copy(columns, keys, on, optimisticConcurrency);
    }

    /** This table with optimistic concurrency on or off. */
    public Table withOptimisticConcurrency(boolean on) {
        return copy(columns, keys, changeTracking, on);
    }

    private Table copy(
            Map<String, Column> newColumns, List<AlternateKey> newKeys, boolean tracking, boolean optimistic) {
        return new Table(
                name,
                schemaName,
                entitySet,
                primaryId,
                primaryName,
                objectTypeCode,
                ownership,
                tracking,
                optimistic,
                newColumns,
                newKeys);
    }
}
