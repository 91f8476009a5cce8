package io.github.tandemsync.core.record;

/**
 * The key under which this library creates a record, derived from connection, pair, source record and generation, so that the
 * same create has the same key after any crash. A GUID at Dataverse, the value of a unique property at HubSpot.
 *
 * @param value a GUID in lower case, 36 characters
 */
public record CreateKey(String value) {
    @Override
    public String toString() {
        return value;
    }
}
