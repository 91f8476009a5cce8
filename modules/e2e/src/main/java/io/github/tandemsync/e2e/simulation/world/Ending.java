package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;

/**
 * How a small history ended.
 *
 * @param crashedAt the place of the decision to crash on the tape; -1 if nothing crashed
 * @param acted whether people did something after the crash, or while a write was under way of which the crash lost the answer: they may
 *     end otherwise then, as nothing but the answer tells what they met
 * @param records every live record of both systems: what it descends from, and what it holds
 */
public record Ending(int crashedAt, boolean acted, List<String> records) {

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
