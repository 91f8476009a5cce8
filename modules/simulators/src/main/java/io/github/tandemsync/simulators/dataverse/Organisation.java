package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.TableState.Tombstone;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Schema;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.dataverse.model.WriteRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The truth: schema, rows, log, and the two ways a row changes. Guarded by its own monitor; every caller holds it for one whole
 * operation.
 */
final class Organisation {
    /** Columns that every save moves; the log leaves them out. */
    private static final Set<String> BOOKKEEPING = Set.of("modifiedon", "modifiedby");

    private final InstantSource clock;
    private final long seed;
    private State state = new State();
    private Schema schema;
    private long schemaVersion = 1;

    Organisation(Schema schema, InstantSource clock, long seed) {
        this.schema = schema;
        this.clock = clock;
        this.seed = seed;
    }

    /** Server time in whole seconds, as it is stored. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    State state() {
        return state;
    }

    void replace(State other) {
        state = other;
    }

    Schema schema() {
        return schema;
    }

    /** A number that moves with every change of metadata. */
    long schemaVersion() {
        return schemaVersion;
    }

    void change(Table table) {
        schema = schema.with(table);
        schemaVersion++;
    }

    UUID newId() {
        return Ids.nth(seed, state.nextId());
    }

    Optional<Row> find(String table, UUID id) {
        return Optional.ofNullable(state.table(table).rows.get(id));
    }

    Row require(String table, UUID id) {
        return find(table, id).orElseThrow(() -> Faults.noSuchRow(table, id));
    }

    /** Stores a row under a new version and writes the log. */
    Row store(Actor actor, WriteKind kind, Row draft, @Nullable Row before, Set<String> sent) {
        Row row = new Row(draft.table(), draft.id(), state.nextVersion(), draft.values());
        state.put(row);
        log(actor, kind, row, before == null ? Map.of() : before.values(), row.values(), sent);
        return row;
    }

    /** Takes a row out and writes the log. */
    void remove(Actor actor, Row row) {
        Tombstone tombstone = new Tombstone(row.id(), state.nextVersion(), now());
        state.bury(row, tombstone);
        Row gone = new Row(row.table(), row.id(), tombstone.version(), Map.of());
        log(actor, WriteKind.DELETE, gone, row.values(), Map.of(), Set.of());
    }

    private void log(
            Actor actor, WriteKind kind, Row row, Map<String, Object> old, Map<String, Object> now, Set<String> sent) {
        Map<String, @Nullable Object> before = new TreeMap<>();
        Map<String, @Nullable Object> after = new TreeMap<>();
        Map<String, Object> all = new TreeMap<>(old);
        all.putAll(now);
        for (String column : all.keySet()) {
            if (!BOOKKEEPING.contains(column) && !Objects.equals(old.get(column), now.get(column))) {
                before.put(column, old.get(column));
                after.put(column, now.get(column));
            }
        }
        state.write(new WriteRecord(
                state.log().size() + 1,
                clock.instant(),
                kind,
                row.table(),
                row.id(),
                row.version(),
                actor.user(),
                actor.application(),
                sent,
                before,
                after));
    }
}
