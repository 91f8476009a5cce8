package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The unknown records that feeds of changes told of lately, after this runner had read the same feed to its end before: they came to be
 * while it was watching, and not before the store was put back, lost or begun anew. The runner's, since only a process that
 * lives can tell; used under its lock.
 */
final class Arrivals {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final Set<Feed> watched = new HashSet<>();
    private final Map<Arrival, Instant> lately = new LinkedHashMap<>();

    private record Feed(PairId pair, ObjectType type) {}

    private record Arrival(PairId pair, RecordRef ref) {}

    /** The feed has been read to its end. */
    void watched(PairId pair, ObjectType type) {
        watched.add(new Feed(pair, type));
    }

    /** Nothing is said of what the feed tells until it has been read to its end again. */
    void lost(PairId pair, ObjectType type) {
        watched.remove(new Feed(pair, type));
    }

    /** The same of all feeds of the pair, and of what they have told. */
    void lost(PairId pair) {
        watched.removeIf(feed -> feed.pair().equals(pair));
        lately.keySet().removeIf(arrival -> arrival.pair().equals(pair));
    }

    /** The feed told of a record that the store does not know. */
    void turnedUp(PairId pair, RecordRef ref, Instant now) {
        if (!watched.contains(new Feed(pair, ref.type()))) {
            return;
        }
        lately.values().removeIf(at -> isOver(at, now));
        if (lately.size() < MOST) {
            lately.putIfAbsent(new Arrival(pair, ref), now);
        }
    }

    /** Whether it turned up lately; of each it is said once. */
    boolean take(PairId pair, RecordRef ref, Instant now) {
        Instant at = lately.remove(new Arrival(pair, ref));
        return at != null && !isOver(at, now);
    }

    private static boolean isOver(Instant at, Instant now) {
        return at.plus(LATELY).isBefore(now);
    }
}
