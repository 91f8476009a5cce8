package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.FeedReader.Told;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One pair's part of a run: what changed since the last one, then rounds of what is due. */
final class PairRun {
    /** Further than any mark is put off. */
    private static final Duration HORIZON = Duration.ofDays(3650);

    private final Session session;
    private final ObjectPair pair;
    private final Feeds feeds;
    private final Bisection bisection;
    private final Set<ObjectType> observed = new TreeSet<>();
    private final Map<ObjectType, RemovalScan> removals = new TreeMap<>();
    private boolean noted;

    PairRun(Session session, ObjectPair pair, RemovalScans scans) {
        this.session = session;
        this.pair = pair;
        this.feeds = new Feeds(session, pair.id(), scans);
        this.bisection = new Bisection(pair, session);
    }

    Bisection bisection() {
        return bisection;
    }

    ObjectPair pair() {
        return pair;
    }

    /** A system does not understand what it is asked: its schemas may have changed. */
    void suspectSchemas() {
        for (Side side : Side.values()) {
            pair.types(side).forEach(session.endpoint(side)::forget);
        }
    }

    /** One for the run: it knows how much of it this run has read. */
    private RemovalScan removals(Side side, ObjectType type) {
        return removals.computeIfAbsent(type, any -> feeds.removals(side, type));
    }

    Round newRound() {
        return new Round(session, pair, feeds);
    }

    /**
     * Brings the store up to date with what the feeds say; at first contact with what is there. False if the slice was used up
     * before its end: the next slice goes on where this one stopped.
     */
    boolean observe() {
        if (!list()) {
            return false;
        }
        if (session.pair(pair.id()).phase() == Phase.MATCHING) {
            new Matching(session, pair).run();
        }
        Listing listing = new Listing(session, pair, feeds);
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                if (!observed.contains(type) && !observe(side, type, listing)) {
                    return false;
                }
                if (!removals(side, type).run()) {
                    return false;
                }
                new ReferenceScan(session, pair, side, type).run();
            }
        }
        new FullCompare(session, pair, listing).run();
        return true;
    }

    /** Lists what is not listed yet, at first contact both sides. False if the slice was used up before its end. */
    boolean list() {
        new SecondWriter(session, pair).check();
        new RightsWatch(session, pair).check();
        if (Distrust.isPending(session.pair(pair.id()))) {
            feeds.forgetScans();
            session.arrivals().lost(pair.id());
        }
        if (!new RecoveryRules(session, pair).run() || !new CatchUp(session, pair).run()) {
            return false;
        }
        Listing listing = new Listing(session, pair, feeds);
        PairState state = session.pair(pair.id());
        if (state.generation() == 0) {
            listing.begin(Listing.types(pair));
        }
        if (!Listing.isBeside(session.pair(pair.id())) && !listing.run()) {
            return false;
        }
        if (session.pair(pair.id()).phase() == Phase.LISTING) {
            session.commit(
                    new StateChange().pair(pair.id(), session.pair(pair.id()).in(Phase.MATCHING)));
        }
        return true;
    }

    /** Asks every feed for changes. False if one has expired: its type has to be listed anew. */
    boolean readChanges() {
        Set<ObjectType> expired = new TreeSet<>();
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                if (!feeds.of(side, type).readAllChanges()) {
                    expired.add(type);
                }
            }
        }
        if (!expired.isEmpty()) {
            new Listing(session, pair, feeds).begin(expired);
        }
        return expired.isEmpty();
    }

    private boolean observe(Side side, ObjectType type, Listing listing) {
        if (session.slice().isUsedUp()) {
            return false;
        }
        Told told = feeds.of(side, type).readChanges();
        session.slice().took(0);
        if (told == Told.IN_PART) {
            return false;
        }
        observed.add(type);
        if (told == Told.ALL) {
            return true;
        }
        listing.begin(Set.of(type));
        return listing.run();
    }

    /** One round of what is due now. False if nothing is. */
    boolean round() {
        int most = session.slice().most(session.settings().roundSize());
        List<Entry> due = due(most);
        if (due.isEmpty()) {
            new RecoveryRules(session, pair).end();
            return false;
        }
        session.slice().took(due.size());
        if (due.size() == most && !noted) {
            takeNotes();
        }
        bisection.each(due, some -> {
            Round round = newRound();
            round.carryOut(round.decide(round.look(some)));
        });
        return true;
    }

    /** Has the digests of all new records stored, before the first of several rounds. */
    void takeNotes() {
        new Notes(session, pair).take();
        noted = true;
    }

    /** What is due now, from the beginning. */
    List<Entry> due(int most) {
        return due(null, most);
    }

    /** What is due now, after the place. */
    List<Entry> due(EntryQuery.Due.@Nullable Place after, int most) {
        return due(session.now(), after, most);
    }

    private List<Entry> due(Instant when, EntryQuery.Due.@Nullable Place after, int most) {
        return session.store()
                .entries(new EntryQuery.Due(session.settings().connection(), pair.id(), when, after, most));
    }

    /** Whether it has to list or match, so that nothing else can be done before. */
    boolean isBehind() {
        PairState state = session.pair(pair.id());
        boolean listing = !state.listing().isEmpty() || !state.sweeping().isEmpty();
        return state.phase() != Phase.LIVE || (listing && !Listing.isBeside(state));
    }

    /** Whether it is kept out of runs, so that nothing of it is done before that was looked into. */
    boolean isSuspended() {
        return Suspension.trouble(pair, session.pair(pair.id())) != null;
    }

    /** Whether something without a link is due. */
    boolean hasNews() {
        return due(session.slice().most(session.settings().roundSize())).stream()
                .anyMatch(PairRun::isNew);
    }

    private static boolean isNew(Entry entry) {
        return entry.link() == null || !(entry.state() == EntryState.LINKED || entry.state() == EntryState.FAILING);
    }

    /** When a record is to be looked at next; null if none waits. */
    @Nullable
    Instant nextDue() {
        List<Entry> first = due(session.now().plus(HORIZON), null, 1);
        return first.isEmpty() ? null : first.get(0).mark().due();
    }

    /** When a scan is due next; null if none was made yet. */
    @Nullable
    Instant nextScan() {
        Instant next = null;
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                next = earlier(next, removals(side, type).next());
            }
        }
        return next;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
