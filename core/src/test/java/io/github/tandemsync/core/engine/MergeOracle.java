package io.github.tandemsync.core.engine;

import static io.github.tandemsync.core.engine.MergeCase.means;

import io.github.tandemsync.core.engine.MergeCase.Base;
import io.github.tandemsync.core.engine.MergeCase.Form;
import io.github.tandemsync.core.engine.MergeCase.Outcome;
import io.github.tandemsync.core.engine.MergeCase.Policy;
import io.github.tandemsync.core.engine.MergeCase.Sent;
import io.github.tandemsync.core.engine.MergeCase.Standing;
import io.github.tandemsync.core.engine.MergeCase.Step;
import io.github.tandemsync.core.engine.MergeCase.Told;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specification of the merge, as short as it can be said, and independent of the engine:
 *
 * <ul>
 *   <li>A field that is missing from an answer is unknown, and a history that does not end where the reading stands belongs to
 *       another moment: nothing is concluded from either.
 *   <li>What a side's people wrote last is what it wants, even if a write of ours lies on top. Where only we have written since
 *       the base, that was stale, and it wants its base.
 *   <li>Agreeing values agree; a side that wants its base has not moved, unless somebody wrote it over a write of ours; the other
 *       one wins; both moved and disagreeing is a conflict. Without a base an empty side is filled, unless somebody emptied it
 *       since the two were joined, and two different values are a conflict.
 *   <li>What waits for a person waits until a side moves; but a conflict of two values that agree is none. Where both sides were
 *       edited since a conflict was told, both have moved, also back to the base.
 *   <li>A conflict is for the policy, but the source of a one-way rule wins against its target. The loser is recorded.
 *   <li>Nothing is written against the rule's direction. What a one-way rule's target has of its own is recorded, and replaced
 *       only by choice.
 *   <li>What a write of ours covers comes back first, unless that side loses anyway.
 *   <li>A base moves with both its sides or not at all, and not while a write is open.
 * </ul>
 */
final class MergeOracle {
    private final MergeCase c;
    private final String left;
    private final String right;

    /** What is to be done; exactly one of the parts says it. */
    private record Move(
            @Nullable Base settled,
            @Nullable Sent write,
            @Nullable Status aside,
            @Nullable Told event) {
        static final Move NONE = new Move(null, null, null, null);
    }

    private MergeOracle(MergeCase c) {
        this.c = c;
        this.left = wanted(c, Side.LEFT);
        this.right = wanted(c, Side.RIGHT);
    }

    static Outcome outcome(MergeCase c) {
        if (c.left() == null || c.right() == null || isTorn(c, Side.LEFT) || isTorn(c, Side.RIGHT)) {
            return unsettled(c, c.standing().status, null, null, true);
        }
        return new MergeOracle(c).outcome();
    }

    /** What the side's people want the field to hold. */
    static String wanted(MergeCase c, Side side) {
        String actual = Objects.requireNonNull(c.actual(side));
        List<Step> trail = c.trail(side);
        if (trail == null || !c.direction().writes(side)) {
            return actual;
        }
        String wanted = null;
        for (Step step : trail) {
            wanted = step.ours() ? wanted : step.value();
        }
        if (wanted != null) {
            return wanted;
        }
        Base base = c.base();
        return trail.isEmpty() || base == null ? actual : base.of(side);
    }

    private static boolean isTorn(MergeCase c, Side side) {
        List<Step> trail = c.trail(side);
        return trail != null
                && !trail.isEmpty()
                && !means(trail.get(trail.size() - 1).value(), held(c, side));
    }

    private static String held(MergeCase c, Side side) {
        return Objects.requireNonNull(c.actual(side));
    }

    private Outcome outcome() {
        Move move = move();
        for (Side side : Side.values()) {
            Base settled = move.settled();
            boolean loses = (move.write() != null && move.write().side() == side)
                    || (settled != null && means(settled.of(side), held(c, side)));
            if (isCovered(side) && !loses) {
                return unsettled(c, c.standing().status, new Sent(side, wanted(side)), null, false);
            }
        }
        if (move.settled() != null) {
            return new Outcome(Status.AGREED, move.settled(), null, move.event(), false, false, false);
        }
        if (move.write() != null) {
            return unsettled(c, c.standing().status, move.write(), move.event(), false);
        }
        if (move.aside() != null) {
            return unsettled(c, move.aside(), null, move.event(), false);
        }
        return c.standing().status == Status.AGREED
                ? new Outcome(Status.AGREED, c.base(), null, null, false, false, false)
                : unsettled(c, c.standing().status, null, null, false);
    }

    private static Outcome unsettled(
            MergeCase c, Status status, @Nullable Sent write, @Nullable Told event, boolean again) {
        return new Outcome(status, c.base(), write, event, again, c.leftTrail() != null, c.rightTrail() != null);
    }

    private Move move() {
        boolean agree = means(left, right);
        if (c.standing().stands && !(c.standing() == Standing.CONFLICT && agree)) {
            return Move.NONE;
        }
        Base base = c.base();
        if (base == null) {
            return agree
                    ? settled()
                    : isToBeFilled(Side.LEFT)
                            ? flows(Side.RIGHT)
                            : isToBeFilled(Side.RIGHT) ? flows(Side.LEFT) : conflict();
        }
        boolean leftMoved = !means(left, base.left()) || isWrittenOver(Side.LEFT);
        boolean rightMoved = !means(right, base.right()) || isWrittenOver(Side.RIGHT);
        if (!leftMoved && !rightMoved) {
            return c.standing().status == Status.AGREED ? Move.NONE : new Move(base, null, null, null);
        }
        if ((leftMoved && rightMoved) || c.standing() == Standing.CONFLICT_BOTH_MOVED) {
            return agree ? settled() : conflict();
        }
        return flows(leftMoved ? Side.LEFT : Side.RIGHT);
    }

    /** Whether the last word is somebody's, and one of ours came before. */
    private boolean isWrittenOver(Side side) {
        List<Step> trail = c.trail(side);
        return trail != null
                && !trail.isEmpty()
                && c.direction().writes(side)
                && !trail.get(trail.size() - 1).ours()
                && trail.stream().anyMatch(Step::ours);
    }

    /** Empty, and not because somebody emptied it since the two were joined. */
    private boolean isToBeFilled(Side side) {
        boolean told = c.standing() == Standing.CONTESTED || c.standing().status == Status.CONFLICT;
        boolean word = told || lastUserEdit(side) >= 0;
        boolean emptied = c.direction() == Direction.BOTH && word;
        return wanted(side).isEmpty() && !emptied;
    }

    private Move settled() {
        return new Move(new Base(left, right), null, null, null);
    }

    /** Only this side has something new. */
    private Move flows(Side from) {
        if (c.direction().writes(from.other())) {
            return carry(from, null);
        }
        if (c.base() != null && c.drift() == Drift.ENFORCE) {
            return carry(from.other(), isCovered(from) ? lost(from) : null);
        }
        return means(left, right) ? settled() : left();
    }

    /** Recorded, and left as it is. */
    private Move left() {
        return new Move(new Base(left, right), null, null, new Told(Kind.DRIFT, Side.LEFT, left, right, false));
    }

    private Move conflict() {
        Side winner = winner();
        if (winner == null) {
            return new Move(null, null, Status.CONFLICT, new Told(Kind.CONFLICT, Side.LEFT, left, right, true));
        }
        if (!c.direction().writes(winner.other())) {
            return left();
        }
        return carry(winner, lost(winner.other()));
    }

    private Told lost(Side loser) {
        return new Told(Kind.CONFLICT, loser, wanted(loser), wanted(loser.other()), false);
    }

    /** Whether a write of ours lies on what the side's people want. */
    private boolean isCovered(Side side) {
        return c.trail(side) != null && !means(wanted(side), held(c, side));
    }

    private @Nullable Side winner() {
        if (c.direction() != Direction.BOTH && c.base() != null) {
            return c.direction() == Direction.TO_RIGHT ? Side.LEFT : Side.RIGHT;
        }
        if (c.policy() == Policy.MOST_RECENT) {
            int leftAt = lastUserEdit(Side.LEFT);
            int rightAt = lastUserEdit(Side.RIGHT);
            return leftAt < 0 || rightAt < 0 || leftAt == rightAt ? null : leftAt > rightAt ? Side.LEFT : Side.RIGHT;
        }
        return c.policy() == Policy.LEFT ? Side.LEFT : c.policy() == Policy.RIGHT ? Side.RIGHT : null;
    }

    /** -1 where the side does not say. */
    private int lastUserEdit(Side side) {
        List<Step> trail = c.trail(side);
        return trail == null
                ? -1
                : trail.stream()
                        .filter(step -> !step.ours())
                        .mapToInt(Step::second)
                        .max()
                        .orElse(-1);
    }

    /** The winner's value goes to the other side, which may hold it already. */
    private Move carry(Side winner, @Nullable Told loser) {
        Side target = winner.other();
        String value = wanted(winner);
        if (means(value, held(c, target))) {
            return new Move(
                    winner == Side.LEFT ? new Base(value, held(c, target)) : new Base(held(c, target), value),
                    null,
                    null,
                    loser);
        }
        if (means(value, "c") && c.form() == Form.WAITS) {
            return new Move(null, null, Status.WAITING, null);
        }
        if (means(value, "c") && c.form() == Form.PARKS) {
            return new Move(null, null, Status.REFUSED, new Told(Kind.PARKED, Side.LEFT, left, right, false));
        }
        return new Move(null, new Sent(target, value), null, loser);
    }

    private String wanted(Side side) {
        return side == Side.LEFT ? left : right;
    }
}
