package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.state.PairState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pass of a feed of changes that was stopped in the middle, kept in the pair's notes. It never passes for a whole one: the cursor stays at
 * its beginning, and if another run ends it than has begun it, the feed is asked once more.
 *
 * @param at when it was stopped
 * @param run in which it was begun
 * @param from the cursor at which it was begun
 * @param reached where it is to go on
 */
record HalfRead(Instant at, String run, Cursor from, Cursor reached) {
    /** A place older than that is given up: a system does not keep the continuation of a page for long. */
    private static final Duration LIFE = Duration.ofHours(1);

    private static final String NOTE = "changes half read ";

    /** The pass that was begun at the cursor; null if there is none to go on with. */
    static @Nullable HalfRead of(PairState state, ObjectType type, @Nullable Cursor from, Instant now) {
        String note = state.notes().get(NOTE + type);
        if (note == null || from == null) {
            return null;
        }
        String[] parts = note.split(" ", 4);
        int first = Integer.parseInt(parts[1]);
        int second = first + Integer.parseInt(parts[2]);
        HalfRead half = new HalfRead(
                Instant.parse(parts[0]),
                parts[3].substring(0, first),
                new Cursor(parts[3].substring(first, second)),
                new Cursor(parts[3].substring(second)));
        return half.from.equals(from) && half.at.plus(LIFE).isAfter(now) ? half : null;
    }

    PairState in(PairState state, ObjectType type) {
        String lengths = run.length() + " " + from.value().length();
        return state.withNote(NOTE + type, at + " " + lengths + " " + run + from.value() + reached.value());
    }

    static boolean isIn(PairState state, ObjectType type) {
        return state.notes().containsKey(NOTE + type);
    }

    static PairState ended(PairState state, ObjectType type) {
        return state.withoutNote(NOTE + type);
    }
}
