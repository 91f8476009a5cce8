package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule of one link, as the merge finds it. A value is a text: null is absent, the empty text is empty; texts that differ in
 * case only mean the same.
 *
 * @param base what both sides last agreed on; null if they never did
 * @param left what the left side holds
 * @param right what the right side holds
 * @param leftTrail the left side's edits since, oldest first; null where it keeps no history or has not moved
 * @param rightTrail the right side's
 */
record MergeCase(
        @Nullable Base base,
        @Nullable String left,
        @Nullable String right,
        @Nullable List<Step> leftTrail,
        @Nullable List<Step> rightTrail,
        Direction direction,
        Policy policy,
        Drift drift,
        Standing standing,
        Form form) {

    /** A base pair; after a drift that was left alone, its two halves do not agree. */
    record Base(String left, String right) {
        String of(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    /** One edit of a history. */
    record Step(boolean ours, String value, int second) {}

    /** Who wins a conflict. */
    enum Policy {
        LEFT,
        RIGHT,
        MANUAL,
        MOST_RECENT,
        /** A resolver that throws. */
        BROKEN
    }

    /** The state that the rule is in, and whether a side has moved since it came into it. */
    enum Standing {
        AGREED(Status.AGREED, false),
        /** Without a base, and both sides were once seen to hold a value. */
        CONTESTED(Status.AGREED, false),
        WAITING(Status.WAITING, false),
        CONFLICT(Status.CONFLICT, true),
        CONFLICT_LEFT_MOVED(Status.CONFLICT, false),
        CONFLICT_RIGHT_MOVED(Status.CONFLICT, false),
        CONFLICT_BOTH_MOVED(Status.CONFLICT, false),
        REFUSED(Status.REFUSED, true),
        REFUSED_MOVED(Status.REFUSED, false),
        /** Refused in one write with others, so that nobody knows yet which of them it was. */
        REFUSED_TOGETHER(Status.REFUSED, false),
        HELD(Status.HELD, true),
        HELD_MOVED(Status.HELD, false),
        FROZEN(Status.FROZEN, true);

        final Status status;
        /** It stands until a side moves, and none has; or until somebody releases it. */
        final boolean stands;

        Standing(Status status, boolean stands) {
            this.status = status;
            this.stands = stands;
        }
    }

    /** What becomes of the value {@code c} on its way to the other side. */
    enum Form {
        PLAIN,
        PARKS,
        WAITS
    }

    @Nullable
    String actual(Side side) {
        return side == Side.LEFT ? left : right;
    }

    @Nullable
    List<Step> trail(Side side) {
        return side == Side.LEFT ? leftTrail : rightTrail;
    }

    static boolean means(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    /**
     * What the merge makes of it, in canonical form.
     *
     * @param status the rule's state afterwards
     * @param base its base afterwards
     * @param write what is written to whom; null if nothing is
     * @param event what is recorded; null if nothing is
     * @param again whether the record has to be looked at again for it
     * @param leftOpen whether the left side's edits so far are still to be merged; of a side that has a trail
     * @param rightOpen whether the right side's are
     */
    record Outcome(
            Status status,
            @Nullable Base base,
            @Nullable Sent write,
            @Nullable Told event,
            boolean again,
            boolean leftOpen,
            boolean rightOpen) {}

    /** A write. */
    record Sent(Side side, String value) {}

    /** An event with the two values it names. */
    record Told(Kind kind, Side side, String before, String after, boolean open) {}
}
