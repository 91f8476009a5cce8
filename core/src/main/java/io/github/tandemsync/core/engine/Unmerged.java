package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.RuleState;
import org.jspecify.annotations.Nullable;

/** Keeps in mind from which versions on the edits of a rule are still to be merged, when its records are not looked at any longer. */
final class Unmerged {
    private Unmerged() {}

    /** The rule with those versions, on sides that keep a history. */
    static RuleState open(Session session, Work work, RuleState state) {
        return state.since(since(session, work, Side.LEFT, state), since(session, work, Side.RIGHT, state));
    }

    private static @Nullable Stamp since(Session session, Work work, Side side, RuleState state) {
        if (!session.endpoint(side).needsHistory(work.entry(side).ref().type())) {
            return null;
        }
        Stamp since = work.since(side, state);
        return since == null ? work.record(side).stamp() : since;
    }
}
