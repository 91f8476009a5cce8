package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.PairState.Phase;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pair's first contact, stopped between listing and matching: what is there is known, and nothing is joined. */
final class FirstContact {
    private final Session session;
    private final PairRun run;
    private final ObjectPair pair;

    FirstContact(Session session, PairRun run) {
        this.session = session;
        this.run = run;
        this.pair = run.pair();
    }

    /** Whether the pair is live: what matched is linked. */
    boolean isOver() {
        return session.pair(pair.id()).phase() == Phase.LIVE;
    }

    /** Lists both sides, as far as they are not, and asks what changed since. False if the slice was used up before the end. */
    boolean list() {
        do {
            if (!run.list()) {
                return false;
            }
        } while (!run.readChanges());
        return true;
    }

    /** Takes down what the records that changed since the listing are matched by now; they stay due. */
    void refresh() {
        DueWalk walk = new DueWalk(run, Batches.STORE);
        List<Entry> page;
        do {
            page = walk.next(entry -> true);
            Map<ObjectType, Map<RecordRef, Entry>> types = new TreeMap<>();
            for (Entry entry : page) {
                boolean unknown = entry.state() == EntryState.FAILING && Membership.isUnknown(entry.reason());
                if (unknown || entry.state() == EntryState.UNMATCHED || entry.state() == EntryState.EXCLUDED) {
                    types.computeIfAbsent(entry.ref().type(), type -> new TreeMap<>())
                            .put(entry.ref(), entry);
                }
            }
            StateChange change = new StateChange();
            types.forEach((type, entries) -> refresh(type, entries, change));
            session.commit(change);
        } while (page.size() == Batches.STORE);
    }

    private void refresh(ObjectType type, Map<RecordRef, Entry> entries, StateChange change) {
        Side side = entries.values().iterator().next().side();
        session.endpoint(side)
                .read(type, entries.keySet(), pair.matchFields(side))
                .forEach((ref, answer) -> {
                    Entry entry = Contract.known(entries.get(ref));
                    change.put(EntryUpdate.keep(
                            answer instanceof ReadAnswer.Found found
                                    ? found(entry, found)
                                    : entry.withDigests(Collections.emptySortedMap())));
                });
    }

    private Entry found(Entry entry, ReadAnswer.Found found) {
        if (session.keys().carriedBy(found.record()) != null) {
            return entry.withDigests(Collections.emptySortedMap()); // a copy of ours is joined by its key
        }
        Values values = found.record().fields();
        Reason keptOut = Faulty.keptOut(session, pair, entry.side(), values);
        Entry noted = Faulty.told(entry, () -> session.digests().noted(pair, entry, values));
        return keptOut == null ? noted.in(EntryState.UNMATCHED, null) : Membership.keptOut(noted, keptOut);
    }
}
