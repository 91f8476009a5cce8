package io.github.tandemsync.state.jdbc;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@link StateStore} in a SQLite file. A commit is durable when {@link #commit} returns: write-ahead log, synchronous.
 *
 * <p>The file belongs to one process. It is locked while the store is open; a second opening fails at once with
 * {@link io.github.tandemsync.core.state.StateStoreException}, and so does a file that is damaged, that belongs to another
 * program, or that a newer release has written: all before anything is changed.
 *
 * <p>Safe for several threads: one connection behind one lock. Times of rows are kept to the nanosecond, from 1677 to 2262.
 * {@link #close()} may be called more than once.
 */
public final class JdbcStateStore implements StateStore {
    private final InstantSource clock;
    private final Database db;
    private final Names names;
    private final Leases leases;
    private final EntryReader entries;
    private final EntryWriter entryWriter;
    private final MarkWriter marks;
    private final Links links;
    private final Intents intents;
    private final Events events;
    private final Settings settings;
    private final PairDropper pairs;

    JdbcStateStore(Connection connection, Dialect dialect, InstantSource clock) {
        this.clock = clock;
        db = new Database(connection, dialect);
        names = new Names(db);
        leases = new Leases(db, names);
        entries = new EntryReader(db, names);
        entryWriter = new EntryWriter(db, names);
        marks = new MarkWriter(db, names);
        links = new Links(db, names);
        intents = new Intents(db, names);
        events = new Events(db, names);
        settings = new Settings(db, names);
        pairs = new PairDropper(db, names, intents);
    }

    /**
     * Opens a store with the default settings of {@link Builder}, creating it if it is not there.
     *
     * @param url {@code jdbc:sqlite:} and the name of a file
     */
    public static JdbcStateStore open(String url) {
        return builder(url).open();
    }

    /** Settings of a store, to be opened by {@link Builder#open()}. */
    public static Builder builder(String url) {
        return new Builder(url);
    }

    /**
     * How a store is opened. Defaults: the system's clock; files of up to {@link #CHECKED_BYTES} are checked when they are
     * opened. Not safe for several threads.
     */
    public static final class Builder {
        /** 64 MiB, which takes less than a second to check. */
        public static final long CHECKED_BYTES = 64L << 20;

        private final String url;
        private InstantSource clock = SystemWiring.clock();
        private long checkedBytes = CHECKED_BYTES;

        private Builder(String url) {
            this.url = Objects.requireNonNull(url);
        }

        /** By which leases expire. */
        public Builder clock(InstantSource value) {
            clock = Objects.requireNonNull(value);
            return this;
        }

        /** How large a file may be to be checked page by page when it is opened; 0: never, {@code Long.MAX_VALUE}: always. */
        public Builder checkUpTo(long bytes) {
            checkedBytes = bytes;
            return this;
        }

        /** Opens the store, creating it if it is not there. */
        public JdbcStateStore open() {
            SqliteFile file = SqliteFile.of(url);
            return new JdbcStateStore(file.open(checkedBytes), file.dialect(), clock);
        }
    }

    @Override
    public Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term) {
        if (term.isNegative() || term.isZero()) {
            throw new IllegalArgumentException("A lease needs a term above zero; got " + term);
        }
        return db.write(() -> leases.acquire(connection, who, clock.instant(), term));
    }

    @Override
    public void release(Lease lease) {
        db.change(() -> leases.release(lease));
    }

    /** {@inheritDoc} The traces of a forgotten pair are overwritten before this returns, as after {@link #erase}. */
    @Override
    public CommitResult commit(Lease lease, StateChange change) {
        CommitResult result = db.write(() -> {
            if (!leases.isNewest(lease)) {
                return CommitResult.STALE;
            }
            if (!change.isEmpty()) {
                apply(lease.connection(), change);
            }
            return CommitResult.COMMITTED;
        });
        if (result == CommitResult.COMMITTED && !change.forgotten().isEmpty()) {
            db.maintain(() -> db.dialect().forget(db.connection()));
        }
        return result;
    }

    private void apply(ConnectionId connection, StateChange change) throws SQLException {
        if (!change.forgotten().isEmpty()) {
            pairs.drop(connection, change.forgotten());
        }
        entryWriter.put(connection, change.entries());
        links.put(connection, change.links());
        Instant due = change.wakeDue();
        if (due != null) {
            marks.wake(connection, change.wakes(), due);
        }
        intents.apply(names.findOrAdd(connection), change.closed(), change.opened());
        settings.apply(connection, change);
        events.settle(connection, change.settled());
        events.add(connection, change.history());
    }

    @Override
    public void hint(ConnectionId connection, Collection<Hint> hints) {
        db.change(() -> marks.hint(connection, hints));
    }

    @Override
    public ConnectionState connection(ConnectionId connection) {
        return db.read(() -> settings.read(connection));
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        Limits.check(query);
        return db.read(() -> entries.answer(query));
    }

    @Override
    public List<MatchGroup> matches(MatchQuery query) {
        return db.read(() -> Matcher.matches(db, names.find(query.connection(), query.pair()), query));
    }

    @Override
    public List<Link> links(ConnectionId connection, PairId pair, Collection<LinkId> ids) {
        Limits.check("links", ids.size());
        return db.read(() -> links.find(connection, pair, ids));
    }

    @Override
    public List<Intent> intents(ConnectionId connection) {
        return db.read(() -> List.copyOf(intents.all(connection).values()));
    }

    @Override
    public List<HistoryEntry> history(HistoryQuery query) {
        return db.read(() -> events.find(query));
    }

    @Override
    public long countHistory(HistoryQuery query) {
        return db.read(() -> events.count(query));
    }

    @Override
    public Map<EntryState, Long> count(ConnectionId connection, PairId pair) {
        return db.read(() -> entries.count(connection, pair));
    }

    /** {@inheritDoc} The traces in free pages and in the write-ahead log are overwritten before this returns. */
    @Override
    public long erase(ConnectionId connection, Collection<RecordRef> refs) {
        long erased = db.write(() -> new Eraser(db, names, intents, connection, refs).erase());
        db.maintain(() -> db.dialect().forget(db.connection()));
        return erased;
    }

    /**
     * Copies the store, as of the last commit, into a new file that can be opened like any other. Commits wait meanwhile.
     *
     * @param target a file that is not there yet
     */
    public void backup(Path target) {
        db.maintain(() -> db.dialect().backup(db.connection(), target));
    }

    @Override
    public void close() {
        db.close();
    }
}
