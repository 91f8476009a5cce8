package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes some entries of one pair through the cycle: look, decide, journal, send, settle. The three steps are separate, so that a
 * plan stops after the second and an approved plan goes on only with what is still as it was.
 */
final class Round {
    private final Session session;
    private final ObjectPair pair;
    private final Feeds feeds;

    /**
     * What is to be done.
     *
     * @param works everything looked at
     * @param proposals writes to be sent
     * @param held works of which a write is not approved, or left out for want of consent: nothing of them is sent or stored
     * @param change what is settled without a write
     * @param moved records that a succession has touched or put off: nothing else is decided of their works
     */
    record Decision(
            List<Work> works, List<Proposal> proposals, Set<Work> held, StateChange change, Set<RecordRef> moved) {
        /** What it says of some of the works. */
        Decision about(Predicate<Work> wanted) {
            return new Decision(
                    works.stream().filter(wanted).toList(),
                    proposals.stream()
                            .filter(proposal -> wanted.test(proposal.work()))
                            .toList(),
                    held,
                    change,
                    moved);
        }

        /** The records of its works. */
        Set<RecordRef> refs() {
            Set<RecordRef> refs = new LinkedHashSet<>();
            works.forEach(work -> work.entries().values().forEach(entry -> refs.add(entry.ref())));
            return refs;
        }

        boolean isMoved(Work work) {
            return work.entries().values().stream().anyMatch(entry -> moved.contains(entry.ref()));
        }
    }

    Round(Session session, ObjectPair pair, Feeds feeds) {
        this.session = session;
        this.pair = pair;
        this.feeds = feeds;
    }

    /** Reads both sides of everything that is due. */
    List<Work> look(Collection<Entry> due) {
        session.roundBegins();
        List<Work> works = new Gatherer(session, pair).gather(due);
        new Reader(session, pair).read(works);
        return works;
    }

    /** Nothing is written to either system; digests of newcomers are stored. */
    Decision decide(List<Work> works) {
        return decide(works, Outlook.FREE);
    }

    /** The same in view of a plan. */
    Decision decide(List<Work> works, Outlook outlook) {
        StateChange change = new StateChange();
        List<Proposal> proposals = new ArrayList<>();
        new Recovery(session, pair).settle(works, change);
        LostCreates lost = new LostCreates(session, pair, feeds);
        lost.settle(works, change);
        dropTaken(works, lost.taken());
        Succession succession = new Succession(session, pair, lost.taken());
        succession.apply(works, change);
        List<Work> open = new ArrayList<>(works);
        open.removeIf(work -> work.isFinished() || work.isPutOff() || hasOpenIntents(work));
        OwnedLines lines = new OwnedLines(session, pair);
        lines.lookForRemovals(open);
        Exits exits = new Exits(session, pair, change);
        for (Work work : open) {
            if (work.isLinked() && isWhole(work)) {
                exits.judge(work);
            } else if (work.isLinked()) {
                proposals.addAll(broken(work, lines, change));
            }
        }
        proposals.addAll(exits.removals());
        References references = References.of(session, works, change, outlook);
        List<Work> singles = new ArrayList<>();
        for (Work work : open) {
            if (!work.isLinked()) {
                singles.add(work);
            } else if (isWhole(work) && exits.takesPart(work)) {
                lines.begin(work);
                proposals.addAll(new Merge(session, work, references, outlook.wishes()).decide());
            }
        }
        Singles single = new Singles(session, pair);
        List<Work> newcomers = new ArrayList<>(single.newcomers(singles, change));
        dropTaken(works, single.taken());
        newcomers.removeIf(Work::isFinished);
        note(newcomers);
        proposals.addAll(single.removals());
        Predicate<Work> waits = work -> lines.awaits(work, references, outlook);
        proposals.addAll(
                new Newcomers(session, pair, works, change, outlook.patient(), waits).decide(newcomers, references));
        works.stream()
                .filter(work -> work.waits().stream().anyMatch(outlook.coming()))
                .forEach(Work::lookAgain);
        List<Proposal> passed = new ArrayList<>(lines.pass(proposals));
        Set<Work> held = held(passed, outlook);
        passed.removeIf(proposal -> held.contains(proposal.work()));
        List<Proposal> guarded = new Guard(session, pair).pass(passed, change, outlook, held);
        return new Decision(works, guarded, held, change, succession.moved());
    }

    private static Set<Work> held(List<Proposal> proposals, Outlook outlook) {
        Set<Work> held = new HashSet<>();
        for (Proposal proposal : proposals) {
            if (!outlook.approves().test(proposal)) {
                held.add(proposal.work());
            }
        }
        return held;
    }

    private static void dropTaken(List<Work> works, Set<RecordRef> taken) {
        for (Work work : works) {
            if (work.entries().values().stream().anyMatch(entry -> taken.contains(entry.ref()))) {
                work.drop();
            }
        }
    }

    /** While the outcome of a write is unknown, nothing else is written to its records. */
    private boolean hasOpenIntents(Work work) {
        if (work.intents().isEmpty()) {
            return false;
        }
        Instant latest = work.intents().stream()
                .map(intent -> Intents.latest(session.settings(), intent))
                .max(Instant::compareTo)
                .orElseThrow();
        boolean waits = latest.isAfter(session.now());
        work.lookAgainAt(
                waits ? latest : session.now(), session.reason(Intents.WRITE_UNKNOWN, "a write may still arrive"));
        if (!waits) {
            work.lookAgain();
        }
        return true;
    }

    private static boolean isWhole(Work work) {
        return work.isFound(Side.LEFT) && work.isFound(Side.RIGHT);
    }

    /** A link of which a side is gone, merged away, or can not be told. */
    private List<Proposal> broken(Work work, OwnedLines lines, StateChange change) {
        for (Side side : Side.values()) {
            if (Trouble.isMet(work.answer(side))) {
                Trouble.meet(session, work, side);
                return List.of();
            }
        }
        if (work.answer(Side.LEFT) instanceof ReadAnswer.Replaced
                || work.answer(Side.RIGHT) instanceof ReadAnswer.Replaced) {
            work.lookAgain();
            return List.of();
        }
        if (lines.holdsRemoval(work)) {
            return List.of();
        }
        Proposal removal = new Removals(session, pair).decide(work, lines.wentAlong(work), change);
        return removal == null ? List.of() : List.of(removal);
    }

    /**
     * The store joins by digest, so those of the whole round have to be in it first, with the reports of their states; also that a
     * record has none any more.
     */
    private void note(List<Work> newcomers) {
        StateChange digests = new StateChange();
        for (Work work : newcomers) {
            if (work.isOrWasMatched()) {
                digests.put(EntryUpdate.keep(work.only()));
                work.tell(digests);
            }
        }
        new Parked(session, pair).releaseOf(newcomers, digests);
        session.commit(digests);
    }

    /** Stores what needs no write; the rest stays due. */
    void remember(Decision decision) {
        Set<Work> writing = new HashSet<>();
        decision.proposals().forEach(proposal -> writing.add(proposal.work()));
        finish(decision, writing);
        List<Work> settled = new ArrayList<>(decision.works());
        settled.removeIf(work ->
                writing.contains(work) || decision.held().contains(work)); // they are news until they are written
        new OwnerNews(session, pair).tell(settled, decision.change());
        release(decision);
        session.commit(decision.change());
    }

    private void release(Decision decision) {
        new Parked(session, pair).release(decision.works(), decision.change());
    }

    private void finish(Decision decision, Set<Work> writing) {
        for (Work work : decision.works()) {
            if (!writing.contains(work) && !decision.held().contains(work) && !work.isFinished()) {
                work.finish(decision.change(), session);
            }
        }
    }

    /** Journals, sends, and settles. */
    void carryOut(Decision decision) {
        StateChange change = decision.change();
        Set<Work> writing = new HashSet<>();
        for (Proposal proposal : decision.proposals()) {
            proposal.work().sending();
            writing.add(proposal.work());
        }
        finish(decision, writing);
        for (Proposal proposal : decision.proposals()) {
            change.open(proposal.intent());
            proposal.work().tell(change);
            if (proposal.gives()) {
                proposal.work().keepLink(change); // should nobody hear what becomes of it
            }
            if (!proposal.work().isLinked()) {
                change.put(EntryUpdate.keep(proposal.work().only()));
            }
        }
        new OwnerNews(session, pair).tell(decision.works(), change);
        release(decision);
        session.commit(change);
        session.ledger().looked(pair.id(), decision.works().size());
        new Outbox(session, new Settlement(session, pair, decision.works())).send(decision.proposals());
    }
}
