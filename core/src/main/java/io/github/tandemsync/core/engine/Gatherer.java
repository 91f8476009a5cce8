package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes the pieces of a round from the entries that are due: one per live link, one per other entry. */
final class Gatherer {
    private final Session session;
    private final ObjectPair pair;

    Gatherer(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    List<Work> gather(Collection<Entry> due) {
        Map<RecordRef, Entry> entries = new LinkedHashMap<>();
        due.forEach(entry -> entries.put(entry.ref(), entry));
        Map<LinkId, Link> links = Links.live(session, pair.id(), due);
        Set<RecordRef> missing = new LinkedHashSet<>();
        for (Link link : links.values()) {
            for (Side side : Side.values()) {
                if (!entries.containsKey(link.ref(side))) {
                    missing.add(link.ref(side));
                }
            }
        }
        session.entries(pair.id(), missing).forEach(entry -> entries.put(entry.ref(), entry));
        List<Work> works = new ArrayList<>();
        Set<LinkId> taken = new TreeSet<>();
        for (Entry entry : due) {
            Link link = entry.link() == null ? null : links.get(entry.link());
            if (link == null) {
                works.add(withIntents(Work.of(pair, entry)));
            } else if (taken.add(link.id())) {
                Entry left = Contract.known(entries.get(link.ref(Side.LEFT)));
                Entry right = Contract.known(entries.get(link.ref(Side.RIGHT)));
                works.add(withIntents(Work.of(pair, link, left, right)));
            }
        }
        return works;
    }

    private Work withIntents(Work work) {
        for (Entry entry : work.entries().values()) {
            session.intents(pair.id(), entry.ref()).forEach(work::unknown);
        }
        return work;
    }
}
