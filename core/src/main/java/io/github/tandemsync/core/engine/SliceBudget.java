package io.github.tandemsync.core.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much one slice of a run may take. What is used up first ends the slice; a slice always does one step (a page of a listing
 * or of a feed, a round of records), so that a run gets on under any budget, and never stops inside one.
 *
 * @param time by the runner's clock, longer than zero; null for no limit. A step that is begun is ended
 * @param entries records listed or looked at, at least one. A page of a listing counts whole, and so does one of a
 *     feed that has more
 */
public record SliceBudget(@Nullable Duration time, int entries) {
    public SliceBudget {
        if (time != null && (time.isZero() || time.isNegative())) {
            throw new IllegalArgumentException("A slice needs a time longer than zero; got " + time);
        }
        if (entries < 1) {
            throw new IllegalArgumentException("A slice needs at least one entry; got " + entries);
        }
    }

    /** So long, whatever the number of records. */
    public static SliceBudget ofTime(Duration time) {
        return new SliceBudget(time, Integer.MAX_VALUE);
    }

    /** So many records, however long they take. */
    public static SliceBudget ofEntries(int entries) {
        return new SliceBudget(null, entries);
    }

    /** The whole run in one slice. */
    public static SliceBudget unlimited() {
        return new SliceBudget(null, Integer.MAX_VALUE);
    }
}
