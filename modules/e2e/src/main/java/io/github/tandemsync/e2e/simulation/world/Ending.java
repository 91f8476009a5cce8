package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.util.List;

/**
 * How a small history ended.
 *
 * @param crashedRun the run that a crash cut off, from 0 on; -1 if nothing crashed
 * @param comparable whether it has to end as one without the crash: not where people did something after the crash, or while a write was
 *     under way of which the crash lost the answer, or a create that it prevented, as nothing but the answer tells what they met
 * @param played whether people could do whatever the tape says that they do
 * @param orders the tapes of the histories without the crash in which people do the same: first as they did it, then in every other order
 *     of that and the run that was cut off
 * @param records every live record of both systems: what it descends from, and what it holds
 */
public record Ending(int crashedRun, boolean comparable, boolean played, List<Tape> orders, List<String> records) {
    public Ending {
        orders = List.copyOf(orders);
        records = List.copyOf(records);
    }

    static List<String> of(ModelServer... servers) {
        return List.of(servers).stream()
                .flatMap(server -> server.rows().stream())
                .filter(Row::live)
                .map(row ->
                        row.side() + " " + row.origins() + " " + text(row, Field.DOMAIN) + " " + text(row, Field.NAME))
                .sorted()
                .toList();
    }

    private static String text(Row row, Field field) {
        return Canonical.text(row.value(field));
    }
}
