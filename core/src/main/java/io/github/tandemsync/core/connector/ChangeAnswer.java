package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a feed answered. */
public sealed interface ChangeAnswer {

    /**
     * One page.
     *
     * @param rows in any order; the same record may stand in it several times, and unknown records may be removed
     * @param next where to go on; of a page that is not complete another place than the one asked about, else it is a fault of the pair
     * @param complete true if nothing more was there: a listing is at its end, a feed has caught up
     */
    record Page(List<Row> rows, Cursor next, boolean complete) implements ChangeAnswer {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The cursor is too old or no longer valid: the caller lists everything anew.
     *
     * @param reason the system's own, without record content
     */
    record Expired(String reason) implements ChangeAnswer {}

    /**
     * The cursor lies after everything that the system knows of: it was put back to an earlier state.
     *
     * @param evidence both places in the feed, without record content
     */
    record Older(String evidence) implements ChangeAnswer {}

    /** One row of a page. Rows are hints to look, never evidence of content or of absence. */
    sealed interface Row {
        RecordRef ref();
    }

    /**
     * Created or changed.
     *
     * @param content empty but in BASELINE
     * @param key in BASELINE, the create key that it carries in a field of its own; null if it carries none
     */
    record Changed(
            RecordRef ref,
            Stamp stamp,
            Values content,
            @Nullable CreateKey key) implements Row {
        public Changed(RecordRef ref, Stamp stamp, Values content) {
            this(ref, stamp, content, null);
        }
    }

    /**
     * Removed: archived, deleted, or no longer visible.
     *
     * @param key the create key that it still shows; null if it shows none, or carries none
     */
    record Removed(RecordRef ref, @Nullable CreateKey key) implements Row {
        public Removed(RecordRef ref) {
            this(ref, null);
        }
    }

    /** Taken over by another record. */
    record Replaced(RecordRef ref, RecordRef successor) implements Row {}
}
