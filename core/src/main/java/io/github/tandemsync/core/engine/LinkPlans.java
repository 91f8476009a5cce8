package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes plans of links alone, and carries them out; no record is written by either. */
final class LinkPlans {
    private LinkPlans() {}

    static PlanDigest make(Run run, PlanSink sink) {
        LinkPlanning planning = new LinkPlanning(run.session(), sink);
        run.each(planning::plan);
        run.noteShortage();
        run.noteWaiting();
        PlanDigest digest = planning.digest();
        sink.ended(digest);
        return digest;
    }

    static SyncPlan make(Run run) {
        PlanList list = new PlanList();
        PlanDigest digest = make(run, list);
        return new SyncPlan(list.items(), digest);
    }

    static void apply(PlanDigest plan, Run run) {
        Session session = run.session();
        RefusedLinks refused = new RefusedLinks(plan);
        run.each(pair -> {
            FingerprintSet approved = plan.approved().get(pair.pair().id());
            FirstContact contact = new FirstContact(session, pair);
            if (approved != null && !contact.isOver() && contact.list()) {
                contact.refresh();
                Matching matching = new Matching(session, pair.pair(), approved);
                matching.run();
                refused.made(pair.pair().id(), matching.linked());
            }
            return true;
        });
        refused.note(session.ledger());
    }

    /** Counts what was planned and is not made. */
    private static final class RefusedLinks {
        private final SortedMap<PairId, Long> left = new TreeMap<>();
        private final PlanDigest plan;
        private final Set<PairId> ended = new TreeSet<>();

        RefusedLinks(PlanDigest plan) {
            this.plan = plan;
            plan.approved().forEach((pair, links) -> left.put(pair, (long) links.size()));
        }

        void made(PairId pair, long linked) {
            left.merge(pair, -linked, Long::sum);
            ended.add(pair);
        }

        void note(Ledger ledger) {
            left.forEach((pair, count) -> {
                if (count > 0) {
                    String why = ended.contains(pair)
                            ? "because what the records are matched by has changed; make a new plan"
                            : "because the pair is disabled, not known here, failed, or past its first contact; see to that,"
                                    + " and make a new plan";
                    int all = Contract.known(plan.approved().get(pair)).size();
                    ledger.note(pair.toString(), count + " of " + all + " planned links were not made " + why);
                }
            });
        }
    }
}
