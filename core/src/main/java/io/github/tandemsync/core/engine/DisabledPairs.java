package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Disabled pairs in plans that people ask for. A run is taken back while its pair is disabled, since that is when people want it most:
 * the pair's feeds are not asked, and nothing is written but what is taken back. Everything else of a disabled pair is refused, and said.
 */
final class DisabledPairs {
    private DisabledPairs() {}

    /**
     * Lets the disabled pairs that a plan is about take part where they may, and says of the others why not.
     *
     * @param about the pairs
     * @param undo whether it takes a run back
     */
    static void admit(Run run, Set<PairId> about, boolean undo) {
        Session session = run.session();
        for (ObjectPair pair : session.settings().pairs()) {
            PairId id = pair.id();
            if (about.contains(id) && !session.pair(id).enabled()) {
                String why = undo ? obstacle(session, pair) : "It is disabled, so that nothing is written to it";
                if (why == null) {
                    run.include(pair);
                } else {
                    session.ledger()
                            .note(
                                    id.toString(),
                                    why + ". Enable it by pairs().enable(\"" + id + "\"), and make the plan again");
                }
            }
        }
    }

    /** Lets the disabled pairs take part in which a plan takes a run back. */
    static void admit(Run run, PlanDigest plan) {
        Session session = run.session();
        for (ObjectPair pair : session.settings().pairs()) {
            boolean named =
                    plan.approved().containsKey(pair.id()) && plan.subject().undone() != null;
            if (named && !session.pair(pair.id()).enabled() && obstacle(session, pair) == null) {
                run.include(pair);
            }
        }
    }

    private static @Nullable String obstacle(Session session, ObjectPair pair) {
        PairState state = session.pair(pair.id());
        if (state.phase() != Phase.LIVE || Distrust.isOn(state)) {
            return "It is disabled, and was so before its records were compared, so that it can not be taken back as it is";
        }
        String suspended = Suspension.trouble(pair, state);
        if (suspended != null) {
            return "It is disabled, and suspended: " + suspended;
        }
        return CatchUp.isBehind(session, pair)
                ? "It is disabled, and its mapping was edited since it ran last, so that what is stored of its records does not"
                        + " fit. Build the runner with the mapping that the run had, or go on with the new one"
                : null;
    }
}
