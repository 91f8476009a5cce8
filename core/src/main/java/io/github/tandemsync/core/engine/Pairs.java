package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Distrust.Older;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The switches and states of a runner's pairs, and their end. Safe for several threads; what changes a state waits for a run to end,
 * and throws an {@link IllegalStateException} if it is called from inside one, by a listener or a rule for example.
 * A pair whose mapping is not in use any more, so that the runner was built without it, can still be looked at, disabled, exported
 * and deleted, as long as the store knows it.
 */
public final class Pairs {
    private final Settings settings;
    private final Consumer<Consumer<Session>> underLease;
    private final Consumer<Consumer<Session>> withoutSystems;
    private final ConcurrentMap<PairId, Integer> leaving = new ConcurrentHashMap<>();

    /**
     * @param underLease commits under the lease, once both systems are known to be the store's
     * @param withoutSystems commits under the lease, without asking the systems anything
     */
    Pairs(Settings settings, Consumer<Consumer<Session>> underLease, Consumer<Consumer<Session>> withoutSystems) {
        this.settings = settings;
        this.underLease = underLease;
        this.withoutSystems = withoutSystems;
    }

    /** The pairs that the runner was built with, in their order. */
    public List<PairId> ids() {
        return settings.pairs().stream().map(ObjectPair::id).toList();
    }

    /** The pairs of which the store has a state, in the order of their names: also those that the runner was built without. */
    public List<PairId> stored() {
        return List.copyOf(
                settings.store().connection(settings.connection()).pairs().keySet());
    }

    /** Lets the pair take part in runs from now on. What it knew when it was disabled is still known. */
    public void enable(String pair) {
        change(known(pair), state -> state.enabled(true));
    }

    /**
     * Keeps the pair out of runs. Entries, links, bases and cursors are kept. Asks neither system.
     *
     * <p>Called from another thread while a run goes on, it takes effect at once: what the run has sent is settled, and no batch of
     * the pair is sent, and no round of it begun, any more; the run goes on with its other pairs. The call returns when it is
     * durable, which is when the run, or its slice, has ended: from then on nothing of the pair is being written.
     *
     * @param pair the name of a pair that the runner was built with, or that the store knows
     * @throws IllegalArgumentException if neither the runner nor the store knows the pair
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease; the pair stays enabled then
     */
    public void disable(String pair) {
        PairId id = storedOrKnown(pair);
        leaving.merge(id, 1, Integer::sum);
        try {
            change(withoutSystems, id, state -> state.enabled(false));
        } finally {
            leaving.computeIfPresent(id, (key, calls) -> calls == 1 ? null : calls - 1);
        }
    }

    /** Whether somebody is waiting for the pair to be disabled. */
    boolean isLeaving(PairId pair) {
        return leaving.containsKey(pair);
    }

    /**
     * Forgets a disabled pair: everything that the store holds of it, its history and all values included, in one commit. Neither
     * system is asked or written, {@link #links} tells before what belongs together, and what other pairs know stays. Records of theirs that wait for
     * a record of this pair go on waiting, and references into it stand still, until it is linked again.
     *
     * <p>Enabled again, the pair begins with first contact, with the settings of its mapping and without consents. Copies that the
     * library made are found by match rules, and else by their create keys, which hold as long as the pair keeps its name and its
     * connection: nothing is made twice. But what somebody had decided is forgotten too: values that differ are conflicts, and what
     * was unlinked or deleted may be matched or made again, unless the system still shows the deleted copy.
     *
     * <p>A write without an answer may still arrive until the settle time is over; until then the pair is not deleted. After that
     * the write is forgotten like the rest, and what the systems show counts, whether it ran or not. A run in slices goes on without
     * the pair. Done again, it does nothing. It takes time in proportion to what is stored, and memory only for the pair's open
     * writes.
     *
     * @param pair the name of a pair that the runner was built with, or that the store knows
     * @throws IllegalStateException if the pair is enabled, if one of its writes may still arrive, or if it is called from inside a
     *     run, by a listener for example
     * @throws IllegalArgumentException if neither the runner nor the store knows the pair
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     */
    public void delete(String pair) {
        PairId id = storedOrKnown(pair);
        withoutSystems.accept(session -> {
            demandDeletable(session, id);
            session.commit(new StateChange().forget(id));
        });
    }

    private static void demandDeletable(Session session, PairId id) {
        if (session.pair(id).enabled()) {
            throw new IllegalStateException(
                    "Pair " + id + " is enabled, so runs still work on it. Nothing was deleted; call"
                            + " pairs().disable(\"" + id + "\") first");
        }
        List<Instant> arriving = session.intents().stream()
                .filter(intent -> intent.pair().equals(id))
                .map(intent -> Intents.latest(session.settings(), intent))
                .filter(latest -> latest.isAfter(session.now()))
                .sorted()
                .toList();
        if (!arriving.isEmpty()) {
            throw new IllegalStateException("Of the writes of pair " + id + " that got no answer, " + arriving.size()
                    + " may still arrive. Nothing was deleted; delete it at "
                    + arriving.get(arriving.size() - 1) + " or later");
        }
    }

    /**
     * Tells which record is which on the other side: every live link of the pair, each once, read from the store page by page, so that
     * memory does not grow with their number. Needs no lease and may be called while a run goes on; a link that is made or ended
     * meanwhile may be told or not.
     *
     * @param pair the name of a pair that the runner was built with, or that the store knows
     * @param sink called on this thread; what it throws ends the export and comes out as it is
     * @throws IllegalArgumentException if neither the runner nor the store knows the pair
     */
    public void links(String pair, Consumer<LinkId> sink) {
        new IdentityMap(settings, storedOrKnown(pair)).each(sink);
    }

    /**
     * Takes the mapped fields as they now are. A pair whose field is gone, or of another kind than when the mapping was first used,
     * is left out of runs until then.
     */
    public void acceptSchema(String pair) {
        change(known(pair), SchemaWatch::accepting);
    }

    /**
     * Lets so many more removals and emptied fields through, within the next 24 hours, than the guard would. What was consented to
     * before counts beside it, each for 24 hours of its own. What is held back follows when it is looked at next, within the hour.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public void consentToRemovals(String pair, int more) {
        if (more < 1) {
            throw new IllegalArgumentException("Consent to at least 1 more, not to " + more
                    + "; what was consented to before can not be taken back, and ends after 24 hours");
        }
        change(
                known(pair),
                state -> Guard.consenting(state, more, settings.clock().instant()));
    }

    /**
     * Why the pair is suspended, so that it takes no part in runs, and what to do about it; null if it is not. It is if another sync
     * seems to work on the same records ({@link #resume}), if a mapped field is gone or of another kind ({@link #acceptSchema}), or if
     * a right to write was missing; the last two end by themselves once the field or the right is there again. Read from the store.
     */
    public @Nullable String suspended(String pair) {
        ObjectPair own = settings.pair(known(pair));
        return Suspension.trouble(Contract.known(own), state(pair));
    }

    /**
     * Lets a suspended pair take part in runs again. A pair is suspended when too much within a day shows that another sync works on
     * the same records: see to that first. Frozen rules stay frozen ({@link #thaw}), and what the other sync has made stays
     * ambiguous. A pair that lacks a right to write goes on by itself; this has the next run try it at once.
     */
    public void resume(String pair) {
        change(known(pair), state -> Suspension.resumed(state, settings.clock().instant()));
    }

    /**
     * Puts the pair under recovery rules: for a store that is older than the systems, such as a backup that was restored. What the
     * store holds as last agreed on is forgotten. The next run lists both sides, links what belongs together by create key and match
     * rule, and compares: fields that agree are in step, those that differ are conflicts for a person, also where a policy would
     * decide or one side is empty, and wait in {@link SyncRunner#conflicts()}. Nothing that somebody wrote is overwritten, and what
     * lost its counterpart stays. Records without a counterpart are created as ever, once both sides are listed. It ends by itself
     * when everything is compared; conflicts wait until somebody settles them. Asks neither system; done again, it begins anew.
     *
     * @param pair the name of a pair that the runner was built with
     * @throws IllegalStateException if it is called from inside a run, by a listener for example
     * @throws io.github.tandemsync.core.connector.FencedException if another runner holds the lease
     */
    public void recover(String pair) {
        change(
                withoutSystems,
                known(pair),
                state -> Distrust.begun(state, Older.STORE, settings.clock().instant()));
    }

    /** Whether the pair is under the rules of {@link #recover} still: not everything is compared. */
    public boolean isRecovering(String pair) {
        return Distrust.isOn(state(pair));
    }

    /**
     * Lets a frozen rule of a linked record sync again: what was edited meanwhile is merged at the next run. A rule is frozen when
     * a side keeps returning to a value that was overwritten; see to it first that whoever does so stops.
     *
     * @param pair the pair's name
     * @param record one of the link's two records
     * @param rule the rule's id, as explanations show it
     * @return false if the rule is not frozen
     * @throws IllegalArgumentException if the pair does not know the record, or it is not linked
     */
    public boolean thaw(String pair, RecordRef record, String rule) {
        PairId id = known(pair);
        AtomicBoolean thawed = new AtomicBoolean();
        underLease.accept(session -> {
            Link link = session.entries(id, List.of(record)).stream()
                    .map(entry -> Links.live(session, entry))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            record + " is not linked in " + id + "; explain(..) says what is known of it"));
            RuleState state = link.rule(rule);
            if (state.status() == Status.FROZEN) {
                StateChange change = new StateChange().put(link.withRule(rule, state.thawed()));
                session.entries(id, List.of(link.ref(Side.LEFT), link.ref(Side.RIGHT)))
                        .forEach(entry -> change.put(EntryUpdate.raise(entry, session.now())));
                session.commit(change);
                thawed.set(true);
            }
        });
        return thawed.get();
    }

    /** Whether the pair takes part in runs, and how far it has come. */
    public PairState state(String pair) {
        return settings.store().connection(settings.connection()).pair(storedOrKnown(pair));
    }

    /** How many of the pair's records are in each state, both sides together. */
    public Map<EntryState, Long> counts(String pair) {
        return settings.store().count(settings.connection(), storedOrKnown(pair));
    }

    /**
     * How many field rules of the pair's linked records are in each state: {@link Records#withRule} names those of one. Reads every
     * live link from the store, page by page, so it takes time in proportion to their number, unlike {@link #counts}. Needs no lease.
     *
     * @param pair the name of a pair that the runner was built with, or that the store knows
     * @return every state, also those that no rule is in. A rule that was never looked at is in none
     */
    public Map<Status, Long> ruleCounts(String pair) {
        return new RuleStandings(settings, storedOrKnown(pair)).count();
    }

    /**
     * How many of the pair's links are paused, because one of the two records has left its side's membership filter: {@link
     * Records#paused} names them. In {@link #counts} their records are LINKED. Reads every live link from the store, page by page, as
     * {@link #ruleCounts} does. Needs no lease.
     *
     * @param pair the name of a pair that the runner was built with, or that the store knows
     */
    public long pausedCount(String pair) {
        return new PausedLinks(settings, storedOrKnown(pair)).count();
    }

    private void change(PairId id, UnaryOperator<PairState> change) {
        change(underLease, id, change);
    }

    private static void change(Consumer<Consumer<Session>> door, PairId id, UnaryOperator<PairState> change) {
        door.accept(session -> {
            PairState before = session.pair(id);
            PairState after = change.apply(before);
            if (!after.equals(before)) {
                session.commit(new StateChange().pair(id, after));
            }
        });
    }

    PairId known(String pair) {
        PairId id = new PairId(pair);
        if (!ids().contains(id)) {
            throw new IllegalArgumentException("This runner has no pair " + id + "; it was built with " + ids());
        }
        return id;
    }

    /** The pair of that name, as the runner was built with it. */
    ObjectPair definition(String pair) {
        return Contract.known(settings.pair(known(pair)));
    }

    private PairId storedOrKnown(String pair) {
        PairId id = new PairId(pair);
        if (!ids().contains(id) && !stored().contains(id)) {
            throw new IllegalArgumentException("Neither this runner nor its store has a pair " + id
                    + "; the runner was built with " + ids() + ", and the store has " + stored());
        }
        return id;
    }
}
