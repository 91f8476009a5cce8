package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One pair's items of a plan that somebody approved: only what still rests on the same readings is done. */
final class Approval {
    private final Set<RecordRef> refs = new TreeSet<>();
    private final Set<String> approved = new HashSet<>();
    private int writes;

    void add(PlanItem item) {
        if (item.ref() != null) {
            refs.add(item.ref());
        }
        if (item.other() != null) {
            refs.add(item.other());
        }
        writes += item.isWrite() ? 1 : 0;
        approved.add(item.fingerprint());
    }

    /** Looks at the planned records again and carries out what has not moved. */
    boolean apply(Session session, PairRun pair) {
        int done = 0;
        for (List<Entry> entries : Batches.of(
                session.entries(pair.pair().id(), refs), session.settings().roundSize())) {
            Round round = pair.newRound();
            List<Work> works = round.look(entries);
            Set<Work> unchanged = unchanged(session, works, round.decide(works));
            List<Work> again = new ArrayList<>();
            for (Work work : works) {
                if (unchanged.contains(work)) {
                    again.add(work.again());
                }
            }
            Round.Decision decision = round.decide(again);
            done += decision.proposals().size();
            round.carryOut(decision);
        }
        if (done < writes) {
            session.ledger()
                    .note(
                            pair.pair().id().toString(),
                            (writes - done) + " of " + writes
                                    + " planned writes were not sent because their records have moved; make a new plan");
        }
        return true;
    }

    private Set<Work> unchanged(Session session, List<Work> works, Round.Decision decision) {
        Planner planner = new Planner(session);
        Set<Work> unchanged = new HashSet<>(works);
        for (Proposal proposal : decision.proposals()) {
            if (!approved.contains(planner.fingerprint(proposal.intent()))) {
                unchanged.remove(proposal.work());
            }
        }
        return unchanged;
    }
}
