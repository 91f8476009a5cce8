package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Schema;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is really stored, whoever may see it: for checkers and for comparison. Answers are copies. Thread safe. */
public final class Truth {
    private final World world;

    Truth(World world) {
        this.world = world;
    }

    /** All live rows of a table, ordered by id. */
    public List<Row> live(String table) {
        return world.locked(
                () -> List.copyOf(world.organisation().state().table(table).rows.values()));
    }

    /** All deleted rows of a table as they were, ordered by id. */
    public List<Row> deleted(String table) {
        return world.locked(() -> world.organisation().state().table(table).bin.values().stream()
                .sorted(Comparator.comparing(Row::id))
                .toList());
    }

    /** A live row. */
    public Optional<Row> row(String table, UUID id) {
        return world.locked(() -> world.organisation().find(table, id));
    }

    /** Whether a row was deleted and is not live now. */
    public boolean isDeleted(String table, UUID id) {
        return world.locked(() -> world.organisation().find(table, id).isEmpty()
                && world.organisation().state().table(table).bin.containsKey(id));
    }

    /** Every committed write since the start, oldest first. */
    public List<WriteRecord> log() {
        return world.locked(() -> List.copyOf(world.organisation().state().log()));
    }

    /** The writes after one position of the log. */
    public List<WriteRecord> logAfter(long seq) {
        return world.locked(() -> {
            List<WriteRecord> log = world.organisation().state().log();
            return List.copyOf(log.subList((int) Math.min(seq, log.size()), log.size()));
        });
    }

    /** How many writes there were; the place to continue from with {@link #logAfter}. */
    public long writes() {
        return world.locked(() -> (long) world.organisation().state().log().size());
    }

    /** The schema as it is now. */
    public Schema schema() {
        return world.locked(() -> world.organisation().schema());
    }

    /** A copy of everything stored, to go back to with {@link Admin#restoreBackup}. */
    public Snapshot snapshot() {
        return world.locked(() -> new Snapshot(world.organisation().state().copy()));
    }

    /** A copy of everything stored at one moment. Opaque. */
    public static final class Snapshot {
        private final State state;

        private Snapshot(State state) {
            this.state = state;
        }

        State state() {
            return state.copy();
        }
    }
}
