package io.github.tandemsync.core.rule;

/** What happens to a record whose counterpart was removed. */
public enum DeletePolicy {
    /** The two go separate ways; the survivor stays and is reported. The default. */
    UNLINK,
    /** Nothing, not even a report as a difference. */
    IGNORE,
    /** The survivor is moved to the bin. */
    ARCHIVE,
    /** The survivor is set inactive. */
    DEACTIVATE,
    /** The survivor is deleted for good. */
    DELETE,
    /**
     * The survivor goes too, into the bin where its system has one. For the lines of an {@link Owner} only: while both owners are
     * there.
     */
    MIRROR;

    /** Whether the survivor is written to. */
    public boolean removes() {
        return this != UNLINK && this != IGNORE;
    }
}
