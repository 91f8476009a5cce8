package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Merges two rows: the loser is deactivated and names its master, what pointed at it points at the winner (Dataverse, "Merge
 * table rows").
 */
final class RowMerger {
    private final Organisation organisation;
    private final RowWriter writer;
    private final RowRemover remover;

    RowMerger(Organisation organisation, RowWriter writer, RowRemover remover) {
        this.organisation = organisation;
        this.writer = writer;
        this.remover = remover;
    }

    /** Merges; {@code content} are the values that the winner takes over. */
    void merge(Actor actor, String table, UUID winner, UUID loser, Map<String, @Nullable Object> content) {
        Row master = organisation.require(table, winner);
        Row subordinate = organisation.require(table, loser);
        if (winner.equals(loser) || !(subordinate.value("statecode") instanceof Integer state) || state != 0) {
            throw Faults.invalid("The subordinate of a merge must be another, active row.");
        }
        writer.update(actor, WriteKind.MERGE, master, content);
        remover.repoint(actor, new Reference(table, loser), new Reference(table, winner));
        deactivate(actor, organisation.require(table, loser), new Reference(table, winner));
    }

    private void deactivate(Actor actor, Row loser, Reference master) {
        Map<String, Object> values = new TreeMap<>(loser.values());
        int state = loser.table().equals("lead") ? 2 : 1;
        values.put("statecode", state);
        values.put("statuscode", StateRules.defaultStatus(organisation.schema().require(loser.table()), state));
        values.put("masterid", master);
        values.put("merged", true);
        Instant now = organisation.now();
        values.put("modifiedon", now);
        values.put("modifiedby", new Reference("systemuser", actor.user()));
        organisation.store(actor, WriteKind.MERGE, new Row(loser.table(), loser.id(), 0, values), loser, Set.of());
    }
}
