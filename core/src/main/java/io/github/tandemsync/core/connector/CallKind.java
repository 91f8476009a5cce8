package io.github.tandemsync.core.connector;

/** The kinds of call that a {@link Connector} takes: what systems limit and count apart. */
public enum CallKind {
    /** {@link Connector#changes}: pages of feeds; at HubSpot, where they tell of changes, searches. */
    CHANGES,
    /** {@link Connector#read}. */
    READ,
    /** {@link Connector#locate}. */
    LOCATE,
    /** {@link Connector#history}. */
    HISTORY,
    /** {@link Connector#write}. */
    WRITE,
    /** {@link Connector#schema}, {@link Connector#access} and {@link Connector#identify}. */
    DESCRIBE
}
