package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Row;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a type's feeds report into marks. A row is a hint to look and nothing else. The cursor is saved with the marks of
 * the last page, never in the middle: an old page's continuation would end at an old state of the feed ({@link HalfRead}). Pages
 * without news commit nothing.
 */
final class FeedReader {
    static final int PAGE = 5000;

    /** What is gone is looked at before what has changed: it may be the copy of a record that would be copied again. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final String STARTED = "changes of ";

    private final Session session;
    private final PairId pair;
    private final Side side;
    private final ObjectType type;

    FeedReader(Session session, PairId pair, Side side, ObjectType type) {
        this.session = session;
        this.pair = pair;
        this.side = side;
        this.type = type;
    }

    /** What became of a pass. */
    enum Told {
        ALL,
        /** The slice was used up; the next pass goes on where this one stopped. */
        IN_PART,
        /** The cursor has expired, so that the type has to be listed anew. */
        EXPIRED
    }

    /** Reads what changed, as far as the slice lets it: one page at least. */
    Told readChanges() {
        return readChanges(true);
    }

    /** Reads all that changed in one go: for what has to be known now. False if the cursor has expired. */
    boolean readAllChanges() {
        return readChanges(false) == Told.ALL;
    }

    private Told readChanges(boolean pauses) {
        SavedCursor saved = session.cursor(changes());
        Cursor start = saved == null ? null : saved.cursor();
        HalfRead half = HalfRead.of(session.pair(pair), type, start, session.now());
        Cursor cursor = half == null ? start : half.reached();
        String begun = half == null ? session.run() : half.run();
        while (true) {
            ChangeAnswer answer = ask(FeedMode.CHANGES, cursor);
            if (!(answer instanceof ChangeAnswer.Page page)) {
                if (half == null) {
                    session.arrivals().lost(pair, type);
                    return Told.EXPIRED;
                }
                half = null; // its middle can not be found again, its beginning may
                cursor = start;
                begun = session.run();
                continue;
            }
            StateChange change = marks(page.rows());
            cursor = page.next();
            if (!page.complete()) {
                session.slice().took(page.rows().size());
                if (pauses && start != null && session.slice().isUsedUp()) {
                    HalfRead reached = new HalfRead(session.now(), begun, start, cursor);
                    session.commit(change.pair(pair, reached.in(session.pair(pair), type)));
                    return Told.IN_PART;
                }
                session.commit(change);
                continue;
            }
            commitWith(page.next(), change);
            if (begun.equals(session.run())) {
                session.arrivals().watched(pair, type);
                return Told.ALL;
            }
            half = null;
            start = cursor; // what came since it was begun is told by a pass from here
            begun = session.run();
            if (pauses && session.slice().isUsedUp()) {
                return Told.IN_PART;
            }
        }
    }

    private CursorKey changes() {
        return new CursorKey(pair, type, FeedMode.CHANGES);
    }

    private void commitWith(Cursor cursor, StateChange change) {
        SavedCursor next = new SavedCursor(cursor, session.now());
        PairState state = session.pair(pair);
        if (HalfRead.isIn(state, type)) {
            change.pair(pair, HalfRead.ended(state, type));
        }
        if (change.isEmpty()) {
            session.slide(changes(), next, traits().cursorLife());
        } else {
            session.commit(change.cursor(changes(), next));
        }
    }

    /** Starts the feed of changes from now on: taken before a listing begins, so that nothing falls between the two. */
    void startChanges() {
        session.arrivals().lost(pair, type);
        ChangeAnswer answer = ask(FeedMode.CHANGES, null);
        if (!(answer instanceof ChangeAnswer.Page page)) {
            throw expiredWithoutCursor("feed", type);
        }
        session.commit(marks(page.rows())
                .cursor(changes(), new SavedCursor(page.next(), session.now()))
                .pair(
                        pair,
                        session.pair(pair)
                                .withNote(STARTED + type, session.now().toString())));
    }

    /** Whether the feed has told everything since then: it was not started anew later. */
    boolean coversSince(Instant moment) {
        Instant started = startedAt(session, pair, type);
        return started != null && !started.isAfter(moment);
    }

    /** Since when the feed of the type tells everything; null if it was never started. */
    static @Nullable Instant startedAt(Session session, PairId pair, ObjectType type) {
        String started = session.pair(pair).notes().get(STARTED + type);
        return started == null ? null : Instant.parse(started);
    }

    boolean reportsRemovals() {
        return traits().reports().contains(Reported.REMOVALS);
    }

    private TypeTraits traits() {
        return session.endpoint(side).traits(type);
    }

    ChangeAnswer ask(FeedMode mode, @Nullable Cursor cursor) {
        Interrupts.demandNone(null);
        Endpoint endpoint = session.endpoint(side);
        ChangeAnswer answer = endpoint.connector().changes(new ChangeRequest(type, mode, cursor, Set.of(), PAGE));
        if (answer instanceof ChangeAnswer.Older older) {
            throw new PutBack.Seen(side, older.evidence());
        }
        if (mode == FeedMode.CHANGES) {
            endpoint.compareClocks(session.now());
        }
        return answer;
    }

    StateChange marks(List<Row> rows) {
        Set<RecordRef> refs = new LinkedHashSet<>();
        rows.forEach(row -> refs.add(row.ref()));
        Map<RecordRef, Entry> known = known(refs);
        StateChange change = new StateChange();
        rows.forEach(row -> mark(row, known.get(row.ref()), change));
        return change;
    }

    private Map<RecordRef, Entry> known(Collection<RecordRef> refs) {
        Map<RecordRef, Entry> known = new HashMap<>();
        for (List<RecordRef> batch : Batches.of(refs, Batches.STORE)) {
            session.store()
                    .entries(new EntryQuery.ByRef(session.settings().connection(), pair, batch))
                    .forEach(entry -> known.put(entry.ref(), entry));
        }
        return known;
    }

    private void mark(Row row, @Nullable Entry entry, StateChange change) {
        if (row instanceof ChangeAnswer.Changed changed) {
            if (entry == null) {
                session.arrivals().turnedUp(pair, row.ref(), session.now());
                // a copy of ours that the store has forgotten may be known by its id already
                Entry unknown = Entry.unmatched(pair, side, row.ref())
                        .withKey(session.keys().carriedBy(row.ref(), changed.key()));
                change.put(EntryUpdate.raise(unknown, session.now()));
            } else if (!changed.stamp().equals(entry.stamp()) || entry.state() == EntryState.REMOVED) {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        } else if (entry == null) {
            rememberRemoval(row, change);
        } else if (row instanceof ChangeAnswer.Removed removed && isForgottenCopy(removed, entry)) {
            change.put(
                    EntryUpdate.raise(tombstone(removed, entry), session.now().minus(AHEAD)));
        } else if (!isKnownToBeGone(entry)) {
            change.put(EntryUpdate.raise(entry, session.now()));
        }
    }

    /** And nobody is looking at it just now, who may have seen it back before it went again. */
    private boolean isKnownToBeGone(Entry entry) {
        return (entry.state() == EntryState.REMOVED || entry.state() == EntryState.REPLACED)
                && !entry.mark().isDue(session.now());
    }

    /** A copy of ours that a store, put back, took for a record of its own. */
    private boolean isForgottenCopy(ChangeAnswer.Removed removed, Entry entry) {
        return session.keys().ours(removed.key()) != null
                && entry.state() == EntryState.UNMATCHED
                && entry.key() == null
                && entry.link() == null;
    }

    private Entry tombstone(ChangeAnswer.Removed removed, Entry entry) {
        return entry.in(EntryState.REMOVED, session.reason("removed", "reported by the feed of changes"))
                .withKey(keyOf(removed));
    }

    /** Under recovery rules the store may have forgotten copies that are known by their ids. */
    private @Nullable CreateKey keyOf(ChangeAnswer.Removed removed) {
        return Distrust.isOn(session.pair(pair))
                ? session.keys().carriedBy(removed.ref(), removed.key())
                : session.keys().ours(removed.key());
    }

    /**
     * A record that came and went between two looks. It may be the copy of a create whose answer was lost, and must then not be
     * made again; or it may have taken over records that are known, and has to be looked at. Only what was already gone when the
     * type was first scanned is of no interest.
     */
    private void rememberRemoval(Row row, StateChange change) {
        if (row instanceof ChangeAnswer.Removed removed && change.entry(pair, row.ref()) == null) {
            Entry tombstone = tombstone(removed, Entry.unmatched(pair, side, row.ref()));
            change.put(
                    RemovalScans.isFirst(session.pair(pair), type)
                            ? EntryUpdate.keep(tombstone)
                            : EntryUpdate.raise(tombstone, session.now().minus(AHEAD)));
        }
    }

    /** A connector's fault: what it was asked for had no cursor. */
    static ConnectorException expiredWithoutCursor(String what, ObjectType type) {
        return new ConnectorException(
                Category.INVALID,
                "The " + what + " of " + type
                        + " answered that a cursor has expired when it was given none. Fix the connector");
    }
}
