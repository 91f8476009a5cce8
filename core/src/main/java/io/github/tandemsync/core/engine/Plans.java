package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes plans, and carries them out, each in a run of its own. */
final class Plans {
    private Plans() {}

    /** @param wishes what it is about; none: what is due */
    static PlanDigest make(Run run, Wishes wishes, PlanSink sink) {
        DisabledPairs.admit(run, wishes.pairs(), false);
        Planning planning = new Planning(run.session(), wishes, sink);
        if (run.observe()) {
            run.each(planning::plan);
        }
        return ended(run, planning, sink);
    }

    /** As above, with all items in memory. */
    static SyncPlan make(Run run, Wishes wishes) {
        PlanList list = new PlanList();
        PlanDigest digest = make(run, wishes, list);
        return new SyncPlan(list.items(), digest);
    }

    /** What a run wrote is taken back, also of pairs that are disabled. */
    static PlanDigest undo(Run run, Undo undo, PlanSink sink) {
        Wishes wishes = new Wishes();
        Set<PairId> pairs = undo.pairs();
        pairs.forEach(wishes::exclusively);
        DisabledPairs.admit(run, pairs, true);
        run.only(pairs);
        Planning planning = new Planning(run.session(), wishes, sink, undo);
        Set<PairId> given = new TreeSet<>();
        if (run.observe()) {
            run.each(pair -> given.add(pair.pair().id()) && planning.plan(pair, undo));
        }
        undo.elsewhere(given, planning::tell);
        return ended(run, planning, sink);
    }

    private static PlanDigest ended(Run run, Planning planning, PlanSink sink) {
        run.noteShortage();
        run.noteWaiting();
        PlanDigest digest = planning.digest();
        sink.ended(digest);
        return digest;
    }

    /** Looks at every link of a pair: what a run would write if it were due, and what differs and would stay so. */
    static PlanDigest audit(Run run, ObjectPair pair, PlanSink sink) {
        return sweep(run, pair, Wishes.NONE, true, sink);
    }

    /** Looks at every link of a pair: where a side is empty that is to be filled. */
    static PlanDigest backfill(Run run, ObjectPair pair, Wishes wishes, PlanSink sink) {
        return sweep(run, pair, wishes, false, sink);
    }

    private static PlanDigest sweep(Run run, ObjectPair pair, Wishes wishes, boolean auditing, PlanSink sink) {
        Session session = run.session();
        Planning planning = new Planning(session, wishes, sink);
        Sweep sweep = new Sweep(session, auditing);
        String obstacle = Sweep.obstacle(session, pair);
        run.only(Set.of(pair.id()));
        if (obstacle != null) {
            session.ledger().note(pair.id().toString(), obstacle);
        } else if (run.observe()) {
            run.each(one -> planning.plan(one, sweep));
        }
        return ended(run, planning, sink);
    }

    /** @param refused gets each write that was not sent; null: nobody asks */
    static void apply(PlanDigest plan, Consent consent, Run run, @Nullable Consumer<RefusedWrite> refused) {
        SortedMap<PairId, Approval> approvals = new TreeMap<>();
        RefSet created = new RefSet();
        plan.approved().forEach((pair, approved) -> {
            FingerprintSet lasting =
                    consent == Consent.GIVEN ? null : plan.lasting().get(pair);
            FingerprintSet withheld = lasting == null ? new FingerprintSet() : lasting;
            approvals.put(pair, new Approval(pair, approved, withheld, created, plan.subject(), refused != null));
        });
        run.observe();
        DisabledPairs.admit(run, plan);
        run.each(pair -> {
            Approval approval = approvals.get(pair.pair().id());
            return approval != null && approval.apply(run.session(), pair);
        });
        approvals.values().forEach(approval -> approval.note(run.session().ledger()));
        if (refused != null) {
            approvals.values().forEach(approval -> approval.name(refused));
        }
    }
}
