package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One pair's items of a plan that somebody approved. Everything that is due is looked at, as in a run, so that what came in since
 * the plan can be met; of the writes, only what still rests on the same readings is sent. Of a plan about wishes, only what they are
 * about is looked at.
 */
final class Approval {
    private final PairId pair;
    private final FingerprintSet approved;
    private final RefSet looked = new RefSet();
    private final RefSet created;
    private final FingerprintSet withheld;
    private final Subject subject;
    private final @Nullable Refusals refusals;
    private int sent;
    private int held;
    private boolean ended;

    /** What is needed to name the writes that are not sent; kept only where somebody wants to know. */
    private static final class Refusals {
        final FingerprintSet sent = new FingerprintSet();
        final FingerprintSet held = new FingerprintSet();
    }

    /**
     * @param withheld what of the approved is not sent, for want of consent
     * @param created sources of the creates that were sent so far, in all pairs of the plan
     * @param naming whether the writes that are not sent are to be named
     */
    Approval(
            PairId pair,
            FingerprintSet approved,
            FingerprintSet withheld,
            RefSet created,
            Subject subject,
            boolean naming) {
        this.pair = pair;
        this.approved = approved;
        this.withheld = withheld;
        this.created = created;
        this.subject = subject;
        this.refusals = naming ? new Refusals() : null;
    }

    /** Carries out what has not moved, and settles what needs no write. Always true: nothing of the plan is left to be done. */
    boolean apply(Session session, PairRun run) {
        RefList named = subject.refs(pair);
        RefList all = named == null ? due(run) : named;
        int most = session.settings().roundSize();
        if (all.size() > most) {
            run.takeNotes();
        }
        List<RecordRef> some = new ArrayList<>();
        for (RecordRef ref : all) {
            some.add(ref);
            if (some.size() == most) {
                apply(run, some, session, named != null);
                some.clear();
            }
        }
        apply(run, some, session, named != null);
        ended = session.takesPart(pair);
        return true;
    }

    private void apply(PairRun run, List<RecordRef> refs, Session session, boolean named) {
        if (!session.takesPart(pair)) {
            return;
        }
        if (named) {
            mark(session.entries(pair, refs), session);
        }
        run.bisection().each(session.entries(pair, refs), some -> carryOut(run, some, session));
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

    /** What was planned is due until it is done. */
    private static RefList due(PairRun run) {
        RefList all = new RefList();
        DueWalk walk = new DueWalk(run, Batches.STORE);
        List<Entry> page;
        do {
            page = walk.next(entry -> true);
            page.forEach(entry -> all.add(entry.ref()));
        } while (page.size() == Batches.STORE);
        return all;
    }

    private void carryOut(PairRun run, List<Entry> entries, Session session) {
        if (entries.isEmpty()) {
            return;
        }
        Round round = run.newRound();
        List<Work> works = round.look(
                entries.stream().filter(entry -> !looked.contains(entry.ref())).toList());
        Planner planner = new Planner(session);
        Map<String, Work> open = new LinkedHashMap<>();
        Round.Decision decision = round.decide(
                works,
                Outlook.approved(
                        created::contains,
                        proposal -> maySend(planner.fingerprint(proposal.intent()), proposal.work(), open),
                        subject.wishes(session.settings(), run.pair(), entries)));
        for (Proposal proposal : decision.proposals()) {
            String fingerprint = planner.fingerprint(proposal.intent());
            open.remove(fingerprint);
            sent(fingerprint);
            if (proposal.kind() == Intent.Kind.CREATE) {
                created.add(proposal.intent().source());
            }
        }
        open.forEach((fingerprint, work) -> heldBack(fingerprint, work, session));
        round.carryOut(decision);
        works.forEach(work -> work.entries().values().forEach(entry -> looked.add(entry.ref())));
    }

    /** @param open gets what may be sent */
    private boolean maySend(String fingerprint, Work work, Map<String, Work> open) {
        boolean may = approved.contains(fingerprint) && !withheld.contains(fingerprint);
        if (may) {
            open.put(fingerprint, work);
        }
        return may;
    }

    private void sent(String fingerprint) {
        sent++;
        if (refusals != null) {
            refusals.sent.add(fingerprint);
        }
    }

    private void heldBack(String fingerprint, Work work, Session session) {
        if (session.heldBack().holds(work.entries().values())) {
            held++;
            if (refusals != null) {
                refusals.held.add(fingerprint);
            }
        }
    }

    /** Leaves word of what was not sent; of what needs consent, the run does. */
    void note(Ledger ledger) {
        int left = approved.size() - withheld.size() - sent - held;
        if (withheld.size() > 0) {
            ledger.note(
                    pair.toString(),
                    withheld.size() + " of " + approved.size() + " planned writes can not be undone, and were not sent"
                            + " without consent; look at the items that are not undoable(), and apply a plan of them with"
                            + " Consent.GIVEN");
        }
        if (left > 0) {
            ledger.note(pair.toString(), left + " of " + approved.size() + " planned writes were not sent: " + moved());
        }
    }

    /** Names what was not sent. */
    void name(Consumer<RefusedWrite> sink) {
        Refusals known = refusals;
        if (known != null) {
            approved.each(fingerprint -> {
                if (!known.sent.contains(fingerprint)) {
                    sink.accept(new RefusedWrite(pair, fingerprint, null, reason(fingerprint, known)));
                }
            });
        }
    }

    private String reason(String fingerprint, Refusals known) {
        if (withheld.contains(fingerprint)) {
            return "can not be undone, and was not sent without consent; apply a plan of it with Consent.GIVEN";
        }
        if (known.held.contains(fingerprint)) {
            return "needs consent to removals: " + Guard.remedy(pair, "n") + ", and make a new plan";
        }
        return moved();
    }

    /** Why what was approved, and needs no consent, was not sent. */
    private String moved() {
        return ended
                ? "the record, or another that it depends on, has moved since, or it is done already; make a new plan"
                : "the pair is disabled, not known here, or failed; see to that, and make a new plan";
    }
}
