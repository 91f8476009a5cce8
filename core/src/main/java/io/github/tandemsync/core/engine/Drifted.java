package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;

/**
 * Fields in which two records are left with values of their own: the target of a one-way rule was edited, or what was written is taken
 * back. What goes with one of the two is nowhere else.
 */
final class Drifted {
    private static final String CODE = "drift";

    private Drifted() {}

    /** The rule, agreed on two values that differ since somebody edited the target. */
    static RuleState left(Session session, RuleState agreed) {
        Reason why = session.reason(CODE, "the target was edited, and is left as it is until its source changes");
        return agreed.in(Status.AGREED, why, null);
    }

    /** As {@link #isLeft}; also if something has become of the rule since that is not settled, such as a refusal. */
    static boolean isLeft(FieldRule rule, RuleState state) {
        Values left = state.leftBase();
        Values right = state.rightBase();
        return isLeft(state)
                || (state.status() != Status.AGREED
                        && left != null
                        && right != null
                        && AgreedApart.differs(rule, left, right));
    }

    /** Whether each side was left with a value of its own when the two were last compared. */
    static boolean isLeft(RuleState state) {
        Reason why = state.reason();
        boolean drifted =
                state.status() == Status.AGREED && why != null && why.code().equals(CODE);
        return drifted || state.status() == Status.HELD;
    }
}
