package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Looks at the records of a round: what they hold now and, where the side keeps a history and moved, who edited them. */
final class Reader {
    private final Session session;
    private final ObjectPair pair;

    Reader(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    void read(List<Work> works) {
        for (Side side : Side.values()) {
            for (Map.Entry<ObjectType, List<Work>> same : byType(works, side).entrySet()) {
                Map<RecordRef, Work> asked = new TreeMap<>();
                same.getValue().forEach(work -> asked.put(work.entry(side).ref(), work));
                Map<RecordRef, ReadAnswer> answers =
                        session.endpoint(side).read(same.getKey(), asked.keySet(), pair.fields(side, same.getKey()));
                asked.forEach((ref, work) -> PutBack.check(session, work.entry(side), answers.get(ref)));
                asked.forEach((ref, work) -> work.answer(side, Contract.known(answers.get(ref))));
                if (session.endpoint(side).needsHistory(same.getKey())) {
                    readHistory(side, same.getKey(), asked);
                }
            }
        }
    }

    private static SortedMap<ObjectType, List<Work>> byType(List<Work> works, Side side) {
        SortedMap<ObjectType, List<Work>> byType = new TreeMap<>();
        for (Work work : works) {
            Entry entry = work.entries().get(side);
            if (entry != null) {
                byType.computeIfAbsent(entry.ref().type(), type -> new ArrayList<>())
                        .add(work);
            }
        }
        return byType;
    }

    /** A record may need its edits after several versions; each pass asks for one version of every record. */
    private void readHistory(Side side, ObjectType type, Map<RecordRef, Work> works) {
        Map<RecordRef, List<Stamp>> wanted = new TreeMap<>();
        int most = 0;
        for (Map.Entry<RecordRef, Work> work : works.entrySet()) {
            List<Stamp> stamps = List.copyOf(wanted(work.getValue(), side));
            wanted.put(work.getKey(), stamps);
            most = Math.max(most, stamps.size());
        }
        for (int pass = 0; pass < most; pass++) {
            Map<RecordRef, Stamp> after = new TreeMap<>();
            for (Map.Entry<RecordRef, List<Stamp>> stamps : wanted.entrySet()) {
                if (pass < stamps.getValue().size()) {
                    after.put(stamps.getKey(), stamps.getValue().get(pass));
                }
            }
            session.endpoint(side)
                    .history(type, after, pair.fields(side, type))
                    .forEach((ref, trail) ->
                            Contract.known(works.get(ref)).trail(side, Contract.known(after.get(ref)), trail));
        }
    }

    private static Set<Stamp> wanted(Work work, Side side) {
        Set<Stamp> stamps = new TreeSet<>(Comparator.comparing(Stamp::value));
        for (Intent intent : work.intents()) {
            Stamp read = intent.target() == side ? intent.targetStamp() : intent.sourceStamp();
            if (read != null) {
                stamps.add(read);
            }
        }
        if (!work.isLinked() || !work.isFound(side)) {
            return stamps;
        }
        Stamp merged = work.entry(side).stamp();
        if (merged != null) {
            stamps.add(merged);
        }
        for (RuleState state : work.link().rules().values()) {
            Stamp since = state.since(side);
            if (since != null) {
                stamps.add(since);
            }
        }
        stamps.remove(work.record(side).stamp());
        return stamps;
    }
}
