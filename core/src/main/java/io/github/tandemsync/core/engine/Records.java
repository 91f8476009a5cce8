package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a runner knows of single records, and what may be asked for them. Safe for several threads; what changes something waits for a
 * run to end, and throws an {@link IllegalStateException} if it is called from inside one.
 */
public final class Records {
    private static final Set<EntryState> HELD_UP =
            Set.of(EntryState.FAILING, EntryState.SUSPENDED, EntryState.WAITING, EntryState.AMBIGUOUS);

    private final Settings settings;
    private final Pairs pairs;
    private final Consumer<Consumer<Session>> underLease;
    private final Consumer<Consumer<Session>> withoutSystems;
    private final Runnable news;

    /**
     * @param underLease commits under the lease, once both systems are known to be the store's
     * @param withoutSystems commits under the lease, whoever the systems are
     * @param news called when there is something to do
     */
    Records(
            Settings settings,
            Pairs pairs,
            Consumer<Consumer<Session>> underLease,
            Consumer<Consumer<Session>> withoutSystems,
            Runnable news) {
        this.settings = settings;
        this.pairs = pairs;
        this.underLease = underLease;
        this.withoutSystems = withoutSystems;
        this.news = news;
    }

    /**
     * Tells the records of a pair that are in a state, each once, read from the store page by page. Needs no lease; a record whose
     * state changes meanwhile may be told or not.
     *
     * @param pair the name of a pair that the runner was built with
     * @param sink called on this thread; what it throws comes out as it is
     * @throws IllegalArgumentException if the runner does not know the pair
     */
    public void in(String pair, EntryState state, Consumer<RecordRef> sink) {
        EntryPages.each(
                settings,
                pairs.known(pair),
                Set.of(state),
                page -> page.stream().map(Entry::ref).forEach(sink));
    }

    /**
     * Tells the field rules of a pair's linked records that are in a state, each once, with the two records and the reason: what was
     * REFUSED, is FROZEN, is HELD, or is WAITING, of records that are LINKED all the same. Open conflicts are told by {@link
     * SyncRunner#conflicts()} too, with their values. Reads every live link of the pair from the store, page by page, so that memory
     * does not grow with their number. Needs no lease; a rule whose state changes meanwhile may be told or not.
     *
     * @param pair the name of a pair that the runner was built with
     * @param sink called on this thread; what it throws comes out as it is. It may call {@link #retry} or {@link Pairs#thaw}
     * @throws IllegalArgumentException if the runner does not know the pair
     */
    public void withRule(String pair, Status status, Consumer<RuleStanding> sink) {
        new RuleStandings(settings, pairs.known(pair)).each(status, sink);
    }

    /**
     * Tells the paused links of a pair, each once, with the two records and the reason: one of the two has left its side's membership
     * filter, and nothing is written in either direction until both are in again. Both records are LINKED all the same. Reads every
     * live link of the pair from the store, page by page, so that memory does not grow with their number. Needs no lease; a link that
     * is paused, or goes on, meanwhile may be told or not.
     *
     * @param pair the name of a pair that the runner was built with
     * @param sink called on this thread; what it throws comes out as it is
     * @throws IllegalArgumentException if the runner does not know the pair
     */
    public void paused(String pair, Consumer<PausedLink> sink) {
        new PausedLinks(settings, pairs.known(pair)).each(sink);
    }

    /**
     * Tries records again that something holds up, as if for the first time: at the next run, with their attempts forgotten, whatever
     * was refused or parked before and however long they were to wait. For when what was in the way is mended: a right, a property, a
     * value that the other side did not take. It concerns records that are FAILING, SUSPENDED, WAITING or AMBIGUOUS, linked ones of
     * which a rule is refused or parked, and those that are SHADOWED as twins, which then are records of their own, in every pair of
     * this runner; conflicts, what was taken back and frozen rules stay as they
     * are. A record that changes needs no retry. After {@link SyncRunner#start} the next run begins sooner, as after a hint.
     *
     * @return those that are tried again; the others are not held up, or not known
     * @throws IllegalArgumentException if no pair of this runner has a record's type; nothing is changed then
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     */
    public SortedSet<RecordRef> retry(Collection<RecordRef> records) {
        Hints.demandKnown(settings, records);
        SortedSet<RecordRef> retried = new TreeSet<>();
        underLease.accept(session -> {
            for (ObjectPair pair : settings.pairs()) {
                for (List<RecordRef> batch : Batches.of(new TreeSet<>(records), Batches.STORE)) {
                    retry(session, pair, batch, retried);
                }
            }
        });
        if (!retried.isEmpty()) {
            news.run();
        }
        return Collections.unmodifiableSortedSet(retried);
    }

    /**
     * Forgets every value that is stored about a record and its counterpart, ends their link, and keeps both out of the sync for
     * good: should one of them come back, or a record turn up on either side that shows what identifies them (its address, the
     * create key of a copy, the match text of a rule that is {@linkplain io.github.tandemsync.core.rule.MatchRule#identifying()
     * identifying}), it is neither created on the other side nor linked, but EXCLUDED as {@code erased} and reported. Kept for that
     * are keyed hashes. Neither system is written to: delete the records there yourself.
     *
     * <p>It is a person that is erased: what was merged into the record goes with it, and so does what the record was merged into, by
     * however many steps, each with what faces it. {@link ErasureReport#records()} names all of them.
     *
     * <p>Both systems are asked for the records, since a value may have changed since the last run; records that are gone from
     * there are known by what the store holds, and so is everything of a system that does not answer or is another account's. What
     * could not be learned, also because a match rule threw, is in {@link ErasureReport#problems()}. Done again, it erases what has
     * been stored since. If the process dies in the middle, nothing is created any more, and a second call erases the rest.
     *
     * @param ref a record of a type that a pair of this runner has, or that the store knows; the counterpart need not be named
     * @throws IllegalArgumentException if neither the runner nor the store knows the record
     * @throws IllegalStateException if it is called from inside a run, by a listener for example
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     * @throws io.github.tandemsync.core.TandemException if the store fails
     */
    public ErasureReport erase(RecordRef ref) {
        return answer(withoutSystems, session -> new Eraser(session).erase(ref));
    }

    /**
     * Lets an erased record, or one that was taken for it, take part again, for somebody who has consented anew: it is looked at by
     * the next run as if it had come back. What was erased stays so. A value that a match rule does not take keeps nobody out, and is
     * passed over.
     *
     * @return false if nothing kept it out
     * @throws IllegalArgumentException if neither the runner nor the store knows the record
     * @throws IllegalStateException if it is called from inside a run, by a listener for example
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     * @throws io.github.tandemsync.core.TandemException if a system does not answer, or the store fails
     */
    public boolean readmit(RecordRef ref) {
        return answer(underLease, session -> new Eraser(session).readmit(ref));
    }

    private static void retry(Session session, ObjectPair pair, List<RecordRef> refs, Set<RecordRef> retried) {
        StateChange change = new StateChange();
        for (Entry entry : session.entries(pair.id(), refs)) {
            Link link = Links.live(session, entry);
            boolean parked = link != null && unpark(pair, link, change);
            if (parked || HELD_UP.contains(entry.state()) || Twins.isShadowed(entry)) {
                change.put(EntryUpdate.reschedule(undecided(entry), session.now(), 0));
                retried.add(entry.ref());
            }
        }
        session.commit(change);
    }

    /** What was decided about it stands as long as its version does; without a version, it does not stand. */
    private static Entry undecided(Entry entry) {
        Entry free = Twins.isShadowed(entry) ? entry.in(EntryState.UNMATCHED, null) : entry;
        return entry.state() == EntryState.AMBIGUOUS ? free.withStamp(null) : free;
    }

    private static boolean unpark(ObjectPair pair, Link link, StateChange change) {
        Link open = Refused.undecided(pair, link);
        if (open.equals(link)) {
            return false;
        }
        Links.replace(link, open, change);
        return true;
    }

    private static <T> T answer(Consumer<Consumer<Session>> committing, Function<Session, T> work) {
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        committing.accept(session -> answer.set(work.apply(session)));
        return Contract.known(answer.get());
    }
}
