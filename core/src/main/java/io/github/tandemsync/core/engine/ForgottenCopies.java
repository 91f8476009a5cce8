package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A store that was put back, or begun anew, has forgotten creates, and meets their copies: each is looked at before anything is made
 * of its source. Of one in the bin, the user who put it there has the last word, as with any other counterpart.
 */
final class ForgottenCopies {
    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final Set<RecordRef> busy = new TreeSet<>();
    private final Map<Side, Set<CreateKey>> carried = new EnumMap<>(Side.class);

    /** @param works everything of the round, looked at */
    ForgottenCopies(Session session, ObjectPair pair, List<Work> works, StateChange change) {
        this.session = session;
        this.pair = pair;
        this.change = change;
        for (Work work : works) {
            for (Entry entry : work.entries().values()) {
                busy.add(entry.ref());
                if (entry.key() != null && entry.link() == null) {
                    carried.computeIfAbsent(entry.side(), side -> new HashSet<>())
                            .add(entry.key());
                }
            }
        }
    }

    /** Takes out the newcomers of which there is a copy that is to be looked at first, or that is known to be in the bin. */
    void settle(Map<RecordRef, Work> newcomers) {
        Map<CreateKey, Work> keys = new LinkedHashMap<>();
        for (Work work : List.copyOf(newcomers.values())) {
            Set<CreateKey> facing = carried.getOrDefault(work.only().side().other(), Set.of());
            for (CreateKey key : keys(work)) {
                if (facing.contains(key)) {
                    putOff(work, key, newcomers);
                    break;
                }
                keys.putIfAbsent(key, work);
            }
        }
        for (List<CreateKey> batch : Batches.of(keys.keySet(), Batches.STORE)) {
            for (Entry copy : session.store()
                    .entries(new EntryQuery.ByKey(session.settings().connection(), pair.id(), batch))) {
                settle(Contract.known(keys.get(Contract.known(copy.key()))), copy, newcomers);
            }
        }
    }

    /** The keys that a copy of the record may have: its own, and those of the records that it took over. */
    private Set<CreateKey> keys(Work work) {
        Entry entry = work.only();
        Set<CreateKey> keys = new LinkedHashSet<>();
        keys.add(session.keyFor(entry));
        for (RecordRef before : work.record(entry.side()).lineage().predecessors()) {
            keys.add(session.keyFor(Entry.unmatched(pair.id(), entry.side(), before)));
        }
        return keys;
    }

    private void settle(Work work, Entry copy, Map<RecordRef, Work> newcomers) {
        Entry source = work.only();
        boolean fits = copy.side() != source.side()
                && copy.link() == null
                && newcomers.containsKey(source.ref())
                && Links.canFace(pair, source.side(), source.ref(), copy.ref());
        if (!fits) {
            return;
        }
        CreateKey key = Contract.known(copy.key());
        if (isToBeLookedAt(copy)) {
            putOff(work, key, newcomers);
        } else if (Singles.isOfUnknownSource(copy)) {
            change.put(EntryUpdate.raise(copy.in(EntryState.UNMATCHED, null), session.now()));
            putOff(work, key, newcomers);
        } else if (copy.state() == EntryState.REMOVED && Removals.isByUs(copy)) {
            Removals.makeAnew(session, work, copy);
        } else if (copy.state() == EntryState.REMOVED) {
            newcomers.remove(source.ref());
            work.drop();
            Links.join(session, change, source, copy, "same create key");
        }
    }

    private boolean isToBeLookedAt(Entry copy) {
        Instant due = copy.mark().due();
        return busy.contains(copy.ref())
                || change.entry(pair.id(), copy.ref()) != null
                || (due != null && !due.isAfter(session.now()));
    }

    /** The copy finds it by the key that it is stored with. */
    private void putOff(Work work, CreateKey key, Map<RecordRef, Work> newcomers) {
        Entry source = work.only();
        newcomers.remove(source.ref());
        work.entry(source.withKey(key));
        work.lookAgain();
    }
}
