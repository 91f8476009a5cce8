package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Give;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.SetAside;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import org.jspecify.annotations.Nullable;

/** Grants what a person asks for one field rule beyond what the rule decides, where it fits what both sides hold now. Pure. */
final class Granting {
    private final Reconciler reconciler;
    private final Look left;
    private final Look right;

    Granting(Reconciler reconciler, Look left, Look right) {
        this.reconciler = reconciler;
        this.left = left;
        this.right = right;
    }

    /**
     * What becomes of a wish.
     *
     * @param granted what is done; null if it is not granted, and the rule decides
     * @param refusal why it is not granted; null if it is, or if there is nothing to be done
     */
    record Answer(@Nullable Reasoned granted, @Nullable String refusal) {
        private static final Answer NOTHING = new Answer(null, null);

        private static Answer refused(String why) {
            return new Answer(null, why);
        }
    }

    /** One rule as it stands, and what counts of both sides. */
    private record Case(FieldRule rule, RuleState state, Values left, Values right) {
        Values values(Side side) {
            return side == Side.LEFT ? left : right;
        }

        boolean isEmpty(Side side) {
            return values(side).allEmpty();
        }

        /** Whether the side holds what it held when both last agreed; not of a rule without a base. */
        boolean isAtBase(Side side) {
            Values base = state.base(side);
            return base != null && rule.same(side, base, values(side));
        }
    }

    Answer answer(FieldRule rule, RuleState state, Wish wish) {
        if (!left.isAnswered(rule) || !right.isAnswered(rule)) {
            return Answer.refused("not done: a field of the rule was not in the answer");
        }
        Case now = new Case(rule, state, left.effective(rule, state), right.effective(rule, state));
        if (wish instanceof Wish.Settle settle) {
            return settled(now, settle);
        }
        if (wish instanceof Wish.TakeBackBoth both) {
            return takenBack(now, both);
        }
        return wish instanceof Wish.TakeBack takeBack ? takenBack(now, takeBack) : filled(now);
    }

    private Answer granted(Case now, RuleDecision decision) {
        return new Answer(
                reconciler.reasoned(
                        now.rule(),
                        now.state(),
                        decision,
                        now.left(),
                        now.right(),
                        now.state().oscillation()),
                null);
    }

    /** The chosen side wins a conflict that is still as it was told. */
    private Answer settled(Case now, Wish.Settle wish) {
        FieldRule rule = now.rule();
        boolean stands = now.state().status() == Status.CONFLICT
                && rule.same(Side.LEFT, wish.left(), now.left())
                && rule.same(Side.RIGHT, wish.right(), now.right());
        Side winner = wish.side();
        if (stands && wish.given() != null) {
            return given(now, winner, wish.given());
        }
        if (stands && rule.direction().writes(winner.other())) {
            Values loser = now.values(winner.other());
            RuleDecision decision = reconciler.carry(rule, winner, now.left(), now.right(), loser);
            if (decision instanceof Write write) {
                return granted(now, write.by(Cause.CHOICE));
            }
        }
        return Answer.refused(
                "the conflict is no longer as it was told, or the rule does not write to that side; list the conflicts again");
    }

    /** Neither side wins: both get a value of a person's own, each in its form. */
    private Answer given(Case now, Side form, Values given) {
        if (now.rule().direction() != Direction.BOTH) {
            return Answer.refused(
                    "not done: the rule writes to one side alone; choose a side, or edit the other record");
        }
        Values own = now.values(form).overlay(given);
        boolean left = form == Side.LEFT;
        RuleDecision carried =
                reconciler.carry(now.rule(), form, left ? own : now.left(), left ? now.right() : own, null);
        if (carried instanceof SetAside aside) {
            return Answer.refused("not done: " + aside.detail());
        }
        Values other = carried instanceof Write write ? write.desired() : now.values(form.other());
        return granted(now, new Give(left ? own : other, left ? other : own, Cause.CHOICE));
    }

    /** Both sides get back what they held before writes of ours, if nobody has touched either since. */
    private Answer takenBack(Case now, Wish.TakeBackBoth wish) {
        Answer left = takenBack(now, wish.left());
        Answer right = takenBack(now, wish.right());
        if (left.granted() == null || right.granted() == null) {
            return left.granted() == null ? right : left;
        }
        return granted(
                now,
                new Give(
                        now.left().overlay(wish.left().before()),
                        now.right().overlay(wish.right().before()),
                        Cause.UNDO));
    }

    /** A side gets back what it held before a write of ours, if nobody has touched either side since. */
    private Answer takenBack(Case now, Wish.TakeBack wish) {
        FieldRule rule = now.rule();
        if (!rule.direction().writes(wish.side())) {
            return Answer.refused(
                    "not taken back: the rule does not write to this side any more; edit the record by hand");
        }
        Values values = now.values(wish.side());
        Values before = values.overlay(wish.before());
        if (rule.same(wish.side(), before, values)) {
            return Answer.refused("not taken back: it holds the former value already");
        }
        Status status = now.state().status();
        boolean settled = status == Status.AGREED || status == Status.HELD;
        boolean untouched = now.isAtBase(Side.LEFT)
                && now.isAtBase(Side.RIGHT)
                && rule.same(wish.side(), values.overlay(wish.after()), values);
        if (settled && !untouched) {
            return Answer.refused("not taken back: it was changed since");
        }
        if (status != Status.AGREED) {
            return Answer.refused("not taken back: " + why(now.state()));
        }
        Values source = now.values(wish.side().other());
        return granted(now, new Write(wish.side(), before, source, null, Cause.UNDO));
    }

    private static String why(RuleState state) {
        Reason reason = state.reason();
        String code = reason == null ? "" : " (" + reason.code() + ")";
        return switch (state.status()) {
            case AGREED -> "it was changed since";
            case HELD ->
                "it was a write of an undo, and what an undo gave back is held until either side is edited; give"
                        + " either side the value that is right, and it travels";
            case REFUSED ->
                "a system did not take the rule's value as both sides hold it" + code
                        + "; it is tried again when either side changes";
            case CONFLICT -> "both sides were edited since, and the conflict waits for a person; settle that instead";
            case FROZEN ->
                "the rule is frozen, since a side kept going back to a value; release it by pairs().thaw(..)";
            case WAITING -> "the rule waits for another record to be linked" + code;
        };
    }

    /** An empty side gets the other's value, though both may have agreed on the emptiness; what somebody emptied since stays so. */
    private Answer filled(Case now) {
        if (now.isEmpty(Side.LEFT) == now.isEmpty(Side.RIGHT)) {
            return Answer.NOTHING;
        }
        Side empty = now.isEmpty(Side.LEFT) ? Side.LEFT : Side.RIGHT;
        if (!now.rule().direction().writes(empty)) {
            return Answer.NOTHING;
        }
        Status status = now.state().status();
        if (status != Status.AGREED && status != Status.WAITING) {
            return Answer.refused("not filled: the rule is " + status + "; see to that first, explain(..) says how");
        }
        if (reconciler.isCovered(now.rule(), now.state(), now.left(), now.right())) {
            return Answer.refused("not filled: a write of ours covers somebody's edit, which a run gives back first");
        }
        RuleDecision decision;
        if (now.state().leftBase() == null) {
            decision = reconciler.first(now.rule(), now.state(), now.left(), now.right());
        } else if (now.isAtBase(empty) && !reconciler.isWrittenOver(empty, now.rule(), now.state())) {
            decision = reconciler.carry(now.rule(), empty.other(), now.left(), now.right(), null);
        } else {
            return Answer.refused("not filled: somebody emptied the side since both last agreed");
        }
        if (decision instanceof Write write && write.target() == empty && write.loser() == null) {
            return granted(now, write.by(Cause.FILL));
        }
        return decision instanceof SetAside aside
                ? Answer.refused("not filled: " + aside.detail())
                : Answer.refused("not filled: it is somebody's word that the side is empty, or it counts as agreeing");
    }
}
