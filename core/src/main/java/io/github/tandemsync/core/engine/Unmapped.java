package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.Map;
import java.util.Set;

/** Rules of a link that its pair does not map now. */
final class Unmapped {
    private static final String CODE = "not-mapped";

    private Unmapped() {}

    /**
     * The link with those waiting: what is edited under a rule that is gone is not looked at, and nobody is asked about it any more; should
     * the rule come back, it is merged against what was agreed.
     */
    static Link waiting(Session session, ObjectPair pair, Link link) {
        if (link.rules().isEmpty()) {
            return link; // a new one, as most that are joined
        }
        Set<String> mapped = LinkRules.ids(pair, link);
        Link known = link;
        for (Map.Entry<String, RuleState> rule : link.rules().entrySet()) {
            RuleState state = rule.getValue();
            boolean looked = state.status() == Status.AGREED || state.status() == Status.CONFLICT;
            if (looked && !mapped.contains(rule.getKey())) {
                Reason why = session.reason(CODE, "no rule " + rule.getKey() + " maps its fields now");
                known = known.withRule(rule.getKey(), state.in(Status.WAITING, why, null));
            }
        }
        return known;
    }

    /** Whether the rule waits for its return to the mapping. */
    static boolean is(RuleState state) {
        Reason why = state.reason();
        return state.status() == Status.WAITING && why != null && why.code().equals(CODE);
    }
}
