package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
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
        for (Reference pointer : organisation.state().backlinks().to(from)) {
            Row row = organisation.require(pointer.table(), pointer.id());
            Map<String, Object> values = new TreeMap<>(row.values());
            // A row never points at itself because of a merge, and the loser of a merge keeps its master.
            @Nullable Reference target = pointer.equals(to) ? null : to;
            values.entrySet()
                    .removeIf(e -> target == null
                            && from.equals(e.getValue())
                            && !e.getKey().equals("masterid"));
            values.replaceAll((column, value) ->
                    target != null && from.equals(value) && !column.equals("masterid") ? target : value);
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
