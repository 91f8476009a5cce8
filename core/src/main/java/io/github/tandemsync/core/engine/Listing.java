package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeAnswer.Row;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists a type completely: at first contact, and again when the cursor of its changes has expired. Resumes at the page where it
 * was stopped. Entries that the listing did not show are marked at the end: each is read before it counts as gone.
 */
final class Listing {
    private static final int SWEEP = 1000;

    private static final String BESIDE = "comparing";

    private final Session session;
    private final ObjectPair pair;
    private final Feeds feeds;
    private int pages = Integer.MAX_VALUE;

    Listing(Session session, ObjectPair pair, Feeds feeds) {
        this.session = session;
        this.pair = pair;
        this.feeds = feeds;
    }

    /** Begins a listing of the types; those whose listing is already open stay in it. */
    void begin(Set<ObjectType> types) {
        PairState state = session.pair(pair.id());
        Set<ObjectType> all = new TreeSet<>(types);
        all.addAll(state.listing());
        all.addAll(state.sweeping());
        StateChange change = new StateChange();
        for (ObjectType type : all) {
            change.dropCursor(new CursorKey(pair.id(), type, FeedMode.BASELINE));
        }
        for (ObjectType type : types) {
            change.dropCursor(new CursorKey(pair.id(), type, FeedMode.CHANGES));
        }
        session.commit(change.pair(pair.id(), ended(state).relisting(all)));
    }

    /** Goes on with whatever is open, also with what an expired cursor opens anew. False if the slice was used up before its end. */
    boolean run() {
        while (!session.pair(pair.id()).listing().isEmpty()) {
            if (!listOpen()) {
                return false;
            }
        }
        for (ObjectType type : session.pair(pair.id()).sweeping()) {
            sweep(type);
        }
        return true;
    }

    /** Begins a listing beside the feeds, which go on: it is gone on with by {@link #compare}, and holds up nothing. */
    void beginBeside(PairState begun) {
        Set<ObjectType> all = types(pair);
        StateChange change = new StateChange();
        all.forEach(type -> change.dropCursor(new CursorKey(pair.id(), type, FeedMode.BASELINE)));
        session.commit(change.pair(pair.id(), begun.withNote(BESIDE, "").relisting(all)));
    }

    /** Whether what is being listed is listed beside the feeds, so that nothing has to wait for it. */
    static boolean isBeside(PairState state) {
        return state.notes().containsKey(BESIDE);
    }

    /** The state of a pair whose listing beside the feeds is at its end, or given up for another. */
    static PairState ended(PairState state) {
        return state.withoutNote(BESIDE);
    }

    /** Goes on for so many pages with what is open. True at the end. */
    boolean compare(int most) {
        pages = most;
        if (!listOpen()) {
            return false;
        }
        session.pair(pair.id()).sweeping().forEach(this::sweep);
        return true;
    }

    /** The types of both sides. */
    static Set<ObjectType> types(ObjectPair pair) {
        Set<ObjectType> all = new TreeSet<>(pair.types(Side.LEFT));
        all.addAll(pair.types(Side.RIGHT));
        return all;
    }

    /** One pass over the types whose listing is open. False if one was not brought to its end. */
    private boolean listOpen() {
        for (Side side : Side.values()) {
            for (ObjectType type : pair.types(side)) {
                if (session.pair(pair.id()).listing().contains(type) && !list(side, type)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean list(Side side, ObjectType type) {
        if (session.slice().isUsedUp()) {
            return false;
        }
        if (session.cursor(new CursorKey(pair.id(), type, FeedMode.CHANGES)) == null) {
            feeds.of(side, type).startChanges();
        }
        if (!feeds.removals(side, type).first()) {
            return false;
        }
        CursorKey key = new CursorKey(pair.id(), type, FeedMode.BASELINE);
        SavedCursor saved = session.cursor(key);
        Cursor cursor = saved == null ? null : saved.cursor();
        long listed = 0;
        while (!session.slice().isUsedUp() && pages > 0) {
            pages--;
            ChangeAnswer answer = session.endpoint(side)
                    .connector()
                    .changes(new ChangeRequest(
                            type, FeedMode.BASELINE, cursor, pair.matchFields(side), FeedReader.PAGE));
            if (!(answer instanceof ChangeAnswer.Page page)) {
                if (cursor == null) {
                    throw FeedReader.expiredWithoutCursor("listing", type);
                }
                begin(Set.of(type));
                return true;
            }
            StateChange change = new StateChange();
            for (List<Row> batch : Batches.of(page.rows(), Batches.STORE)) {
                note(side, batch, change);
            }
            listed += page.rows().size();
            session.slice().took(page.rows().size());
            if (page.complete()) {
                session.commit(change.dropCursor(key).pair(pair.id(), listed(type)));
                session.ledger().progress(pair.id(), SyncListener.Stage.LISTING, listed);
                return true;
            }
            session.commit(change.cursor(key, new SavedCursor(page.next(), session.now())));
            session.ledger().progress(pair.id(), SyncListener.Stage.LISTING, listed);
            cursor = page.next();
        }
        return false;
    }

    private PairState listed(ObjectType type) {
        PairState state = session.pair(pair.id());
        Set<ObjectType> listing = new TreeSet<>(state.listing());
        listing.remove(type);
        Set<ObjectType> sweeping = new TreeSet<>(state.sweeping());
        sweeping.add(type);
        return state.withListing(listing, sweeping);
    }

    private void note(Side side, List<Row> rows, StateChange change) {
        List<RecordRef> refs = rows.stream().map(Row::ref).distinct().toList();
        Map<RecordRef, Entry> known = new HashMap<>();
        session.store()
                .entries(new EntryQuery.ByRef(session.settings().connection(), pair.id(), refs))
                .forEach(entry -> known.put(entry.ref(), entry));
        boolean live = session.pair(pair.id()).phase() == Phase.LIVE;
        Set<RecordRef> erased = new Suppression(session).amongListed(pair, side, rows);
        for (Row row : rows) {
            if (row instanceof ChangeAnswer.Changed changed) {
                boolean out = erased.contains(row.ref());
                Entry before = known.get(row.ref());
                if (before != null) {
                    PutBack.check(session, before, changed.stamp());
                }
                Entry seen = seen(side, row.ref(), before);
                Supplier<EntryUpdate> note =
                        () -> out ? leftAlone(side, changed, seen, change) : noted(side, changed, seen);
                change.put(live ? Faulty.contained(session, seen, note) : Faulty.told(seen, note));
            }
        }
        new Parked(session, pair).releaseOf(known, change);
    }

    /** Nothing may be matched with it, not even in this listing. One that is linked is another's by now, and goes on. */
    private EntryUpdate leftAlone(Side side, ChangeAnswer.Changed row, Entry entry, StateChange change) {
        boolean busy = Links.live(session, entry) != null
                || entry.state() == EntryState.REPLACED
                || !session.intents(pair.id(), entry.ref()).isEmpty();
        if (busy) {
            return noted(side, row, entry);
        }
        Entry out = new Suppression(session).turnedUp(entry, change);
        return row.stamp().equals(entry.stamp()) ? EntryUpdate.keep(out) : EntryUpdate.raise(out, session.now());
    }

    private Entry seen(Side side, RecordRef ref, @Nullable Entry known) {
        Entry entry = known == null ? Entry.unmatched(pair.id(), side, ref) : known;
        return entry.withSeen(session.pair(pair.id()).generation());
    }

    private EntryUpdate noted(Side side, ChangeAnswer.Changed row, Entry seen) {
        PairState state = session.pair(pair.id());
        boolean live = state.phase() == Phase.LIVE;
        CreateKey key = live && !Distrust.isOn(state) ? null : session.keys().carriedBy(row.ref(), row.key());
        if (key != null && seen.state() == EntryState.UNMATCHED && seen.link() == null && seen.key() == null) {
            Entry keyed = seen.withKey(key); // joined by its key, whatever it looks like by now
            return live ? EntryUpdate.raise(keyed, session.now()) : EntryUpdate.keep(keyed);
        }
        boolean twin = Twins.isShadowed(seen); // what it was found by shows, once it is read, whether it is still one
        Entry entry = twin ? seen : session.digests().noted(pair, seen, row.content());
        if (live) {
            boolean moved = !row.stamp().equals(entry.stamp()) || entry.state() == EntryState.REMOVED;
            return moved ? EntryUpdate.raise(entry, session.now()) : EntryUpdate.keep(entry);
        }
        Reason keptOut =
                entry.state() == EntryState.UNMATCHED ? Faulty.keptOut(session, pair, side, row.content()) : null;
        if (keptOut != null && Membership.isUnknown(keptOut)) {
            return EntryUpdate.raise(Membership.keptOut(entry, keptOut), session.now());
        }
        return EntryUpdate.keep(keptOut == null ? entry : Membership.keptOut(entry, keptOut));
    }

    private void sweep(ObjectType type) {
        RecordRef after = null;
        while (true) {
            PairState state = session.pair(pair.id());
            List<Entry> unseen = session.store()
                    .entries(new EntryQuery.Unseen(
                            session.settings().connection(), pair.id(), type, state.generation(), after, SWEEP));
            StateChange change = new StateChange();
            unseen.forEach(entry -> change.put(EntryUpdate.raise(entry, session.now())));
            if (unseen.size() < SWEEP) {
                Set<ObjectType> left = new TreeSet<>(state.sweeping());
                left.remove(type);
                session.commit(change.pair(pair.id(), state.withListing(state.listing(), left)));
                return;
            }
            session.commit(change);
            after = unseen.get(unseen.size() - 1).ref();
        }
    }
}
