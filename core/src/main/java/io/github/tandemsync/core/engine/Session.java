package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CommitResult;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run: the lease, the connection's small state as last committed, and the one way to commit. Opened anew for each slice of the
 * run. Confined to one thread.
 */
final class Session {
    private static final Duration CURSOR_AGE = Duration.ofHours(1);
    private static final String DIGEST_KEY = "digest-key";

    /** Ids of intents count up from here without the first digit, so that they are equally long, and sort as they were made. */
    private static final long FIRST_INTENT = 1_000_000_000L;

    private final Settings settings;
    private final String run;
    private final LeaseKeeper lease;
    private final CreateKeys keys;
    private final Ledger ledger;
    private final Map<Side, Endpoint> endpoints;
    private final Map<CursorKey, Slide> slides;
    private final Predicate<PairId> leaving;
    private final Consumer<Session> older;
    private final Set<PairId> included = new HashSet<>();
    private final Arrivals arrivals;
    private final SortedMap<CursorKey, SavedCursor> cursors = new TreeMap<>();
    private final SortedMap<PairId, PairState> pairs = new TreeMap<>();
    private final SortedMap<String, String> pins = new TreeMap<>();
    private final OpenIntents intents = new OpenIntents();
    private final Set<RecordRef> moving = new HashSet<>();
    private final RefusedCreates refusedCreates = new RefusedCreates();
    private final HeldBack heldBack = new HeldBack();
    private final Map<PairId, Boolean> ambiguous = new HashMap<>();
    private final Policies policies;
    private final KnownRights rights = new KnownRights();
    private @Nullable Digests digests;
    private @Nullable Slice slice;
    private long lastIntent = FIRST_INTENT;
    private Instant earliestMark = Instant.MAX;
    private boolean witnessed;

    /**
     * @param slides cursors that moved and are not saved; the runner's, so that they outlive the run
     * @param arrivals the runner's too
     * @param leaving whether a pair is about to be disabled by another thread; may be asked on any
     * @param older what is to be done first where the store is older than what was done with it
     */
    Session(
            Settings settings,
            Map<Side, Endpoint> endpoints,
            LeaseKeeper lease,
            Map<CursorKey, Slide> slides,
            Arrivals arrivals,
            Predicate<PairId> leaving,
            Consumer<Session> older) {
        this.leaving = leaving;
        this.older = older;
        this.settings = settings;
        this.run = settings.ids().get();
        this.lease = lease;
        this.policies = new Policies(settings.hostCode(), lease::check);
        this.slides = slides;
        this.arrivals = arrivals;
        this.endpoints = new EnumMap<>(endpoints);
        this.keys = new CreateKeys(settings.connection());
        this.ledger = new Ledger(settings, run);
    }

    /** Takes the lease and reads the connection's state: another runner may have changed it since the slice before. */
    void open(Slice next) {
        slice = next;
        lease.begin();
        List.of(cursors, pairs, pins, ambiguous).forEach(Map::clear);
        intents.clear();
        ConnectionState state = settings.store().connection(settings.connection());
        cursors.putAll(state.cursors());
        pairs.putAll(state.pairs());
        pins.putAll(state.pins());
        settings.store().intents(settings.connection()).forEach(intents::opened);
        witnessed = false;
        if (Generations.isOlder(settings, pins)) {
            older.accept(this);
        }
        if (!pins.containsKey(DIGEST_KEY)) {
            commit(new StateChange()
                    .pin(DIGEST_KEY, settings.ids().get() + settings.ids().get()));
        }
        digests = new Digests(Contract.known(pins.get(DIGEST_KEY)));
    }

    /** A cursor that moved since it was saved; it counts for as long as that one is still the saved one. */
    record Slide(SavedCursor from, SavedCursor to) {}

    Settings settings() {
        return settings;
    }

    StateStore store() {
        return settings.store();
    }

    String run() {
        return run;
    }

    Ledger ledger() {
        return ledger;
    }

    /** What came to be while this runner was watching. */
    Arrivals arrivals() {
        return arrivals;
    }

    RefusedCreates refusedCreates() {
        return refusedCreates;
    }

    /** What the guard holds back until somebody consents. */
    HeldBack heldBack() {
        return heldBack;
    }

    /** Asks the policies about conflicts. */
    Policies policies() {
        return policies;
    }

    /** What the run has learnt of rights. */
    KnownRights rights() {
        return rights;
    }

    /** Makes the calls that do not depend on each other. */
    Stage stage() {
        return settings.stage();
    }

    /** What may still be done before the run has to pause. */
    Slice slice() {
        return Contract.known(slice);
    }

    Endpoint endpoint(Side side) {
        return Contract.known(endpoints.get(side));
    }

    Digests digests() {
        return Contract.known(digests);
    }

    CreateKeys keys() {
        return keys;
    }

    CreateKey keyFor(Entry source) {
        return keys.derive(source.pair(), source.ref(), source.generation());
    }

    Instant now() {
        return settings.clock().instant();
    }

    /** In the order in which they are asked for. */
    IntentId intentId() {
        return new IntentId(run + "-" + String.valueOf(++lastIntent).substring(1));
    }

    Reason reason(String code, String detail) {
        return new Reason(code, detail, now());
    }

    long epoch() {
        return lease.held().epoch();
    }

    /** Asked by connectors immediately before a write is sent. */
    Fence fence() {
        return lease::check;
    }

    /** Entries of the pair by address; unknown ones are missing. */
    List<Entry> entries(PairId pair, Collection<RecordRef> refs) {
        List<Entry> entries = new ArrayList<>();
        for (List<RecordRef> batch : Batches.of(refs, Batches.STORE)) {
            entries.addAll(settings.store().entries(new EntryQuery.ByRef(settings.connection(), pair, batch)));
        }
        return entries;
    }

    /** Links of the pair, live or not; unknown ones are missing. */
    List<Link> links(PairId pair, Collection<LinkId> ids) {
        return List.copyOf(StoredLinks.of(settings, pair, ids).values());
    }

    /** Writes that name the record as source or target and whose outcome is not yet known. */
    List<Intent> intents(PairId pair, RecordRef ref) {
        return intents.of(pair, ref);
    }

    /** Whether the record may be the copy of a create whose outcome is not yet known, by an id that is the key. */
    boolean isAwaited(PairId pair, RecordRef ref) {
        return intents.isAwaited(pair, ref);
    }

    /** Every write whose outcome is not yet known, in the order in which they were journalled. */
    List<Intent> intents() {
        return intents.all();
    }

    /** From here on, links count as made meanwhile. */
    void roundBegins() {
        moving.clear();
        heldBack.roundBegins();
    }

    /** The record's links change in this round. */
    void moves(RecordRef ref) {
        moving.add(ref);
    }

    /** Whether the record's links changed since the round began: whoever waits for it, and may have missed it, looks again. */
    boolean movedMeanwhile(RecordRef ref) {
        return moving.contains(ref);
    }

    PairState pair(PairId id) {
        return pairs.getOrDefault(id, PairState.NEW);
    }

    /** Whether the pair is enabled, or included, and nobody waits for it to be disabled: then nothing more of it is begun. */
    boolean takesPart(PairId id) {
        return (included.contains(id) || pair(id).enabled()) && !leaving.test(id);
    }

    /** Has a disabled pair take part. */
    void include(PairId id) {
        included.add(id);
    }

    /** The pairs of which the store has a state. */
    Set<PairId> pairs() {
        return Collections.unmodifiableSet(pairs.keySet());
    }

    Map<String, String> pins() {
        return Collections.unmodifiableMap(pins);
    }

    @Nullable
    String pin(String name) {
        return pins.get(name);
    }

    /** Where the feed was read up to, saved or not; null to start. */
    @Nullable
    SavedCursor cursor(CursorKey key) {
        SavedCursor saved = cursors.get(key);
        Slide slide = slides.get(key);
        return slide != null && slide.from().equals(saved) ? slide.to() : saved;
    }

    /** A cursor that moved without marks: saved with the next commit, or when the saved one grows old. */
    void slide(CursorKey key, SavedCursor cursor, @Nullable Duration life) {
        SavedCursor saved = cursors.get(key);
        if (saved != null && saved.cursor().equals(cursor.cursor())) {
            return;
        }
        Duration most = life == null || life.dividedBy(4).compareTo(CURSOR_AGE) > 0 ? CURSOR_AGE : life.dividedBy(4);
        if (saved == null || !saved.at().plus(most).isAfter(now())) {
            commit(new StateChange().cursor(key, cursor));
        } else {
            slides.put(key, new Slide(saved, cursor));
        }
    }

    /** Makes the change durable, or ends the run if the lease is gone. An empty change costs nothing. */
    void commit(StateChange change) {
        if (change.isEmpty()) {
            return;
        }
        slides.forEach((key, slide) -> {
            boolean newer = change.cursors().containsKey(key)
                    || change.droppedCursors().contains(key)
                    || change.forgotten().contains(key.pair());
            if (!newer && slide.from().equals(cursors.get(key))) {
                change.cursor(key, slide.to());
            }
        });
        boolean first = !witnessed;
        if (first) {
            Generations.raise(settings, pins, change);
        }
        if (settings.store().commit(lease.held(), change) == CommitResult.STALE) {
            throw lease.lost();
        }
        witnessed = true;
        slides.clear();
        marked(change);
        change.forgotten().forEach(this::forgotten);
        cursors.putAll(change.cursors());
        cursors.keySet().removeAll(change.droppedCursors());
        pairs.putAll(change.pairs());
        pins.putAll(change.pins());
        if (first) {
            Generations.tell(settings, pins);
        }
        moving.addAll(change.wakes());
        change.closed().forEach(intents::closed);
        change.opened().forEach(intents::opened);
        ledger.happened(change.history());
    }

    /** Whether the pair may have records that are left to a person. Asks the store once a slice. */
    boolean mayHaveAmbiguous(PairId pair) {
        return ambiguous.computeIfAbsent(
                pair,
                id -> !store().entries(new EntryQuery.InState(
                                settings.connection(), id, Set.of(EntryState.AMBIGUOUS), null, 1))
                        .isEmpty());
    }

    /** Drops history from before the time, at most so many events; answers how many. */
    long prune(Instant before, int most) {
        return settings.store().prune(lease.held(), before, most);
    }

    private void forgotten(PairId pair) {
        cursors.keySet().removeIf(key -> key.pair().equals(pair));
        pairs.remove(pair);
        intents().stream().filter(intent -> intent.pair().equals(pair)).forEach(intent -> intents.closed(intent.id()));
    }

    private void marked(StateChange change) {
        for (EntryUpdate update : change.entries()) {
            if (update.entry().state() == EntryState.AMBIGUOUS) {
                ambiguous.put(update.entry().pair(), true);
            }
            Instant old = update.entry().mark().due();
            Instant due = update.mark() instanceof EntryUpdate.Reschedule later ? later.due() : null;
            if (update.mark() instanceof EntryUpdate.Raise raise) {
                due = old != null && old.isBefore(raise.due()) ? old : raise.due();
            }
            earliestMark = due != null && due.isBefore(earliestMark) ? due : earliestMark;
        }
        Instant woken = change.wakeDue();
        earliestMark = woken != null && woken.isBefore(earliestMark) ? woken : earliestMark;
    }

    /** The earliest time for which a look was asked since this was asked last; the end of time if none was. */
    Instant takeEarliestMark() {
        Instant earliest = earliestMark;
        earliestMark = Instant.MAX;
        return earliest;
    }

    /** An event about a record, for the history. */
    HistoryEntry event(
            HistoryEntry.Kind kind, PairId pair, Side side, RecordRef ref, @Nullable RecordRef other, String detail) {
        return new HistoryEntry(
                pair, run, kind, side, ref, other, null, Values.none(), Values.none(), detail, false, now());
    }

    HistoryEntry event(HistoryEntry.Kind kind, Entry entry, @Nullable RecordRef other, String detail) {
        return event(kind, entry.pair(), entry.side(), entry.ref(), other, detail);
    }
}
