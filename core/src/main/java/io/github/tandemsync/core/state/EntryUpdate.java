package io.github.tandemsync.core.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new version of an entry, and what becomes of its mark. Everything but the mark is replaced; the mark is the store's own,
 * because anyone may raise it at any time.
 *
 * @param entry the new version; its mark is ignored
 * @param mark what becomes of the mark
 */
public record EntryUpdate(Entry entry, MarkChange mark) {

    /** What an update does to an entry's mark. */
    public sealed interface MarkChange {}

    /** Nothing. A new entry starts without a mark. */
    public record Keep() implements MarkChange {}

    /** It is raised: {@code seq} goes up, due at the given time or earlier if it was so already. */
    public record Raise(Instant due) implements MarkChange {}

    /** The look is done: cleared, with its attempts, if its {@code seq} is still the given one; otherwise kept. */
    public record Clear(long takenAt) implements MarkChange {}

    /**
     * The look has to be repeated: due and attempts are set if {@code seq} is still the given one; otherwise only attempts are.
     */
    public record Reschedule(long takenAt, Instant due, int attempts) implements MarkChange {}

    public static EntryUpdate keep(Entry entry) {
        return new EntryUpdate(entry, new Keep());
    }

    public static EntryUpdate raise(Entry entry, Instant due) {
        return new EntryUpdate(entry, new Raise(due));
    }

    /** The update with its mark cleared at the {@code seq} that the entry was read with. */
    public static EntryUpdate clear(Entry entry) {
        return new EntryUpdate(entry, new Clear(entry.mark().seq()));
    }

    public static EntryUpdate reschedule(Entry entry, Instant due, int attempts) {
        return new EntryUpdate(entry, new Reschedule(entry.mark().seq(), due, attempts));
    }

    /** What the given mark becomes; the rule that every store follows. */
    public static Mark apply(@Nullable Mark current, MarkChange change) {
        Mark mark = current == null ? Mark.NONE : current;
        if (change instanceof Raise raise) {
            return mark.raised(raise.due());
        }
        if (change instanceof Clear clear) {
            return mark.seq() == clear.takenAt() ? new Mark(mark.seq(), 0, null) : mark;
        }
        if (change instanceof Reschedule later) {
            return new Mark(mark.seq(), later.attempts(), mark.seq() == later.takenAt() ? later.due() : mark.due());
        }
        return mark;
    }
}
