package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deletes, restores and re-parents rows. */
final class RowRemover {
    private final Organisation organisation;

    RowRemover(Organisation organisation) {
        this.organisation = organisation;
    }

    /** Deletes a row; lookups that point at it are emptied, which moves the version of their rows but not {@code modifiedon}. */
    void delete(Actor actor, Row row) {
        organisation.remove(actor, row);
        repoint(actor, new Reference(row.table(), row.id()), null);
    }

    /** Brings a deleted row back as it was, {@code modifiedon} included; lookups that pointed at it stay empty. */
    Row restore(Actor actor, String table, UUID id) {
        if (organisation.find(table, id).isPresent()) {
            throw Faults.duplicateId();
        }
        if (!organisation.state().table(table).bin.containsKey(id)) {
            throw Faults.noSuchRow(table, id);
        }
        Row row = withoutDanglingLookups(organisation.state().exhume(table, id));
        return organisation.store(actor, WriteKind.RESTORE, row, null, Set.of());
    }

    /** Changes all lookups that point at one row to another row, or empties them. */
    void repoint(Actor actor, Reference from, @Nullable Reference to) {
        for (Table table : organisation.schema().tables().values()) {
            List<String> lookups = table.columns().values().stream()
                    .filter(c ->
                            c.targets().containsKey(from.table()) && !c.name().equals("masterid"))
                    .map(Column::name)
                    .toList();
            if (!lookups.isEmpty()) {
                repoint(actor, table, lookups, from, to);
            }
        }
    }

    private void repoint(Actor actor, Table table, List<String> lookups, Reference from, @Nullable Reference to) {
        for (Row row :
                new ArrayList<>(organisation.state().table(table.name()).rows.values())) {
            Map<String, Object> values = new TreeMap<>(row.values());
            boolean self = to != null && row.id().equals(to.id()) && row.table().equals(to.table());
            for (String lookup : lookups) {
                if (!from.equals(values.get(lookup))) {
                    continue;
                }
                if (to == null || self) {
                    values.remove(lookup);
                } else {
                    values.put(lookup, to);
                }
            }
            if (!values.equals(row.values())) {
                organisation.store(actor, WriteKind.SYSTEM, new Row(row.table(), row.id(), 0, values), row, Set.of());
            }
        }
    }

    private Row withoutDanglingLookups(Row row) {
        Map<String, Object> values = new TreeMap<>(row.values());
        values.values()
                .removeIf(v -> v instanceof Reference r
                        && organisation.find(r.table(), r.id()).isEmpty());
        return new Row(row.table(), row.id(), 0, values);
    }
}
