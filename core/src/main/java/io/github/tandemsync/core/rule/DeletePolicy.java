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
    DELETE
}
