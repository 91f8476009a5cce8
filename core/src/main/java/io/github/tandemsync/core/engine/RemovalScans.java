package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.PairState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When each type's removals were last scanned whole. The runner's, so that it outlives the run, and not the store's: a new process may work on a
 * store that was put back, which no longer knows what is gone. Used under the runner's lock.
 */
final class RemovalScans {
    private final Map<Scan, Instant> made = new HashMap<>();
    private final Set<Scan> begun = new HashSet<>();

    private static final String SCANNED = "removals of ";

    private record Scan(PairId pair, ObjectType type) {}

    /** Whether what is gone was gone before the pair began: no pass over the type was ever made whole, as far as the store knows. */
    static boolean isFirst(PairState state, ObjectType type) {
        return !state.notes().containsKey(SCANNED + type);
    }

    /** The state of a pair that has made one. */
    static PairState scanned(PairState state, ObjectType type) {
        return state.withNote(SCANNED + type, "done");
    }

    /** Whether this runner has not made one pass yet, or none since the store was found to be older. */
    boolean isOwed(PairId pair, ObjectType type) {
        return !made.containsKey(new Scan(pair, type));
    }

    /** The next pass is read to its end, whatever was read before. */
    void owe(PairId pair, ObjectType type) {
        made.remove(new Scan(pair, type));
    }

    /** Whether the pass that is under way was begun by this runner, or since. */
    boolean isBegun(PairId pair, ObjectType type) {
        return begun.contains(new Scan(pair, type));
    }

    void begun(PairId pair, ObjectType type) {
        begun.add(new Scan(pair, type));
    }

    void broken(PairId pair, ObjectType type) {
        begun.remove(new Scan(pair, type));
    }

    void made(PairId pair, ObjectType type, Instant at) {
        made.put(new Scan(pair, type), at);
        begun.remove(new Scan(pair, type));
    }

    @Nullable
    Instant lastMade(PairId pair, ObjectType type) {
        return made.get(new Scan(pair, type));
    }

    /** What the store knows of the pair is not believed: all has to be scanned again. */
    void forget(PairId pair) {
        made.keySet().removeIf(scan -> scan.pair().equals(pair));
        begun.removeIf(scan -> scan.pair().equals(pair));
    }
}
