package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.Erasure;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Takes content out of every row about certain records, and counts the rows that had some. */
final class Eraser {
    private final Set<RecordRef> refs;
    private long changed;

    private Eraser(Collection<RecordRef> refs) {
        this.refs = new HashSet<>(refs);
    }

    static long erase(Tables tables, Collection<RecordRef> refs) {
        Eraser eraser = new Eraser(refs);
        tables.pairs.values().forEach(eraser::entries);
        tables.pairs.values().forEach(eraser::links);
        tables.intents.entrySet().forEach(eraser::intent);
        eraser.changed += tables.history.change(eraser::history);
        return eraser.changed;
    }

    private void entries(PairRows rows) {
        for (RecordRef ref : refs) {
            Entry entry = rows.entries.get(ref);
            if (entry != null && !Erasure.of(entry).equals(entry)) {
                rows.store(entry, Erasure.of(entry));
                changed++;
            }
        }
    }

    private void links(PairRows rows) {
        for (Link link : new ArrayList<>(rows.links.values())) {
            boolean about =
                    refs.contains(link.id().left()) || refs.contains(link.id().right());
            if (about && !Erasure.of(link).equals(link)) {
                rows.put(Erasure.of(link));
                changed++;
            }
        }
    }

    private void intent(Map.Entry<?, Intent> row) {
        Intent intent = row.getValue();
        boolean about = refs.contains(intent.source()) || (intent.ref() != null && refs.contains(intent.ref()));
        if (about && !Erasure.of(intent).equals(intent)) {
            row.setValue(Erasure.of(intent));
            changed++;
        }
    }

    private HistoryEntry history(HistoryEntry event) {
        boolean about = refs.contains(event.ref()) || (event.other() != null && refs.contains(event.other()));
        return about ? Erasure.of(event) : event;
    }
}
