package io.github.tandemsync.core.record;

/**
 * A side's own version of a record: the etag at Dataverse, {@code updatedAt} at HubSpot. Compared for equality only; its order
 * and content belong to the connector.
 */
public record Stamp(String value) {
    /** Before every version; given to ask for a record's whole history. */
    public static final Stamp BEGINNING = new Stamp("");

    @Override
    public String toString() {
        return value;
    }
}
