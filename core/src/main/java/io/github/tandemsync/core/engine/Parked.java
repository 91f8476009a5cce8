package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records that were left to a person because several of them match. What becomes of one depends on the others: when enough of those
 * that share its digest have gone, or no longer share it, the rest are looked at again. A group that is still several on a side is
 * not, however often one of thousands changes.
 */
final class Parked {
    /** The reason of a record that matches several, or is one of several. */
    static final String CODE = "several-match";

    private static final Set<EntryState> AMBIGUOUS = EnumSet.of(EntryState.AMBIGUOUS);
    private static final Set<EntryState> CANDIDATES = EnumSet.of(
            EntryState.UNMATCHED,
            EntryState.WAITING,
            EntryState.AMBIGUOUS,
            EntryState.FAILING,
            EntryState.SUSPENDED,
            EntryState.UNLINKED);
    private static final int FEW = 100;

    private final Session session;
    private final ObjectPair pair;

    Parked(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    static boolean is(Entry entry) {
        Reason why = entry.reason();
        return entry.state() == EntryState.AMBIGUOUS
                && why != null
                && why.code().equals(CODE);
    }

    /** Whether records of the other side may be matched with it, now or once it can be seen. */
    static boolean isCandidate(Entry entry) {
        boolean free = entry.state() != EntryState.UNLINKED && entry.link() == null;
        return CANDIDATES.contains(entry.state()) && (free || LeftBehind.is(entry));
    }

    /**
     * Has those looked at again that the change sets free. To be called before the change is committed, which then says so too.
     *
     * @param works give entries as they were before; others that the change replaces are read from the store
     */
    void release(Collection<Work> works, StateChange change) {
        if (mayBeAny(change)) {
            Map<RecordRef, Entry> before = before(works);
            before.putAll(stored(before, change));
            releaseAmong(before, change);
        }
    }

    /** The same, where nothing but the records of the works can have been a candidate before. */
    void releaseOf(Collection<Work> works, StateChange change) {
        if (mayBeAny(change)) {
            releaseAmong(before(works), change);
        }
    }

    /** The same, where nothing but the given records can have been a candidate before. */
    void releaseOf(Map<RecordRef, Entry> before, StateChange change) {
        if (mayBeAny(change)) {
            releaseAmong(before, change);
        }
    }

    private boolean mayBeAny(StateChange change) {
        return !change.entries().isEmpty() && !pair.matchRules().isEmpty() && session.mayHaveAmbiguous(pair.id());
    }

    private Map<RecordRef, Entry> stored(Map<RecordRef, Entry> known, StateChange change) {
        List<RecordRef> refs = new ArrayList<>();
        for (EntryUpdate update : change.entries()) {
            RecordRef ref = update.entry().ref();
            if (update.entry().pair().equals(pair.id()) && !known.containsKey(ref)) {
                refs.add(ref);
            }
        }
        Map<RecordRef, Entry> stored = new HashMap<>();
        session.entries(pair.id(), refs).forEach(entry -> stored.put(entry.ref(), entry));
        return stored;
    }

    private void releaseAmong(Map<RecordRef, Entry> before, StateChange change) {
        for (MatchRule rule : pair.matchRules()) {
            Map<String, Set<Side>> left = new TreeMap<>();
            before.values().forEach(entry -> addIfLeft(entry, rule.id(), change, left));
            for (String digest : withParked(rule.id(), left.keySet())) {
                release(rule.id(), digest, Contract.known(left.get(digest)), change);
            }
        }
    }

    private void addIfLeft(Entry entry, String rule, StateChange change, Map<String, Set<Side>> left) {
        String digest = entry.digests().get(rule);
        EntryUpdate update = change.entry(pair.id(), entry.ref());
        if (digest != null && update != null && isCandidate(entry) && !isOf(rule, digest, update.entry())) {
            left.computeIfAbsent(digest, key -> EnumSet.noneOf(Side.class)).add(entry.side());
        }
    }

    private static boolean isOf(String rule, String digest, Entry entry) {
        return isCandidate(entry) && digest.equals(entry.digests().get(rule));
    }

    /** Those digests that a record has which was left to a person. */
    private Set<String> withParked(String rule, Set<String> digests) {
        Set<String> parked = new TreeSet<>();
        for (List<String> batch : Batches.of(digests, Batches.STORE)) {
            for (Side side : Side.values()) {
                Set<String> open = new TreeSet<>(batch);
                open.removeAll(parked);
                List<Entry> page;
                do { // one digest may have thousands, which would hide the others
                    page = open.isEmpty() ? List.of() : page(side, rule, open, AMBIGUOUS, null, Batches.STORE);
                    for (Entry entry : page) {
                        String digest = Contract.known(entry.digests().get(rule));
                        open.remove(digest);
                        if (is(entry)) {
                            parked.add(digest);
                        }
                    }
                } while (page.size() == Batches.STORE);
            }
        }
        return parked;
    }

    private List<Entry> page(
            Side side,
            String rule,
            Collection<String> digests,
            Set<EntryState> states,
            @Nullable RecordRef after,
            int limit) {
        return session.store()
                .entries(new EntryQuery.Sharing(
                        session.settings().connection(),
                        pair.id(),
                        side,
                        rule,
                        List.copyOf(digests),
                        states,
                        after,
                        limit));
    }

    /** Those that face nobody were set free when the last of the other side went: that one of them goes is nothing new. */
    private void release(String rule, String digest, Set<Side> sides, StateChange change) {
        int left = atMostTwo(Side.LEFT, rule, digest, change);
        int right = atMostTwo(Side.RIGHT, rule, digest, change);
        boolean one = left == 1 && right == 1;
        boolean alone = (left == 0 && sides.contains(Side.LEFT)) || (right == 0 && sides.contains(Side.RIGHT));
        if (one || alone) {
            raise(Side.LEFT, rule, digest, change);
            raise(Side.RIGHT, rule, digest, change);
        }
    }

    /** How many candidates there are once the change is committed, counted up to two. */
    private int atMostTwo(Side side, String rule, String digest, StateChange change) {
        int count = 0;
        RecordRef after = null;
        List<Entry> page;
        do {
            page = page(side, rule, Set.of(digest), CANDIDATES, after, FEW);
            for (Entry entry : page) {
                EntryUpdate update = change.entry(pair.id(), entry.ref());
                count += isOf(rule, digest, update == null ? entry : update.entry()) ? 1 : 0;
                after = entry.ref();
            }
        } while (count < 2 && page.size() == FEW);
        return Math.min(count, 2);
    }

    /** A page goes with the change, and each further one before it: looked at for nothing, if the change is not committed. */
    private void raise(Side side, String rule, String digest, StateChange change) {
        RecordRef after = null;
        List<Entry> page;
        do {
            page = page(side, rule, Set.of(digest), AMBIGUOUS, after, Batches.STORE);
            StateChange own = after == null ? change : new StateChange();
            for (Entry entry : page) {
                after = entry.ref();
                raise(entry, change, own);
            }
            if (own != change) {
                session.commit(own);
            }
        } while (page.size() == Batches.STORE);
    }

    private void raise(Entry stored, StateChange change, StateChange own) {
        EntryUpdate update = change.entry(pair.id(), stored.ref());
        if (update == null && is(stored) && !isBegun(stored)) {
            own.put(decidedAnew(stored));
        } else if (update != null && is(update.entry()) && !isRaised(update)) {
            change.put(decidedAnew(update.entry()));
        }
    }

    /** What was decided about it stands as long as its version does; without a version, it does not stand. */
    private EntryUpdate decidedAnew(Entry entry) {
        return EntryUpdate.raise(entry.withStamp(null), session.now());
    }

    private static boolean isRaised(EntryUpdate update) {
        return update.mark() instanceof EntryUpdate.Raise && update.entry().stamp() == null;
    }

    private boolean isBegun(Entry entry) {
        return entry.mark().isDue(session.now()) && entry.stamp() == null;
    }

    /** What each record of the works was when the round began. */
    private static Map<RecordRef, Entry> before(Collection<Work> works) {
        Map<RecordRef, Entry> before = new TreeMap<>();
        works.forEach(work -> work.gathered().forEach(entry -> before.put(entry.ref(), entry)));
        return before;
    }
}
