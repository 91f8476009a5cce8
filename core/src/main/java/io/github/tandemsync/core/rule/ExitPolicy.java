package io.github.tandemsync.core.rule;

/**
 * What happens when a linked record leaves its side's membership filter, the gentlest first. What was decided when it left stands
 * until it is in again, also if the policy is changed meanwhile.
 */
public enum ExitPolicy {
    /**
     * The link stays, and nothing is written in either direction. When the record is in again, the two are merged against what they
     * last agreed on. The default.
     */
    PAUSE,
    /** The link ends, and is reported. When the record is in again, the two find each other by it, and go on as after a pause. */
    UNLINK,
    /** The counterpart is set inactive; when the record is in again, the two find each other by their old link. */
    DEACTIVATE,
    /** The counterpart is moved to the bin; when the record is in again, another is made, unless somebody has brought it back. */
    ARCHIVE,
    /** The counterpart is deleted for good; when the record is in again, another is made. */
    DELETE;

    /** Whether the counterpart is taken away, unless it was edited since the two last agreed. */
    public boolean removes() {
        return this != PAUSE && this != UNLINK;
    }
}
