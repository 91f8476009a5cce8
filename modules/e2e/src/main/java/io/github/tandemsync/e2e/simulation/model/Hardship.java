package io.github.tandemsync.e2e.simulation.model;

/** What a system may do to those who talk to it, beyond what every history meets: drawn for each history of a hard scenario. */
public enum Hardship {
    /** A complete listing answers nothing, or breaks off, and says that it is complete. */
    LYING_LISTING,
    /** Dataverse's feeds show a merged record as taken over by its successor, as the connector reads them. */
    REPLACED_IN_FEED,
    /** HubSpot's bin forgets a record after 90 days: it is not found any more, by nobody and in no way. */
    BIN_FORGETS,
    /** No run is made for longer than HubSpot's bin remembers. */
    LONG_ABSENCE,
    /** The right to see a record is given back, and the record keeps its version: no feed tells. */
    SILENT_SHOW,
    /** HubSpot gives a record that is restored no new version: no feed tells. */
    SILENT_RESTORE,
    /** A batch is refused as a whole because of one of its requests, or for no reason that is told. */
    BATCH_REFUSED,
    /** The domain is unique on the left, whoever set it, and is said to be (a natural key). */
    NATURAL_KEY,
    /** The domain is unique on the right, by an alternate key of which the type's traits tell nothing. */
    ALTERNATE_KEY,
    /** A searched key is found later than the declared lag of the index. */
    LATE_KEY,
    /** The search of changes shows a record later than the declared lag of the index. */
    LATE_CHANGE,
    /** HubSpot's property history holds the last entries of a field only. */
    TRAIL_CUT,
    /** HubSpot's property history does not say which entries are ours. */
    TRAIL_UNSIGNED
}
