package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Oscillation;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done about one field rule of one link. */
sealed interface RuleDecision {

    /** Nothing: it stands as it is. */
    record Keep() implements RuleDecision {}

    /**
     * It is set aside in the given state, until something changes.
     *
     * @param event what to record; null if nothing new happened
     * @param waitingSide the side of {@code parent}; null if it does not wait
     * @param parent the record whose link is waited for
     * @param pairs the pairs whose links of {@code parent} count; none: those of every pair
     * @param overEmptied whether the other side had moved too, but only since a removal of ours had emptied it
     */
    record SetAside(
            Status status,
            String code,
            String detail,
            @Nullable Kind event,
            @Nullable Side waitingSide,
            @Nullable RecordRef parent,
            Set<PairId> pairs,
            boolean overEmptied)
            implements RuleDecision {
        private static final String EMPTIED = "-emptied";

        /** It waits for no other record. */
        SetAside(Status status, String code, String detail, @Nullable Kind event) {
            this(status, code, detail, event, null, null, Set.of(), false);
        }

        /** The same over what a removal of ours had emptied. */
        SetAside overWhatWeEmptied() {
            return new SetAside(status, code, detail, event, waitingSide, parent, pairs, true);
        }

        /** What it stands for: the digest of both sides' values, and whether one of them had been emptied by us. */
        String basis(String values) {
            return overEmptied ? values + EMPTIED : values;
        }

        /** Whether the rule waits with the values of this digest, one of which had been emptied by us. */
        static boolean wasOverEmptied(RuleState state, String values) {
            return state.status() == Status.WAITING && (values + EMPTIED).equals(state.basis());
        }
    }

    /**
     * The two sides agree, or count as agreeing from now on.
     *
     * @param drift true if the target of a one-way rule was edited and left so
     */
    record Advance(Values left, Values right, boolean drift) implements RuleDecision {}

    /**
     * One side gets the other's value.
     *
     * @param target the side to be written
     * @param desired its new values
     * @param source the other side's values, that these were made from
     * @param loser the target's values that lose a conflict; null if the target had not moved
     * @param cause who or what decided
     */
    record Write(
            Side target,
            Values desired,
            Values source,
            @Nullable Values loser,
            Cause cause) implements RuleDecision {
        Write by(Cause other) {
            return new Write(target, desired, source, loser, other);
        }
    }

    /**
     * Each side gets a value of its own by a person's word. Nothing is agreed on before both have it: a write of it alone, even one of
     * unknown outcome, completes nothing.
     *
     * @param left the left side's new values
     * @param right the right side's new values
     */
    record Give(Values left, Values right, Cause cause) implements RuleDecision {
        private static final String MARK = " given to both sides";

        /** What the history says of a write of such a value, by which an undo knows that the two belong together. */
        static String mark(FieldRule rule) {
            return rule.id() + MARK;
        }

        Values desired(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    /** Who or what decided about a write. */
    enum Cause {
        /** The rule, and in a conflict its policy. */
        RULE,
        /** A person settled a conflict. */
        CHOICE,
        /** A person takes back what a run wrote: the two sides are left to differ until one of them is edited. */
        UNDO,
        /** A person has empty sides filled from the other one. */
        FILL
    }

    /** A side gets back what its own people wrote last, before anything else is decided. */
    record Restore(Side side, Values wanted) implements RuleDecision {}

    /**
     * A decision with what it rests on.
     *
     * @param before the rule's state so far
     * @param left the left side's values that count
     * @param right the right side's values that count
     * @param coveredLeft whether a write of ours covers what the left side's people want
     * @param coveredRight whether a write of ours covers what the right side's people want
     * @param oscillation the count of returns to overwritten values
     */
    record Reasoned(
            FieldRule rule,
            RuleState before,
            RuleDecision decision,
            Values left,
            Values right,
            boolean coveredLeft,
            boolean coveredRight,
            Oscillation oscillation) {
        boolean covered(Side side) {
            return side == Side.LEFT ? coveredLeft : coveredRight;
        }

        Values values(Side side) {
            return side == Side.LEFT ? left : right;
        }

        Reasoned with(RuleDecision other) {
            return new Reasoned(rule, before, other, left, right, coveredLeft, coveredRight, oscillation);
        }
    }
}
