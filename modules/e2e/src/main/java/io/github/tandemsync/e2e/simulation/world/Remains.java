package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a history leaves: everything that was ever done to the records of its systems, and the rows that its store holds of its
 * connection.
 */
final class Remains {
    private static final Set<EntryState> ANY = EnumSet.allOf(EntryState.class);
    private static final int MANY = 1000;

    private final List<Object> lines = new ArrayList<>();

    private Remains() {}

    static Remains of(World world, Outcome outcome) {
        Remains remains = new Remains();
        Violation violation = outcome.violation();
        remains.lines.add(violation == null ? "all is well" : violation);
        world.rows().forEach(remains::row);
        ConnectionState state = world.store.connection(world.connection);
        remains.lines.add(state);
        for (ObjectPair pair : world.shape.pairs()) {
            remains.lines.addAll(
                    world.store.entries(new EntryQuery.InState(world.connection, pair.id(), ANY, null, MANY)));
        }
        for (ObjectPair pair : world.shape.pairs()) {
            remains.lines.addAll(world.store.links(
                    world.connection,
                    pair.id(),
                    world.ledger.everJoined().stream().limit(MANY).toList()));
        }
        remains.lines.addAll(world.store.intents(world.connection));
        remains.lines.addAll(world.store.history(HistoryQuery.of(world.connection)));
        remains.lines.add("calls and choices " + outcome.steps() + " " + outcome.fingerprint());
        return remains;
    }

    private void row(Row row) {
        lines.add(List.of(
                row.ref(),
                row.state(),
                row.version(),
                String.valueOf(row.key()),
                row.hidden(),
                row.inactive(),
                row.edits()));
    }

    /** What the other ones have in another way, the first of it; null if they are the same. */
    @Nullable
    String unlike(Remains other) {
        for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
            Object line = i < lines.size() ? lines.get(i) : "nothing";
            Object counterpart = i < other.lines.size() ? other.lines.get(i) : "nothing";
            if (!Objects.equals(line, counterpart)) {
                return counterpart + ", and not " + line;
            }
        }
        return null;
    }
}
