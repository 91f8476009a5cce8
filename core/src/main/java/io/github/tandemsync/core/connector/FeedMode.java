package io.github.tandemsync.core.connector;

/** The three ways in which a feed can be read. */
public enum FeedMode {
    /** What changed since the cursor: id and stamp only. */
    CHANGES,
    /** Every live record, with content. */
    BASELINE,
    /** Records that were removed, where CHANGES does not report them. May report all removals again at each pass. */
    REMOVALS
}
