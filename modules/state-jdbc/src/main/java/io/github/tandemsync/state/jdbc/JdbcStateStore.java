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
import io.github.tandemsync.core.state.HistoryPage;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StateStore} in a SQLite file, or in a PostgreSQL database that several nodes share. A commit is durable when
 * {@link #commit} returns.
 *
 * <p>A SQLite file belongs to one process. It is locked while the store is open; a second opening fails at once with
 * {@link io.github.tandemsync.core.state.StateStoreException}, and so does a file that is damaged, that belongs to another
 * program, or that a newer release has written: all before anything is changed.
 *
 * <p>A PostgreSQL database may be open in any number of processes. Whoever writes for a connection locks its row first, so that
 * commits, hints and leases of one connection come one after the other, and what a commit checks is true until it ends. Leases
 * expire by the database's clock. A fault leaves each change whole or absent; if it is not known which, the message says so, and
 * whatever is asked next waits until it is decided. A connection that broke is opened anew by the next call.
 *
 * <p>Safe for several threads: one JDBC connection at a time behind one lock. Times of rows are kept to the nanosecond, from 1677
 * to 2262. {@link #close()} may be called more than once.
 */
public final class JdbcStateStore implements StateStore {
    private final Database.Work<Instant> now;
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

    /** Over the one connection that there will be. */
    JdbcStateStore(Connection connection, Dialect dialect, InstantSource clock) {
        this(new Database(new OneConnection(connection), dialect), clock);
    }

    /** @param clock by which leases expire; null: the database's */
    JdbcStateStore(Database db, @Nullable InstantSource clock) {
        this.db = db;
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
        now = clock == null ? leases::databaseTime : clock::instant;
    }

    /**
     * Opens a store with the default settings of {@link JdbcStateStoreBuilder}, creating its tables if they are not there.
     *
     * @param url {@code jdbc:sqlite:} and the name of a file, or {@code jdbc:postgresql:} as the PostgreSQL driver takes it; its
     *     option {@code currentSchema} names the schema of the tables
     */
    public static JdbcStateStore open(String url) {
        return builder(url).open();
    }

    /**
     * Opens a store in the PostgreSQL database of the host's pool, creating its tables if they are not there. Each call borrows
     * one connection, whose commits must be its own: not that of a transaction of the host. The pool is not closed by
     * {@link #close()}.
     */
    public static JdbcStateStore open(DataSource database) {
        return builder(database).open();
    }

    /** Settings of a store, to be opened by {@link JdbcStateStoreBuilder#open()}. */
    public static JdbcStateStoreBuilder builder(String url) {
        return JdbcStateStoreBuilder.of(url);
    }

    /** As {@link #open(DataSource)}, with settings. */
    public static JdbcStateStoreBuilder builder(DataSource database) {
        return JdbcStateStoreBuilder.of(database);
    }

    @Override
    public Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term) {
        demandTerm(term);
        return db.write(connection, () -> leases.acquire(connection, who, now.run(), term));
    }

    @Override
    public Optional<Lease> renew(Lease held, Duration term) {
        demandTerm(term);
        return db.write(held.connection(), () -> leases.renew(held, now.run(), term));
    }

    private static void demandTerm(Duration term) {
        if (term.isNegative() || term.isZero()) {
            throw new IllegalArgumentException("A lease needs a term above zero; got " + term);
        }
    }

    @Override
    public void release(Lease lease) {
        db.change(lease.connection(), () -> leases.release(lease));
    }

    /** {@inheritDoc} In a SQLite file the traces of a forgotten pair are overwritten before this returns, as after {@link #erase}. */
    @Override
    public CommitResult commit(Lease lease, StateChange change) {
        CommitResult result = db.write(lease.connection(), () -> {
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
        db.change(connection, () -> marks.hint(connection, hints));
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
    public HistoryPage historyPage(HistoryQuery query) {
        return db.read(() -> events.find(query));
    }

    @Override
    public long countHistory(HistoryQuery query) {
        return db.read(() -> events.count(query));
    }

    /** {@inheritDoc} As after {@link #erase}, in a SQLite file the traces are overwritten before this returns. */
    @Override
    public long prune(Lease lease, Instant before, int most) {
        ConnectionId connection = lease.connection();
        long pruned = db.write(connection, () -> leases.isNewest(lease) ? events.prune(connection, before, most) : 0L);
        if (pruned > 0) {
            db.maintain(() -> db.dialect().forget(db.connection()));
        }
        return pruned;
    }

    @Override
    public Map<EntryState, Long> count(ConnectionId connection, PairId pair) {
        return db.read(() -> entries.count(connection, pair));
    }

    /**
     * {@inheritDoc} In a SQLite file the traces in free pages and in the write-ahead log are overwritten before this returns. In
     * PostgreSQL no query answers them any more; when the server overwrites them is its own matter.
     */
    @Override
    public long erase(ConnectionId connection, Collection<RecordRef> refs) {
        long erased = db.write(connection, () -> new Eraser(db, names, intents, connection, refs).erase());
        db.maintain(() -> db.dialect().forget(db.connection()));
        return erased;
    }

    /**
     * Copies a SQLite store, as of the last commit, into a new file that can be opened like any other. Commits wait meanwhile.
     *
     * @param target a file that is not there yet
     * @throws UnsupportedOperationException for PostgreSQL, which is backed up by {@code pg_dump}
     */
    public void backup(Path target) {
        db.maintain(() -> db.dialect().backup(db.connection(), target));
    }

    @Override
    public void close() {
        db.close();
    }
}
