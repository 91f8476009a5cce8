package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads which records of a type are gone, where the feed of changes does not tell: every one that the system still knows of, each
 * time. A run reads some pages, and the next one goes on where it stopped; the place is saved with the marks of the last page. The
 * first pass of a runner is begun at the beginning and is owed: the run goes no further before its end, since the store may have been put back, and
 * would make anew what somebody has removed.
 */
final class RemovalScan {
    /** A place older than that is given up, and the pass begun anew, and read to its end, or it might never come to it. */
    private static final Duration LIFE = Duration.ofDays(1);

    private final Session session;
    private final PairId pair;
    private final ObjectType type;
    private final FeedReader feed;
    private final RemovalScans scans;
    private final CursorKey key;
    private int read;

    RemovalScan(Session session, PairId pair, ObjectType type, FeedReader feed, RemovalScans scans) {
        this.session = session;
        this.pair = pair;
        this.type = type;
        this.feed = feed;
        this.scans = scans;
        this.key = new CursorKey(pair, type, FeedMode.REMOVALS);
    }

    /** How far a pass has come. */
    enum Pass {
        DONE,
        /** Its pages of this run are read. */
        RESTS,
        /** The slice was used up. */
        PAUSED,
        /** The place in the feed is not valid any more. */
        BROKEN
    }

    /** Reads the pages of this run, if it is time. False if the slice was used up before that. */
    boolean run() {
        if (feed.reportsRemovals()) {
            return true;
        }
        if (session.cursor(key) != null && place() == null) {
            scans.owe(pair, type);
        }
        boolean owed = scans.isOwed(pair, type);
        Instant now = session.now();
        if (!owed && place() == null && isResting(now)) {
            return true;
        }
        if (owed && !scans.isBegun(pair, type)) {
            leave(new StateChange());
        }
        scans.begun(pair, type);
        Pass pass = read(place(), owed ? Integer.MAX_VALUE : session.settings().removalPages());
        if (pass == Pass.DONE) {
            scans.made(pair, type, now);
        } else if (pass == Pass.BROKEN) {
            scans.broken(pair, type);
        }
        return pass != Pass.PAUSED;
    }

    private boolean isResting(Instant now) {
        Instant next = next();
        return next != null && next.isAfter(now);
    }

    /** When it is to go on, or to begin again; null if that is not known. */
    @Nullable
    Instant next() {
        Instant last = scans.lastMade(pair, type);
        if (last == null) {
            return null;
        }
        return (place() == null ? last : session.now()).plus(session.settings().removalScan());
    }

    /** Takes note of what is gone already, before the type is listed for the first time. False if the slice was used up before. */
    boolean first() {
        if (!RemovalScans.isFirst(session.pair(pair), type)) {
            return true;
        }
        Pass pass = feed.reportsRemovals() ? Pass.DONE : read(place(), Integer.MAX_VALUE);
        if (pass == Pass.DONE) {
            session.commit(new StateChange().pair(pair, RemovalScans.scanned(session.pair(pair), type)));
        }
        return pass != Pass.PAUSED;
    }
    /** Reads all in one go: for what has to be known now. False if the feed broke off. */
    boolean whole() {
        Cursor cursor = null;
        while (feed.ask(FeedMode.REMOVALS, cursor) instanceof ChangeAnswer.Page page) {
            session.commit(feed.marks(page.rows()));
            if (page.complete()) {
                return true;
            }
            cursor = page.next();
        }
        return false;
    }

    private @Nullable SavedCursor place() {
        SavedCursor saved = session.cursor(key);
        return saved == null || saved.at().plus(LIFE).isBefore(session.now()) ? null : saved;
    }

    private Pass read(@Nullable SavedCursor from, int most) {
        if (read >= most) {
            return Pass.RESTS;
        }
        if (session.slice().isUsedUp()) {
            return Pass.PAUSED;
        }
        Cursor cursor = from == null ? null : from.cursor();
        boolean resumed = cursor != null;
        while (true) {
            ChangeAnswer answer = feed.ask(FeedMode.REMOVALS, cursor);
            read++;
            if (!(answer instanceof ChangeAnswer.Page page)) {
                leave(new StateChange());
                if (!resumed) {
                    return Pass.BROKEN;
                }
                resumed = false;
                cursor = null;
                continue;
            }
            StateChange change = feed.marks(page.rows());
            if (page.complete()) {
                leave(change);
                session.slice().took(0);
                return Pass.DONE;
            }
            session.slice().took(page.rows().size());
            cursor = page.next();
            boolean rests = read >= most;
            if (rests || session.slice().isUsedUp()) {
                save(change, cursor);
                return rests ? Pass.RESTS : Pass.PAUSED;
            }
            if (read % session.settings().removalPages() == 0) {
                save(change, cursor);
            } else {
                session.commit(change);
            }
        }
    }

    private void save(StateChange change, Cursor cursor) {
        SavedCursor next = new SavedCursor(cursor, session.now());
        if (change.isEmpty()) {
            session.slide(key, next, null);
        } else {
            session.commit(change.cursor(key, next));
        }
    }

    private void leave(StateChange change) {
        session.commit(session.cursor(key) == null ? change : change.dropCursor(key));
    }
}
