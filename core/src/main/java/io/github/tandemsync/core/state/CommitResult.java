package io.github.tandemsync.core.state;

/** What became of a commit. */
public enum CommitResult {
    /** All of it is durable. */
    COMMITTED,
    /** The lease's epoch is not the newest, or it was released: nothing was changed. */
    STALE
}
