package io.github.tandemsync.core.connector;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reading and writing a type is like; the engine asks these instead of asking which system it is.
 *
 * @param conditionalWrites an update with an expected stamp is refused ({@link WriteAnswer.Moved}) when the record moved
 * @param fieldHistory {@link Connector#history} works for this type
 * @param createKey how a create is found again
 * @param reports what the CHANGES feed reports; what it does not is scanned for
 * @param indexLag how long a change may take to appear in the CHANGES feed or in a searched key; zero if never late
 * @param cursorLife how long a CHANGES cursor stays valid unused; null if it does not expire
 * @param owner the field that holds the owning record, for lines of an order; null if the type stands alone
 * @param readBatch most ids of one read, and keys of one look-up
 * @param writeBatch most requests of one write
 * @param historyBatch most records of one history request
 */
public record TypeTraits(
        boolean conditionalWrites,
        boolean fieldHistory,
        CreateKeyKind createKey,
        Set<Reported> reports,
        Duration indexLag,
        @Nullable Duration cursorLife,
        @Nullable String owner,
        int readBatch,
        int writeBatch,
        int historyBatch) {

    /** How a create is found again after its answer was lost. */
    public enum CreateKeyKind {
        /** The key is the record's id. */
        CLIENT_ID,
        /** The key is the value of a property that the system keeps unique. */
        UNIQUE,
        /** The key is a property of ours; the system also keeps a natural key (an e-mail address) unique. */
        NATURAL,
        /** The key is a property of ours that only the lagging search can find, and nothing is unique. */
        SEARCHED
    }

    /** What a CHANGES feed can report. */
    public enum Reported {
        CREATES,
        EDITS,
        REMOVALS,
        REFERENCES
    }

    public TypeTraits {
        reports = Set.copyOf(reports);
    }
}
