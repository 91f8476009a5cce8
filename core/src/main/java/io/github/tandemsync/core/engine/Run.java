package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run, from its first slice to its last: which pairs take part, and how far it has come. What it has done is in the store; what
 * it forgets when the process ends is only where it stood, and the next run finds that anew.
 */
final class Run {
    /** How long a pair that failed is left alone where the system did not say. */
    static final Duration FAULT_PAUSE = Duration.ofMinutes(1);

    private final Session session;
    private final RemovalScans scans;
    private final List<PairRun> pairs = new ArrayList<>();
    private final Deque<PairRun> unobserved = new ArrayDeque<>();
    private final Deque<PairRun> turn = new ArrayDeque<>();
    private final Set<PairRun> quiet = new HashSet<>();
    private final Map<PairId, Instant> failed = new TreeMap<>();
    private final Cadence cadence;
    private boolean found = true;
    private @Nullable SyncReport soFar;
    private @Nullable Set<PairId> named;

    /**
     * @param all whether the feeds of every pair are asked, whatever the cadence
     */
    Run(Session session, RemovalScans scans, Cadence cadence, boolean all) {
        this.session = session;
        this.scans = scans;
        this.cadence = cadence;
        for (ObjectPair pair : session.settings().pairs()) {
            if (isEnabled(pair.id())) {
                pairs.add(new PairRun(session, pair, scans));
            }
        }
        stopIfPutBack();
        noteIfNeverEnabled();
        for (PairRun pair : pairs) {
            if (all
                    || pair.isBehind()
                    || pair.isSuspended()
                    || cadence.isDue(pair.pair().id(), session.now())) {
                unobserved.add(pair);
            } else {
                quiet.add(pair);
            }
        }
    }

    private void noteIfNeverEnabled() {
        List<ObjectPair> all = session.settings().pairs();
        if (all.stream().noneMatch(pair -> session.pairs().contains(pair.id()))) {
            session.ledger()
                    .note(
                            "the runner",
                            "No pair was ever enabled, so there is nothing to do. Call runner.pairs().enable(\""
                                    + all.get(0).id() + "\")");
        }
    }

    Session session() {
        return session;
    }

    void tellStarted() {
        session.ledger().tell(listener -> listener.started(session.run()));
    }

    /** Takes part in the next slice: pairs that were disabled meanwhile, or deleted and begun anew, do not. */
    void resume(Slice slice) {
        session.open(slice);
        pairs.removeIf(pair -> !isEnabled(pair.pair().id()) || isBegunAnew(pair));
        stopIfPutBack();
    }

    /** Has a disabled pair take part, without its feeds being asked; not while nothing may be read. */
    void include(ObjectPair pair) {
        if (PutBack.trouble(session.pins()) == null) {
            session.include(pair.id());
            pairs.add(new PairRun(session, pair, scans));
        }
    }

    /** Has no other pairs take part. */
    void only(Set<PairId> wanted) {
        named = Set.copyOf(wanted);
        pairs.removeIf(other -> !wanted.contains(other.pair().id()));
    }

    /** While a system that was put back is not accepted, nothing is read or written. */
    private void stopIfPutBack() {
        String trouble = PutBack.trouble(session.pins());
        if (trouble != null) {
            pairs.clear();
            session.ledger().note("connection " + session.settings().connection(), trouble);
        }
    }

    /** What the feeds had told before counts no more: the next run begins with a listing. */
    private boolean isBegunAnew(PairRun pair) {
        PairState state = session.pair(pair.pair().id());
        return !unobserved.contains(pair) && (state.phase() != Phase.LIVE || Distrust.isPending(state));
    }

    private boolean isEnabled(PairId pair) {
        return session.takesPart(pair);
    }

    /** Whether the pair is in the run still: one that somebody disables leaves it between two steps. */
    private boolean isIn(PairRun pair) {
        if (!isEnabled(pair.pair().id())) {
            pairs.remove(pair);
        }
        return pairs.contains(pair);
    }

    /** Works until nothing is due or the slice is used up; true if there is more to do. */
    boolean work() {
        return (!observe() || rounds()) && shortage() == null;
    }

    private CallReserve.@Nullable Shortage shortage() {
        return session.slice().shortage();
    }

    /** Leaves word if the run ended because a system's calls are used up but for the reserve. */
    void noteShortage() {
        CallReserve.Shortage shortage = shortage();
        if (shortage != null) {
            session.ledger().note(shortage.where(), shortage.message());
        }
    }

    /**
     * Leaves word of what waits for a person: what the guard holds back, also of pairs in which nothing was due, and conflicts whose
     * policies have to be mended.
     */
    void noteWaiting() {
        noteWaiting(Map.of());
    }

    /** @param leftOut for how many records of each pair a plan that was carried out has left out what was asked for */
    void noteWaiting(Map<PairId, Long> leftOut) {
        session.policies().note(session.ledger());
        HeldBackReport report = new HeldBackReport(session);
        named().forEach(pair -> report.note(pair, leftOut.getOrDefault(pair, 0L)));
    }

    /** The pairs that take part, those that have failed included. */
    private List<PairId> named() {
        return session.settings().pairs().stream()
                .map(ObjectPair::id)
                .filter(pair -> (named == null || named.contains(pair)) && isEnabled(pair))
                .toList();
    }

    /** Asks the feeds of every pair. False if the slice was used up before the last was asked. */
    boolean observe() {
        while (!unobserved.isEmpty()) {
            PairRun pair = unobserved.getFirst();
            if (isIn(pair) && !observe(pair)) {
                return false;
            }
            unobserved.removeFirst();
        }
        return true;
    }

    /** False if the slice was used up before the pair's last feed was asked. */
    private boolean observe(PairRun pair) {
        PairId id = pair.pair().id();
        Instant since = session.now();
        if (attempt(pair, PairRun::observe)) {
            cadence.asked(id, since);
            return true;
        }
        if (pairs.contains(pair)) {
            return false;
        }
        Instant again = failed.get(id);
        if (again == null) {
            cadence.asked(id, since); // it is suspended, and says so again when it is due
        } else {
            cadence.failed(id, again);
        }
        return true;
    }

    /** Rounds of what is due, a round of each pair in turn, until a whole turn finds nothing. */
    private boolean rounds() {
        while (true) {
            if (turn.isEmpty()) {
                if (!found) {
                    return false;
                }
                turn.addAll(pairs);
                found = false;
            }
            while (!turn.isEmpty()) {
                if (session.slice().isUsedUp()) {
                    return true;
                }
                PairRun pair = turn.removeFirst();
                if (!observeForNews(pair)) {
                    found = true;
                    return true;
                }
                found |= isIn(pair) && attempt(pair, PairRun::round);
            }
        }
    }

    /**
     * What a quiet pair has to do about known links is done as it is. Before something new is created the feeds are asked, so that
     * it is not made beside one that somebody made meanwhile.
     */
    private boolean observeForNews(PairRun pair) {
        if (quiet.contains(pair) && pairs.contains(pair) && pair.hasNews()) {
            quiet.remove(pair);
            unobserved.add(pair);
        }
        return observe();
    }

    /** One step for every pair that is still in the run. */
    void each(Predicate<PairRun> step) {
        List.copyOf(pairs).stream().filter(this::isIn).forEach(pair -> attempt(pair, step));
    }

    /** A fault of a pair ends that pair's part of the run; the others go on. */
    private boolean attempt(PairRun pair, Predicate<PairRun> step) {
        Interrupts.demandNone(null);
        try {
            return step.test(pair);
        } catch (ConnectorException fault) {
            Interrupts.demandNone(fault);
            drop(pair, fault, fault.retryAfter() == null ? FAULT_PAUSE : fault.retryAfter());
            if (fault.category() == ConnectorException.Category.INVALID) {
                pair.suspectSchemas();
            }
            return false;
        } catch (SecondWriter.Suspended suspended) {
            session.ledger().problem(pair.pair().id().toString(), suspended);
            pairs.remove(pair);
            return false;
        } catch (PutBack.Seen seen) {
            PutBack.note(session, seen);
            stopIfPutBack();
            return false;
        } catch (RuleFault fault) {
            drop(pair, fault, FAULT_PAUSE);
            return false;
        }
    }

    private void drop(PairRun pair, TandemException fault, Duration pause) {
        PairId id = pair.pair().id();
        session.ledger().problem(id.toString(), fault);
        failed.put(id, session.now().plus(pause));
        pairs.remove(pair);
    }

    /** What the slice did. The listener hears of the end of the run. */
    SyncReport report(boolean more) {
        noteShortage();
        session.refusedCreates().explain(session::endpoint, session.ledger());
        SyncReport report = session.ledger().report(more, more ? session.now() : next());
        SyncReport all = sum(report);
        soFar = all;
        return more ? report : report.with(tellEnded(all));
    }

    /** The run has ended by a fault that its caller hears of. */
    void endedBy(Throwable fault) {
        String message = fault instanceof TandemException ? fault.getMessage() : null;
        session.ledger()
                .note(
                        "run",
                        message == null ? "It ended with " + fault.getClass().getName() : message);
        try {
            tellEnded(sum(session.ledger().report(false, session.now().plus(FAULT_PAUSE))));
        } catch (RuntimeException | Error second) {
            fault.addSuppressed(second);
        }
    }

    /** The run has ended between two slices. */
    void givenUp() {
        session.ledger().note("run", "It was given up before its end; the next run does what is left");
        tellEnded(sum(session.ledger().report(false, session.now())));
    }

    private SyncReport sum(SyncReport report) {
        SyncReport before = soFar;
        return before == null ? report : before.plus(report);
    }

    /** What the listener threw at that. */
    private List<SyncReport.Problem> tellEnded(SyncReport all) {
        session.ledger().tell(listener -> listener.ended(all));
        return session.ledger().problems();
    }

    private @Nullable Instant next() {
        CallReserve.Shortage shortage = shortage();
        if (shortage != null) {
            return shortage.until();
        }
        Instant next = null;
        for (PairRun pair : pairs) {
            next = PairRun.earlier(next, next(pair));
        }
        for (Instant again : failed.values()) {
            next = PairRun.earlier(next, again);
        }
        return next;
    }

    /** Scans go with the feeds. */
    private @Nullable Instant next(PairRun pair) {
        PairId id = pair.pair().id();
        Instant asked = cadence.next(id);
        Instant scan = pair.nextScan();
        boolean later = asked != null && scan != null && asked.isAfter(scan);
        Instant feeds = quiet.contains(pair) || cadence.hasOwn(id) ? asked : null;
        return PairRun.earlier(PairRun.earlier(pair.nextDue(), feeds), later ? asked : scan);
    }
}
