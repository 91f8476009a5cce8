package io.github.tandemsync.simulators.hubspot;

/** A record's values, live or as the search index holds them. Times are epoch milliseconds. */
interface Fields {
    long id();

    long createdAt();

    long updatedAt();

    /** The stored value; empty when there is none. */
    String value(String name);
}
