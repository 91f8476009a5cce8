package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one person does in the organisation, past the Web API. Tables and columns go by logical name, values have the Java types of
 * {@link io.github.tandemsync.simulators.dataverse.model.ColumnType}. Each method is one transaction and throws {@link
 * DataverseFault} when the organisation refuses. Thread safe.
 */
public final class User {
    private final World world;
    private final String name;

    User(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** The person's {@code systemuserid}. */
    public UUID id() {
        return world.locked(this::actor).user();
    }

    /** Creates a row. */
    public UUID create(String table, Map<String, ?> values) {
        return world.locked(() -> world.writer()
                .create(actor(), table(table), null, new HashMap<>(values))
                .id());
    }

    /** Sets columns. */
    public void edit(String table, UUID id, Map<String, ?> values) {
        world.locked(() -> update(table, id, new HashMap<>(values)));
    }

    /** Empties a column. */
    public void clear(String table, UUID id, String column) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(column, null);
        world.locked(() -> update(table, id, values));
    }

    /** Takes the last write of a row back, whoever made it: its columns get the values from before, as a new write. */
    public void revert(String table, UUID id) {
        world.locked(() -> {
            List<WriteRecord> log = world.organisation().state().log();
            for (int i = log.size() - 1; i >= 0; i--) {
                WriteRecord last = log.get(i);
                if (last.id().equals(id) && last.kind() == WriteKind.UPDATE) {
                    return update(table, id, writable(table(table), last.before()));
                }
            }
            return world.organisation().require(table, id);
        });
    }

    /** Deletes a row. */
    public void delete(String table, UUID id) {
        world.locked(() -> {
            world.remover().delete(actor(), world.organisation().require(table, id));
            return true;
        });
    }

    /** Brings a deleted row back under its id. */
    public void restore(String table, UUID id) {
        world.locked(() -> world.remover().restore(actor(), table, id));
    }

    /** Merges two rows; the winner takes over {@code content}. */
    public void merge(String table, UUID winner, UUID loser, Map<String, ?> content) {
        world.locked(() -> {
            world.merger().merge(actor(), table, winner, loser, new HashMap<>(content));
            return true;
        });
    }

    /** Copies a row, all its writable columns included. */
    public UUID copy(String table, UUID id) {
        return world.locked(() -> {
            Table definition = table(table);
            Row row = world.organisation().require(table, id);
            Map<String, @Nullable Object> values = writable(definition, new LinkedHashMap<>(row.values()));
            values.keySet().removeAll(List.of(definition.primaryId(), "statecode", "statuscode"));
            return world.writer().create(actor(), definition, null, values).id();
        });
    }

    /** Sets a row inactive. */
    public void deactivate(String table, UUID id) {
        edit(table, id, Map.of("statecode", 1));
    }

    /** Sets a row active again. */
    public void activate(String table, UUID id) {
        edit(table, id, Map.of("statecode", 0));
    }

    /** Points a lookup at another row, or at none. */
    public void reparent(String table, UUID id, String lookup, @Nullable Reference parent) {
        if (parent == null) {
            clear(table, id, lookup);
        } else {
            edit(table, id, Map.of(lookup, parent));
        }
    }

    /** Sets the same columns on many rows, at one moment. */
    public void bulkEdit(String table, Collection<UUID> ids, Map<String, ?> values) {
        world.locked(() -> {
            for (UUID id : new ArrayList<>(ids)) {
                update(table, id, new HashMap<>(values));
            }
            return true;
        });
    }

    private Row update(String table, UUID id, Map<String, @Nullable Object> values) {
        Row row = world.organisation().require(table, id);
        return world.writer().update(actor(), WriteKind.UPDATE, row, values);
    }

    private Map<String, @Nullable Object> writable(Table table, Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        values.forEach((column, value) -> {
            Column definition = table.column(column);
            if (definition != null && definition.updatable()) {
                kept.put(column, value);
            }
        });
        return kept;
    }

    private Actor actor() {
        return world.directory().person(name);
    }

    private Table table(String logicalName) {
        return world.organisation().schema().require(logicalName);
    }
}
