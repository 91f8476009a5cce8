package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes plans, and carries them out, each in a run of its own. */
final class Plans {
    private Plans() {}

    /**
     * @param wishes what it is about; none: what is due
     * @param remarks what of it can not be done
     */
    static PlanDigest make(Run run, Wishes wishes, List<Undo.Remark> remarks, PlanSink sink) {
        Session session = run.session();
        Planning planning = new Planning(session, wishes, sink);
        if (run.observe()) {
            run.each(planning::plan);
        }
        run.noteShortage();
        Planner planner = new Planner(session);
        remarks.forEach(remark ->
                planning.tell(planner.remark(remark.pair(), remark.side(), remark.ref(), null, remark.text())));
        PlanDigest digest = planning.digest();
        sink.ended(digest);
        return digest;
    }

    /** As above, with all items in memory. */
    static SyncPlan make(Run run, Wishes wishes, List<Undo.Remark> remarks) {
        PlanList list = new PlanList();
        PlanDigest digest = make(run, wishes, remarks, list);
        return new SyncPlan(list.items(), digest);
    }

    static SyncReport apply(PlanDigest plan, Run run) {
        run.tellStarted();
        SortedMap<PairId, Approval> approvals = new TreeMap<>();
        RefSet created = new RefSet();
        plan.approved()
                .forEach((pair, approved) -> approvals.put(pair, new Approval(pair, approved, created, plan.wishes())));
        run.observe();
        run.each(pair -> {
            Approval approval = approvals.get(pair.pair().id());
            return approval != null && approval.apply(run.session(), pair);
        });
        approvals.values().forEach(approval -> approval.note(run.session().ledger()));
        return run.report(false);
    }
}
