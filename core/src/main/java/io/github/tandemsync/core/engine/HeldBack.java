package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the guard has held back, or left out of a plan, in a run. */
final class HeldBack {
    private final Set<Held> present = new HashSet<>();
    private final Map<PairId, RefSet> asked = new HashMap<>();
    private final SortedMap<PairId, Long> wished = new TreeMap<>();

    private record Held(PairId pair, RecordRef ref) {
        static Held of(Entry entry) {
            return new Held(entry.pair(), entry.ref());
        }
    }

    void roundBegins() {
        present.clear();
    }

    /** Whether something of these records was held back, or left out, in this round. */
    boolean holds(Collection<Entry> entries) {
        return entries.stream().map(Held::of).anyMatch(present::contains);
    }

    /** Something of the record is held back. */
    void holdsBack(Entry entry) {
        present.add(Held.of(entry));
    }

    /** Something that people asked for is not part of the plan, and nothing of it is stored. */
    void leavesOut(Entry entry) {
        present.add(Held.of(entry));
        RefSet told = asked.computeIfAbsent(entry.pair(), pair -> new RefSet());
        if (!told.contains(entry.ref())) {
            told.add(entry.ref());
            wished.merge(entry.pair(), 1L, Long::sum);
        }
    }

    /** For how many records of each pair something was asked for, and left out. */
    SortedMap<PairId, Long> wished() {
        return wished;
    }
}
