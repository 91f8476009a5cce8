package io.github.tandemsync.core.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a record has to be looked at. Raised by feeds and hints, cleared by a commit only at the {@code seq} at which it was
 * taken, so that a hint that arrives meanwhile survives.
 *
 * @param seq counts how often the mark was raised
 * @param attempts failed looks since it was last cleared
 * @param due not to be looked at before; null: nothing to do
 */
public record Mark(long seq, int attempts, @Nullable Instant due) {
    public static final Mark NONE = new Mark(0, 0, null);

    /** Whether the record is to be looked at by then. */
    public boolean isDue(Instant now) {
        return due != null && !due.isAfter(now);
    }

    /** The mark raised once more: due at the given time, or earlier if it was so already. */
    public Mark raised(Instant when) {
        return new Mark(seq + 1, attempts, due == null || when.isBefore(due) ? when : due);
    }
}
