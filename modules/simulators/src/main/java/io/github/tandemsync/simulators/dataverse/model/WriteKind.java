package io.github.tandemsync.simulators.dataverse.model;

/** What a write did to a row. */
public enum WriteKind {
    /** The row came into being. */
    CREATE,
    /** Columns were set. */
    UPDATE,
    /** The row went away. */
    DELETE,
    /** A deleted row came back. */
    RESTORE,
    /** The row won or lost a merge. */
    MERGE,
    /** The system changed the row as a consequence of something else: a cascade, a hidden touch. */
    SYSTEM
}
