package io.github.tandemsync.core.engine;

import java.time.Instant;

/**
 * What follows a slice.
 *
 * @param moreWork whether the run is not at its end, so that its next slice may follow at once
 * @param failed whether nothing could be done, so that the next slice comes later and later
 * @param notBefore when the next slice may begin at the earliest, whatever happens: a system that asked for a pause, or whose calls
 *     are used up, is left alone until then
 * @param next when it begins if nothing happens; not earlier than {@code notBefore}
 */
public record SliceResult(boolean moreWork, boolean failed, Instant notBefore, Instant next) {
    public SliceResult {
        if (next.isBefore(notBefore)) {
            throw new IllegalArgumentException(
                    "The next slice would begin at " + next + ", but is not to begin before " + notBefore);
        }
    }

    /** The run goes on at once. */
    static SliceResult more(Instant now) {
        return new SliceResult(true, false, now, now);
    }

    /** The run is at its end. */
    static SliceResult done(Instant notBefore, Instant next) {
        return new SliceResult(false, false, notBefore, next.isBefore(notBefore) ? notBefore : next);
    }

    /** Nothing could be done. */
    static SliceResult failed(Instant notBefore) {
        return new SliceResult(false, true, notBefore, notBefore);
    }
}
