package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes down the match digests and create keys of new records before the first of them is matched, when there are more than one
 * round takes: else a record could be created on the other side while its twin, or its copy, is still waiting there to be looked
 * at.
 */
final class Notes {
    private final Session session;
    private final ObjectPair pair;

    Notes(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    void take() {
        EntryPages.each(session.settings(), pair.id(), Set.of(EntryState.UNMATCHED), this::take);
    }

    private void take(List<Entry> page) {
        Map<ObjectType, Map<RecordRef, Entry>> unread = new TreeMap<>();
        for (Entry entry : page) {
            if (entry.digests().isEmpty() && entry.mark().due() != null) {
                unread.computeIfAbsent(entry.ref().type(), type -> new TreeMap<>())
                        .put(entry.ref(), entry);
            }
        }
        StateChange change = new StateChange();
        unread.forEach((type, entries) -> take(type, entries, change));
        session.commit(change);
    }

    private void take(ObjectType type, Map<RecordRef, Entry> entries, StateChange change) {
        Side side = entries.values().iterator().next().side();
        Map<RecordRef, ReadAnswer> answers =
                session.endpoint(side).read(type, entries.keySet(), pair.matchFields(side));
        Suppression suppression = new Suppression(session);
        Set<RecordRef> erased = suppression.among(pair, side, answers.values());
        answers.forEach((ref, answer) -> {
            Entry entry = Contract.known(entries.get(ref));
            if (answer instanceof ReadAnswer.Found found) {
                CrmRecord record = found.record();
                Entry noted = session.digests().noted(pair, entry, record.fields());
                change.put(EntryUpdate.keep(
                        erased.contains(ref) ? suppression.turnedUp(entry, change) : keyed(noted, record)));
            } else if (answer instanceof ReadAnswer.Archived archived && archived.record() != null) {
                change.put(EntryUpdate.keep(keyed(entry, archived.record())));
            }
        });
    }

    /** A copy of ours that the store has forgotten is not to be made again before it was looked at. */
    private Entry keyed(Entry entry, CrmRecord record) {
        CreateKey key = session.keys().carriedBy(record);
        return entry.key() == null && key != null ? entry.withKey(key) : entry;
    }
}
