package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of one write. */
public sealed interface WriteAnswer {

    /**
     * It ran.
     *
     * @param ref the record written: of an update or a removal the one that the request names, of a create under a key that is the id
     *     that id. A write that took effect on another record, since the one named was merged into it, MUST be {@link Unknown}; the
     *     engine takes it for that where another record is named here
     * @param stamp its version after the write; null after a removal or where the answer has none
     * @param asStored the written fields as the system now holds them; null where the answer does not show them
     * @param refusals fields that were accepted but not taken, with the reason
     */
    record Done(
            RecordRef ref, @Nullable Stamp stamp, @Nullable Values asStored, SortedMap<String, String> refusals)
            implements WriteAnswer {
        public Done {
            refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
        }

        public static Done of(RecordRef ref, @Nullable Stamp stamp, @Nullable Values asStored) {
            return new Done(ref, stamp, asStored, new TreeMap<>(Map.of()));
        }
    }

    /**
     * A create found its key, or another unique value, taken.
     *
     * @param existing who has it, where the system says so
     * @param detail the system's words, with the field where it names it, without field values
     */
    record Exists(@Nullable RecordRef existing, String detail) implements WriteAnswer {}

    /** The record of an update or a removal moved since it was read, or is gone: nothing was written, look again. No answer to a create. */
    record Moved(String detail) implements WriteAnswer {}

    /**
     * The system will not take this, now or later, until something changes.
     *
     * @param code the system's own code or category
     * @param reason the system's words, without field values
     * @param forRights whether a right is missing, and not that the request itself was not accepted; the engine then asks
     *     {@link Connector#access} whether it is missing for the whole type
     */
    record Refused(String code, String reason, boolean forRights) implements WriteAnswer {
        /** What was asked for was not accepted. */
        public Refused(String code, String reason) {
            this(code, reason, false);
        }

        /** A right is missing: for this record, for one of its fields or for all records of the type. */
        public static Refused forRights(String code, String reason) {
            return new Refused(code, reason, true);
        }
    }

    /** It certainly did not run, and may be sent again after the given time; a runner that was told so does not send it before. */
    record Retry(Duration after, String reason) implements WriteAnswer {}

    /** Nobody knows whether it ran: no answer, or one that can not be read. */
    record Unknown(String reason) implements WriteAnswer {}
}
