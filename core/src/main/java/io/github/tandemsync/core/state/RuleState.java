package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one field rule of one link. A base pair advances only together: both bases are null or neither.
 *
 * @param status whether the rule is in agreement, and if not why
 * @param leftBase the left side's values when the two last agreed; null if they never did
 * @param rightBase the right side's values then; null if they never did
 * @param reason evidence for a status other than AGREED
 * @param basis digest of both sides' values for which CONFLICT, REFUSED or HELD was decided; once either side differs from it,
 *     the rule is decided anew. For FROZEN: of the values last seen; for WAITING: of those that it
 *     waits with, marked where a removal of ours had emptied one side. Null in other states
 * @param oscillation what is needed to see two automations correcting each other
 * @param leftSince the left version after which edits are not yet merged into this rule; null: the entry's stamp
 * @param rightSince the right version after which edits are not yet merged into this rule; null: the entry's stamp
 * @param unseen a write whose outcome was still open when its record went; null if there is none
 * @param contested without a base: both sides were once seen to hold a value, so that an empty side is somebody's word now, and
 *     not a gap to be filled
 */
public record RuleState(
        Status status,
        @Nullable Values leftBase,
        @Nullable Values rightBase,
        @Nullable Reason reason,
        @Nullable String basis,
        Oscillation oscillation,
        @Nullable Stamp leftSince,
        @Nullable Stamp rightSince,
        @Nullable Unseen unseen,
        boolean contested) {
    private static final RuleState UNKNOWN =
            new RuleState(Status.AGREED, null, null, null, null, Oscillation.NONE, null, null, null, false);

    /** The states of a rule. */
    public enum Status {
        /** Both sides meant the same when last looked at, or have a base to be merged against. */
        AGREED,
        /** Waits for another record's link. */
        WAITING,
        /** Both sides were edited and nobody has decided. */
        CONFLICT,
        /** The target did not take the value; tried again when either side changes. */
        REFUSED,
        /** Undone by a person; syncs again when either side changes. */
        HELD,
        /** A side kept returning to a value that was overwritten; stands still until it was quiet for a day, or is released. */
        FROZEN
    }

    /**
     * How often a side returned to a value that we had overwritten.
     *
     * @param returns within 24 hours of {@code since}
     * @param since the first of them
     * @param overwrittenLeft digest of the left values last overwritten
     * @param overwrittenRight digest of the right values last overwritten
     */
    public record Oscillation(
            int returns,
            @Nullable Instant since,
            @Nullable String overwrittenLeft,
            @Nullable String overwrittenRight) {
        public static final Oscillation NONE = new Oscillation(0, null, null, null);
    }

    /**
     * A write of which nobody knows whether it ran. Should its record come back, what the record shows tells.
     *
     * @param target the side that was written to
     * @param source the values of the other side that it was to carry over
     * @param intended what the target's fields hold if it ran
     */
    public record Unseen(Side target, Values source, Values intended) {}

    public RuleState {
        if ((leftBase == null) != (rightBase == null)) {
            throw new IllegalArgumentException("A base pair is set or missing together");
        }
    }

    /** A rule in agreement with the given bases. */
    public static RuleState agreed(Values left, Values right) {
        return UNKNOWN.advanced(left, right);
    }

    /** A rule without a base. */
    public static RuleState unknown() {
        return UNKNOWN;
    }

    public @Nullable Values base(Side side) {
        return side == Side.LEFT ? leftBase : rightBase;
    }

    /** The version after which the side's edits are not yet merged into this rule; null: the entry's stamp. */
    public @Nullable Stamp since(Side side) {
        return side == Side.LEFT ? leftSince : rightSince;
    }

    /** The same bases in another status, until either side differs from the basis. */
    public RuleState in(Status newStatus, @Nullable Reason why, @Nullable String newBasis) {
        return new RuleState(newStatus, leftBase, rightBase, why, newBasis, oscillation, null, null, unseen, contested);
    }

    /** In agreement on a new base pair. */
    public RuleState advanced(Values left, Values right) {
        return new RuleState(Status.AGREED, left, right, null, null, oscillation, null, null, null, false);
    }

    /** No longer frozen: the bases stand, and what was edited since is merged. */
    public RuleState thawed() {
        return new RuleState(
                Status.AGREED,
                leftBase,
                rightBase,
                null,
                null,
                Oscillation.NONE,
                leftSince,
                rightSince,
                unseen,
                contested);
    }

    public RuleState with(Oscillation value) {
        return new RuleState(
                status, leftBase, rightBase, reason, basis, value, leftSince, rightSince, unseen, contested);
    }

    /** With the side's edits after the given version still to be merged. */
    public RuleState sinceOn(Side side, @Nullable Stamp version) {
        return side == Side.LEFT ? since(version, rightSince) : since(leftSince, version);
    }

    /** With edits after the given versions still to be merged. */
    public RuleState since(@Nullable Stamp left, @Nullable Stamp right) {
        return new RuleState(status, leftBase, rightBase, reason, basis, oscillation, left, right, unseen, contested);
    }

    /** With a write whose outcome nobody saw, or, given null, without. */
    public RuleState withUnseen(@Nullable Unseen write) {
        return new RuleState(
                status, leftBase, rightBase, reason, basis, oscillation, leftSince, rightSince, write, contested);
    }

    /** Without a base, and nobody's word settles it: whatever the two hold, a difference is a conflict. */
    public RuleState disputed() {
        return new RuleState(Status.AGREED, null, null, null, null, oscillation, leftSince, rightSince, unseen, true);
    }

    /** Whether it is {@linkplain #disputed()}, or was contested at first contact. */
    public boolean isDisputed() {
        return leftBase == null && contested;
    }

    /** Without a base, and both sides seen to hold a value. */
    public RuleState contest() {
        return new RuleState(
                status,
                leftBase,
                rightBase,
                reason,
                basis,
                oscillation,
                leftSince,
                rightSince,
                unseen,
                leftBase == null);
    }
}
