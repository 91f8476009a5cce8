package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.StateChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One pair's items of a plan that somebody approved. Everything that is due is looked at, as in a run, so that what came in since
 * the plan can be met; of the writes, only what still rests on the same readings is sent. Of a plan about wishes, only what they are
 * about is looked at.
 */
final class Approval {
    private final PairId pair;
    private final Set<String> approved = new HashSet<>();
    private final Set<RecordRef> looked = new HashSet<>();
    private final Set<RecordRef> created;
    private final Wishes wishes;
    private int writes;
    private int sent;
    private boolean ended;

    /** @param created sources of the creates that were sent so far, in all pairs of the plan */
    Approval(PairId pair, Set<RecordRef> created, Wishes wishes) {
        this.pair = pair;
        this.created = created;
        this.wishes = wishes;
    }

    void add(PlanItem item) {
        if (item.isWrite() && approved.add(item.fingerprint())) {
            writes++;
        }
    }

    /** Carries out what has not moved, and settles what needs no write. Always true: nothing of the plan is left to be done. */
    boolean apply(Session session, PairRun run) {
        // what was planned is due until it is done
        List<RecordRef> all = wishes.isNone()
                ? run.due(Integer.MAX_VALUE).stream().map(Entry::ref).toList()
                : wishes.refs(pair);
        int most = session.settings().roundSize();
        if (all.size() > most) {
            run.takeNotes();
        }
        for (List<RecordRef> refs : Batches.of(all, most)) {
            if (!wishes.isNone()) {
                mark(session.entries(pair, refs), session);
            }
            run.bisection().each(session.entries(pair, refs), some -> apply(run, some, session));
        }
        ended = true;
        return true;
    }

    /** A record that is about to be written is due until the outcome is known: whoever goes on after a crash finds it by that. */
    private static void mark(List<Entry> entries, Session session) {
        StateChange marks = new StateChange();
        for (Entry entry : entries) {
            if (entry.mark().due() == null) {
                marks.put(EntryUpdate.raise(entry, session.now()));
            }
        }
        session.commit(marks);
    }

    private void apply(PairRun run, List<Entry> entries, Session session) {
        Round round = run.newRound();
        List<Work> works = round.look(
                entries.stream().filter(entry -> !looked.contains(entry.ref())).toList());
        Planner planner = new Planner(session);
        Round.Decision decision = round.decide(
                works,
                Outlook.approved(
                        created, proposal -> approved.contains(planner.fingerprint(proposal.intent())), wishes));
        for (Proposal proposal : decision.proposals()) {
            sent++;
            if (proposal.kind() == Intent.Kind.CREATE) {
                created.add(proposal.intent().source());
            }
        }
        round.carryOut(decision);
        works.forEach(work -> work.entries().values().forEach(entry -> looked.add(entry.ref())));
    }

    /** Leaves word of what was not sent. */
    void note(Ledger ledger) {
        if (sent < writes) {
            String why = ended
                    ? "because their records, or others that they depend on, have moved; make a new plan"
                    : "because the pair is disabled, not known here, or failed; see to that, and make a new plan";
            ledger.note(pair.toString(), (writes - sent) + " of " + writes + " planned writes were not sent " + why);
        }
    }
}
