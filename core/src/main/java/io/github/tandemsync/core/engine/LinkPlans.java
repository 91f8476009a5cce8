package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** @param refused gets each link that was not made; null: nobody asks */
    static void apply(PlanDigest plan, Run run, @Nullable Consumer<RefusedWrite> refused) {
        Session session = run.session();
        SortedMap<PairId, Outcome> outcomes = new TreeMap<>();
        plan.approved()
                .forEach((pair, approved) ->
                        outcomes.put(pair, new Outcome(pair, approved, refused == null ? null : new FingerprintSet())));
        run.each(pair -> {
            Outcome outcome = outcomes.get(pair.pair().id());
            FirstContact contact = new FirstContact(session, pair);
            if (outcome != null && !contact.isOver() && contact.list()) {
                contact.refresh();
                outcome.make(new Matching(session, pair.pair(), outcome.approved, outcome.made));
            }
            return true;
        });
        outcomes.values().forEach(outcome -> outcome.note(session.ledger()));
        if (refused != null) {
            outcomes.values().forEach(outcome -> outcome.name(refused));
        }
    }

    /** What became of the links of one pair. */
    private static final class Outcome {
        private final PairId pair;
        private final FingerprintSet approved;
        private final @Nullable FingerprintSet made;
        private long linked;
        private boolean ended;

        /** @param made gets the links that are made; null if none is to be named */
        Outcome(PairId pair, FingerprintSet approved, @Nullable FingerprintSet made) {
            this.pair = pair;
            this.approved = approved;
            this.made = made;
        }

        void make(Matching matching) {
            try {
                matching.run();
                ended = true;
            } finally {
                linked = matching.linked();
            }
        }

        /** Leaves word of how many were not made. */
        void note(Ledger ledger) {
            long left = approved.size() - linked;
            if (left > 0) {
                ledger.note(
                        pair.toString(),
                        left + " of " + approved.size() + " planned links were not made because " + reason());
            }
        }

        /** Names those that were not made. */
        void name(Consumer<RefusedWrite> sink) {
            FingerprintSet known = made;
            if (known != null) {
                approved.each(link -> {
                    if (!known.contains(link)) {
                        sink.accept(new RefusedWrite(pair, link, null, reason()));
                    }
                });
            }
        }

        private String reason() {
            return ended
                    ? "what the records are matched by has changed, or they are linked already; make a new plan"
                    : "the pair is disabled, not known here, failed, or past its first contact; see to that,"
                            + " and make a new plan";
        }
    }
}
