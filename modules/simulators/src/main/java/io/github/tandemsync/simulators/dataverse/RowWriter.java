package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates and updates rows. */
final class RowWriter {
    private final Organisation organisation;
    private final Plugins plugins;
    private final Derived derived;

    RowWriter(Organisation organisation, Plugins plugins) {
        this.organisation = organisation;
        this.plugins = plugins;
        this.derived = new Derived(organisation);
    }

    /** Creates a row, under its own id when one is given. */
    Row create(Actor actor, Table table, @Nullable UUID wanted, Map<String, @Nullable Object> sent) {
        UUID id = wanted == null ? organisation.newId() : wanted;
        if (organisation.find(table.name(), id).isPresent()) {
            throw Faults.duplicateId();
        }
        Map<String, @Nullable Object> target = checked(table, sent);
        plugins.run(new Save(table.name(), id, true, actor.application(), Map.of(), target));
        StateRules.onCreate(table, target);
        Map<String, Object> values = defaults(actor, table);
        overlay(values, target);
        backDate(values, target);
        values.put(table.primaryId(), id);
        return save(actor, WriteKind.CREATE, new Row(table.name(), id, 0, values), null, sent.keySet());
    }

    /** Sets columns of a row. Equal values count as a write too: the version moves. */
    Row update(Actor actor, WriteKind kind, Row row, Map<String, @Nullable Object> sent) {
        Table table = organisation.schema().require(row.table());
        Map<String, @Nullable Object> target = checked(table, sent);
        plugins.run(new Save(table.name(), row.id(), false, actor.application(), row.values(), target));
        StateRules.onUpdate(table, row.values(), target);
        Map<String, Object> values = new TreeMap<>(row.values());
        overlay(values, target);
        stamp(values, table, "modified", actor);
        return save(actor, kind, new Row(row.table(), row.id(), 0, values), row, sent.keySet());
    }

    private Row save(Actor actor, WriteKind kind, Row draft, @Nullable Row before, Set<String> sent) {
        Table table = organisation.schema().require(draft.table());
        Map<String, Object> values = new TreeMap<>(draft.values());
        references(values, before);
        derived.settle(table, values);
        unique(table, draft.id(), values);
        return organisation.store(actor, kind, new Row(draft.table(), draft.id(), 0, values), before, sent);
    }

    private Map<String, @Nullable Object> checked(Table table, Map<String, @Nullable Object> sent) {
        Map<String, @Nullable Object> target = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            Column column = table.column(name);
            if (column == null) {
                throw Faults.malformed("The table " + table.name() + " has no column '" + name + "'.");
            }
            target.put(name, ColumnCheck.stored(table, column, value));
        });
        return target;
    }

    private Map<String, Object> defaults(Actor actor, Table table) {
        Map<String, Object> values = new TreeMap<>();
        for (Column column : table.columns().values()) {
            if (column.type() == ColumnType.BOOLEAN && column.readable()) {
                values.put(column.name(), false);
            }
        }
        if (table.column("preferredcontactmethodcode") != null) {
            values.put("preferredcontactmethodcode", 1);
        }
        if (table.userOwned()) {
            values.put("ownerid", new Reference("systemuser", actor.user()));
        }
        stamp(values, table, "created", actor);
        stamp(values, table, "modified", actor);
        return values;
    }

    private void stamp(Map<String, Object> values, Table table, String what, Actor actor) {
        if (table.column(what + "on") != null) {
            values.put(what + "on", organisation.now());
        }
        if (table.column(what + "by") != null) {
            values.put(what + "by", new Reference("systemuser", actor.user()));
        }
    }

    private static void overlay(Map<String, Object> values, Map<String, @Nullable Object> target) {
        target.forEach((name, value) -> {
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        });
    }

    /** {@code overriddencreatedon} becomes the creation time; the true one is kept in its place. */
    private static void backDate(Map<String, Object> values, Map<String, @Nullable Object> target) {
        if (target.get("overriddencreatedon") instanceof Instant wanted
                && values.get("createdon") instanceof Instant real) {
            values.put("createdon", wanted);
            values.put("overriddencreatedon", real);
        }
    }

    /** A lookup that moves must point at a row. */
    private void references(Map<String, Object> values, @Nullable Row before) {
        values.forEach((name, value) -> {
            boolean moved = before == null || !value.equals(before.value(name));
            if (moved && value instanceof Reference r) {
                organisation.require(r.table(), r.id());
            }
        });
    }

    private void unique(Table table, UUID id, Map<String, Object> values) {
        for (AlternateKey key : table.keys()) {
            if (!key.active() || !values.keySet().containsAll(key.columns())) {
                continue;
            }
            for (Row other : organisation.state().table(table.name()).rows.values()) {
                if (!other.id().equals(id) && sameKey(key, values, other.values())) {
                    throw Faults.duplicateKey(key.name());
                }
            }
        }
    }

    private static boolean sameKey(AlternateKey key, Map<String, Object> one, Map<String, Object> two) {
        return key.columns().stream().allMatch(c -> Compare.equal(one.get(c), two.get(c)));
    }
}
