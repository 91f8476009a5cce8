package io.github.tandemsync.core.state;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine remembers. Bulk reads, one atomic write. Obligations of an implementation, checked by the contract test of
 * the {@code testkit} module:
 *
 * <ul>
 *   <li>{@link #commit} MUST be all or nothing, durable on return, and MUST check the lease's epoch in the same transaction.
 *   <li>At most one live link per record and pair: a commit that would break this MUST fail whole.
 *   <li>What a commit forgets of a pair ({@link StateChange#forget}) MUST be gone from every answer when it returns, in the same
 *       transaction and under the same check of the epoch; a durable medium MUST NOT keep the content readable in what it freed.
 *   <li>Marks MUST follow {@link EntryUpdate#apply}; {@link #hint} MUST work without a lease and while another commits.
 *   <li>Lists MUST come in a defined order, the same for the same content.
 *   <li>A read MUST see every commit that returned before it. Methods MUST be safe for several threads.
 *   <li>What the medium throws MUST be wrapped in {@link StateStoreException} with the remedy; unknown newer schemas refused.
 * </ul>
 */
public interface StateStore extends AutoCloseable {

    /**
     * Takes the lease, and raises its epoch: also if a lease of the same holder runs, which then is one that ended without giving it
     * back, or another runner by the same name, which must not go on. Empty if another holder's lease runs. Expiry is judged by the
     * store's own clock.
     */
    Optional<Lease> acquire(ConnectionId connection, HolderId who, Duration term);

    /**
     * Renews a lease that was taken, and keeps its epoch. One that has expired or was released is taken anew, which raises the epoch.
     * Empty if another lease runs, whoever holds that.
     */
    Optional<Lease> renew(Lease held, Duration term);

    /** Gives the lease back; does nothing if it is no longer held. */
    void release(Lease lease);

    /** Applies the change, unless the lease's epoch is no longer the newest. An expired but not retaken lease may commit. */
    CommitResult commit(Lease lease, StateChange change);

    /** Raises marks, creating entries that are not known. Needs no lease. */
    void hint(ConnectionId connection, Collection<Hint> hints);

    /** Pins, cursors and pair states. Empty for a connection that has never committed. */
    ConnectionState connection(ConnectionId connection);

    List<Entry> entries(EntryQuery query);

    /** Joins the sides of a pair by digest; groups in the order of digests. */
    List<MatchGroup> matches(MatchQuery query);

    /** The links asked for that exist, live or not, of one pair; at most 1,000 ids. */
    List<Link> links(ConnectionId connection, PairId pair, Collection<LinkId> ids);

    /** Every open intent, in the order in which they were opened. */
    List<Intent> intents(ConnectionId connection);

    /** Events, oldest first, and from where to go on: a walk by {@link HistoryQuery#after} sees each event once that is kept meanwhile. */
    HistoryPage historyPage(HistoryQuery query);

    /** The events alone. */
    default List<HistoryEntry> history(HistoryQuery query) {
        return historyPage(query).events();
    }

    /** How many events the query would answer, without its limits. */
    long countHistory(HistoryQuery query);

    /**
     * Drops events from before the given time, the oldest first, of one time in the order of commits. Conflicts that are open stay.
     * Like a commit it is atomic and durable, and changes nothing if the lease's epoch is no longer the newest; what it drops is as
     * gone as what is erased.
     *
     * @param most at most so many events
     * @return how many were dropped
     */
    long prune(Lease lease, Instant before, int most);

    /** How many entries of the pair are in each state. */
    Map<EntryState, Long> count(ConnectionId connection, PairId pair);

    /**
     * Forgets everything that was stored of a record's content: digests, bases, values of intents, values and evidence of history.
     * Keeps the entry; {@link Erasure} says what is left of each row.
     *
     * @return how many rows were changed
     */
    default long erase(ConnectionId connection, RecordRef ref) {
        return erase(connection, Collections.singletonList(ref));
    }

    /** As {@link #erase(ConnectionId, RecordRef)}, for several records. */
    long erase(ConnectionId connection, Collection<RecordRef> refs);

    @Override
    void close();
}
