package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Policies.Ruling;
import io.github.tandemsync.core.engine.RuleDecision.Advance;
import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Keep;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.Restore;
import io.github.tandemsync.core.engine.RuleDecision.SetAside;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Oscillation;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The three-way merge of one field rule: what both sides last agreed on, and what they hold now. Pure: the same arguments give
 * the same decision.
 */
final class Reconciler {
    private static final int RETURNS = 3;
    private static final Duration OSCILLATION = Duration.ofHours(24);
    private static final String FROZEN = "a side returned " + RETURNS
            + " times within a day to a value that was overwritten; find out who writes it. The rule syncs again with the first edit"
            + " after a day without any, or at once by pairs().thaw(..)";

    private static final String RECOVERED =
            "both sides differ, and what they last agreed on is not known, since the state store or a"
                    + " system was put back; choose a side, or give both the value that is right";

    private final Look left;
    private final Look right;
    private final References references;
    private final Policies policies;
    private final Digests digests;
    private final Instant now;

    Reconciler(Look left, Look right, References references, Policies policies, Digests digests, Instant now) {
        this.left = left;
        this.right = right;
        this.references = references;
        this.policies = policies;
        this.digests = digests;
        this.now = now;
    }

    Reasoned decide(FieldRule rule, RuleState state) {
        if (!left.isAnswered(rule) || !right.isAnswered(rule)) {
            return reasoned(rule, state, new Keep(), left.actual(rule), right.actual(rule), state.oscillation());
        }
        Values leftNow = left.effective(rule, state);
        Values rightNow = right.effective(rule, state);
        boolean thaws = state.status() == Status.FROZEN && thaws(rule, state, leftNow, rightNow);
        Oscillation oscillation = thaws ? Oscillation.NONE : oscillation(rule, state, leftNow, rightNow);
        RuleDecision decision;
        if (state.status() == Status.FROZEN && !thaws) {
            decision = frozen(rule, state, leftNow, rightNow);
        } else if (oscillation.returns() >= RETURNS) {
            decision = aside(Status.FROZEN, "oscillation", FROZEN, Kind.FROZEN);
        } else {
            decision = stands(rule, state, leftNow, rightNow) ? new Keep() : merge(rule, state, leftNow, rightNow);
        }
        return reasoned(
                rule, state, restoring(rule, state, decision, leftNow, rightNow), leftNow, rightNow, oscillation);
    }

    /** Whether a write of ours lies on top of what either side's people want. */
    boolean isCovered(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        return covered(rule, state, left, leftNow) || covered(rule, state, right, rightNow);
    }

    private Look look(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** Whether somebody wrote over a write of ours on the side. */
    boolean isWrittenOver(Side side, FieldRule rule, RuleState state) {
        return look(side).isWrittenOver(rule, state);
    }

    /** Whether somebody edited it again after both sides were quiet for as long as it takes to be sure that the quarrel is over. */
    private boolean thaws(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        Reason last = state.reason();
        return isEdited(rule, state, leftNow, rightNow)
                && last != null
                && !last.at().plus(OSCILLATION).isAfter(now);
    }

    /** An edit that comes too early begins the quiet anew. */
    private RuleDecision frozen(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        return isEdited(rule, state, leftNow, rightNow)
                ? aside(Status.FROZEN, "oscillation", FROZEN, null)
                : new Keep();
    }

    private boolean isEdited(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        return !basis(rule, state, leftNow, rightNow).equals(state.basis());
    }

    Reasoned reasoned(
            FieldRule rule, RuleState state, RuleDecision decision, Values leftNow, Values rightNow, Oscillation osc) {
        return new Reasoned(
                rule,
                state,
                decision,
                leftNow,
                rightNow,
                covered(rule, state, left, leftNow),
                covered(rule, state, right, rightNow),
                osc);
    }

    private static boolean covered(FieldRule rule, RuleState state, Look look, Values wanted) {
        return look.trail(state) != null && !rule.same(look.side(), wanted, look.actual(rule));
    }

    /** A side whose people's value is covered by a write of ours gets it back first, unless the other side's wins anyway. */
    private RuleDecision restoring(
            FieldRule rule, RuleState state, RuleDecision decision, Values leftNow, Values rightNow) {
        for (Look look : new Look[] {left, right}) {
            Values wanted = look.side() == Side.LEFT ? leftNow : rightNow;
            if (covered(rule, state, look, wanted)
                    && !losesOn(rule, look, decision)
                    && !isAwaited(rule, state, look, wanted, decision)) {
                String basis = basis(rule, state, leftNow, rightNow);
                boolean refused = isDecided(state) && Refused.isOfGivingBack(state, basis);
                return refused ? new Keep() : new Restore(look.side(), wanted);
            }
        }
        return decision;
    }

    private boolean losesOn(FieldRule rule, Look look, RuleDecision decision) {
        if (decision instanceof Write write) {
            return write.target() == look.side();
        }
        return decision instanceof Advance advance
                && rule.same(
                        look.side(), look.side() == Side.LEFT ? advance.left() : advance.right(), look.actual(rule));
    }

    /** Whether nobody edited the side, and the other side's value comes as soon as what it refers to is linked. */
    private static boolean isAwaited(FieldRule rule, RuleState state, Look look, Values wanted, RuleDecision decision) {
        Values base = state.base(look.side());
        return decision instanceof SetAside aside
                && aside.waitingSide() == look.side().other()
                && base != null
                && rule.same(look.side(), base, wanted);
    }

    /** A conflict ends by itself where the rule, edited meanwhile, sees none. */
    private boolean stands(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        String basis = basis(rule, state, leftNow, rightNow);
        return isDecided(state)
                && Refused.isOfWriting(state, basis)
                && !(state.status() == Status.CONFLICT && rule.agree(leftNow, rightNow, references));
    }

    private String basis(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        return digests.basis(rule, state.status(), leftNow, rightNow);
    }

    private boolean isDecided(RuleState state) {
        boolean decided =
                state.status() == Status.CONFLICT || state.status() == Status.REFUSED || state.status() == Status.HELD;
        boolean bisecting = state.reason() != null && state.reason().code().equals(Refused.TOGETHER);
        return decided && !bisecting && !Refused.isDue(state, now);
    }

    private RuleDecision merge(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        Values leftBase = state.leftBase();
        Values rightBase = state.rightBase();
        if (leftBase == null || rightBase == null) {
            return first(rule, state, leftNow, rightNow);
        }
        boolean leftMoved = !rule.same(Side.LEFT, leftBase, leftNow) || left.isWrittenOver(rule, state);
        boolean rightMoved = !rule.same(Side.RIGHT, rightBase, rightNow) || right.isWrittenOver(rule, state);
        if (!leftMoved && !rightMoved) {
            return state.status() == Status.AGREED ? new Keep() : new Advance(leftBase, rightBase, false);
        }
        if ((leftMoved && rightMoved) || isEditedOnBothSides(state, leftNow, rightNow)) {
            return rule.agree(leftNow, rightNow, references)
                    ? new Advance(leftNow, rightNow, false)
                    : conflict(rule, state, leftNow, rightNow);
        }
        Side winner = leftMoved ? Side.LEFT : Side.RIGHT;
        if (rule.direction().writes(winner.other())) {
            return carry(rule, winner, leftNow, rightNow, null);
        }
        return rule.onDrift() == Drift.ENFORCE
                ? enforce(rule, state, winner, leftNow, rightNow)
                : new Advance(leftNow, rightNow, !rule.agree(leftNow, rightNow, references));
    }

    /** What is written over is told by the write; an edit that lies under one already is told as what loses. */
    private RuleDecision enforce(FieldRule rule, RuleState state, Side drifted, Values leftNow, Values rightNow) {
        Values wanted = drifted == Side.LEFT ? leftNow : rightNow;
        boolean covered = covered(rule, state, look(drifted), wanted);
        return carry(rule, drifted.other(), leftNow, rightNow, covered ? wanted : null);
    }

    /** After a conflict was told, both sides were edited: one that went back to its base was not left as it was either. */
    private boolean isEditedOnBothSides(RuleState state, Values leftNow, Values rightNow) {
        String told = state.status() == Status.CONFLICT ? state.basis() : null;
        return told != null && digests.isOutdatedOnBothSides(told, leftNow, rightNow);
    }

    /** No base: first contact of two records, or of a new rule. */
    RuleDecision first(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        if (rule.agree(leftNow, rightNow, references)) {
            return new Advance(leftNow, rightNow, false);
        }
        if (Distrust.isMarked(state)) {
            return aside(Status.CONFLICT, Distrust.CODE, RECOVERED, Kind.CONFLICT);
        }
        boolean fillsLeft = leftNow.allEmpty() && !isEmptied(rule, state, left);
        if (fillsLeft || (rightNow.allEmpty() && !isEmptied(rule, state, right))) {
            Side filled = fillsLeft ? Side.RIGHT : Side.LEFT;
            return rule.direction().writes(filled.other())
                    ? carry(rule, filled, leftNow, rightNow, null)
                    : new Advance(leftNow, rightNow, true);
        }
        return conflict(rule, state, leftNow, rightNow);
    }

    /** Whether somebody emptied it since the two were joined: that is a word of theirs, and not a gap to be filled. */
    private static boolean isEmptied(FieldRule rule, RuleState state, Look look) {
        return rule.direction() == Direction.BOTH && (state.contested() || look.edited(rule, state) != null);
    }

    private RuleDecision conflict(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        Side clear = clearWinner(rule, state, leftNow, rightNow);
        Side winner = clear;
        if (winner == null) {
            Ruling ruling = policies.ask(rule, told(rule, state, leftNow, rightNow));
            if (ruling.verdict() == Verdict.UNDECIDED) {
                return aside(
                        Status.CONFLICT,
                        "both-edited",
                        "both sides differ, and " + ruling.why() + "; give both the value that is right",
                        Kind.CONFLICT);
            }
            winner = ruling.verdict() == Verdict.LEFT ? Side.LEFT : Side.RIGHT;
        }
        if (!rule.direction().writes(winner.other())) {
            return new Advance(leftNow, rightNow, true);
        }
        RuleDecision carried = carry(rule, winner, leftNow, rightNow, winner == Side.LEFT ? rightNow : leftNow);
        boolean overEmptied = clear != null && rule.direction() == Direction.BOTH;
        return overEmptied && carried instanceof SetAside aside ? aside.overWhatWeEmptied() : carried;
    }

    /**
     * Against an edited target, the source of a one-way rule always wins, and what a removal of ours emptied wins against
     * nobody, not even once what was removed is back; null where the policy is to decide.
     */
    private @Nullable Side clearWinner(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        if (rule.direction() != Direction.BOTH && state.leftBase() != null) {
            return rule.direction() == Direction.TO_RIGHT ? Side.LEFT : Side.RIGHT;
        }
        boolean was = SetAside.wasOverEmptied(state, basis(rule, state, leftNow, rightNow));
        if (isEmptiedByUs(rule, state, left, leftNow, was)) {
            return Side.RIGHT;
        }
        return isEmptiedByUs(rule, state, right, rightNow, was) ? Side.LEFT : null;
    }

    /**
     * Whether a removal of ours emptied it, which a history may show as an edit, and nobody has given it a value since.
     *
     * @param was whether it had when it was decided what is waited for, and both sides are as they were then
     */
    private boolean isEmptiedByUs(FieldRule rule, RuleState state, Look look, Values now, boolean was) {
        return (references.areGoneByUs(state.base(look.side()), now) || (was && now.allEmpty()))
                && !look.isGivenAValue(rule, state);
    }

    /** The conflict that a policy was asked about, as it was told; null if none had to be. */
    @Nullable
    Conflict contested(Reasoned of) {
        boolean clear = clearWinner(of.rule(), of.before(), of.left(), of.right()) != null;
        return clear ? null : told(of.rule(), of.before(), of.left(), of.right());
    }

    private Conflict told(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        return new Conflict(
                rule.id(),
                state.leftBase(),
                state.rightBase(),
                leftNow,
                rightNow,
                left.edited(rule, state),
                right.edited(rule, state));
    }

    /** The winner's value goes to the other side, which may hold it already. */
    RuleDecision carry(FieldRule rule, Side winner, Values leftNow, Values rightNow, @Nullable Values loser) {
        Values from = winner == Side.LEFT ? leftNow : rightNow;
        Look target = look(winner.other());
        Values held = target.actual(rule);
        boolean agrees = winner == Side.LEFT ? rule.agree(from, held, references) : rule.agree(held, from, references);
        if (agrees && loser != null) {
            return new Write(winner.other(), held, from, loser, Cause.RULE);
        }
        if (agrees) {
            return winner == Side.LEFT ? new Advance(from, held, false) : new Advance(held, from, false);
        }
        Translation translation = rule.translate(winner, from, references);
        if (translation instanceof Translation.Waiting waiting) {
            return new SetAside(
                    Status.WAITING,
                    "parent-not-linked",
                    "waits for " + waiting.parent() + " to be linked",
                    null,
                    winner,
                    waiting.parent(),
                    waiting.pairs(),
                    false);
        }
        if (translation instanceof Translation.Park park) {
            return aside(Status.REFUSED, park.code(), park.reason(), Kind.PARKED);
        }
        Values desired = ((Translation.Translated) translation).values();
        return new Write(winner.other(), desired, from, loser, Cause.RULE);
    }

    private static SetAside aside(Status status, String code, String detail, @Nullable Kind event) {
        return new SetAside(status, code, detail, event);
    }

    private Oscillation oscillation(FieldRule rule, RuleState state, Values leftNow, Values rightNow) {
        Oscillation so = state.oscillation();
        if (returned(rule, Side.LEFT, state.leftBase(), leftNow, so.overwrittenLeft())) {
            return counted(so, null, so.overwrittenRight());
        }
        return returned(rule, Side.RIGHT, state.rightBase(), rightNow, so.overwrittenRight())
                ? counted(so, so.overwrittenLeft(), null)
                : so;
    }

    private boolean returned(
            FieldRule rule, Side side, @Nullable Values base, Values values, @Nullable String overwritten) {
        return overwritten != null
                && base != null
                && !rule.same(side, base, values)
                && digests.of(values).equals(overwritten);
    }

    private Oscillation counted(Oscillation so, @Nullable String overwrittenLeft, @Nullable String overwrittenRight) {
        Instant since = so.since();
        boolean fresh = since == null || !since.plus(OSCILLATION).isAfter(now);
        return new Oscillation(fresh ? 1 : so.returns() + 1, fresh ? now : since, overwrittenLeft, overwrittenRight);
    }
}
