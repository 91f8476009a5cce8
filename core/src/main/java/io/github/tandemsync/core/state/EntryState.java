package io.github.tandemsync.core.state;

/** What is known of a record. Only {@link #UNMATCHED} may be created from. */
public enum EntryState {
    /** Known, and without counterpart so far. */
    UNMATCHED,
    /** Has a live link. */
    LINKED,
    /** The pair's filter does not let it in, or it was erased. */
    EXCLUDED,
    /** Several candidates match it; a person has to choose. */
    AMBIGUOUS,
    /** Another record that means the same thing holds the link. */
    SHADOWED,
    /** Can not be created before the record it waits for is linked, or lets its lines be written; or before it has an owner at all. */
    WAITING,
    /** The last attempts failed; the reason says why. */
    FAILING,
    /** Was linked; the link was ended on purpose (an edit against a delete, a policy). Not created from again. */
    UNLINKED,
    /** Archived or deleted; kept as a tombstone. */
    REMOVED,
    /** Merged into, or replaced by, another record; kept as a tombstone. */
    REPLACED,
    /** Not visible to us at present; nothing is concluded or written. */
    SUSPENDED
}
