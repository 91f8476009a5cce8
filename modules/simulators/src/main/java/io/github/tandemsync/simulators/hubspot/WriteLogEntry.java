package io.github.tandemsync.simulators.hubspot;

import java.time.Instant;
import java.util.Map;

/**
 * One change of the truth, in the order in which it took effect.
 *
 * @param sequence from 1
 * @param time by the simulator's clock
 * @param kind what was done
 * @param source who did it
 * @param type path name of the object type
 * @param id of the record; of the survivor for a merge
 * @param wanted values as they were asked for; empty text clears
 * @param stored the same properties as they stand after the write; they differ where HubSpot stores another form or ignores
 *     the write
 * @param note ids of a merge, or the other end of an association
 */
public record WriteLogEntry(
        long sequence,
        Instant time,
        Kind kind,
        ChangeSource source,
        String type,
        String id,
        Map<String, String> wanted,
        Map<String, String> stored,
        String note) {
    /** What was done. */
    public enum Kind {
        /** A record came into being. */
        CREATE,
        /** Properties were written, changed or not. */
        UPDATE,
        /** A record went into the recycling bin. */
        ARCHIVE,
        /** A record came back from the recycling bin. */
        RESTORE,
        /** A record was deleted for good. */
        PURGE,
        /** Two records became one. */
        MERGE,
        /** A hidden internal property changed; only the stamp moved. */
        TOUCH,
        /** An association was made. */
        ASSOCIATE,
        /** An association was removed. */
        DISSOCIATE
    }
}
