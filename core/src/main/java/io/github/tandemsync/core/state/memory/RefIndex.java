package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which records have a certain value; only ever asked by value, so its own order does not matter. */
final class RefIndex<K> {
    private final Map<K, TreeSet<RecordRef>> refs = new HashMap<>();

    void move(@Nullable K from, @Nullable K to, RecordRef ref) {
        if (from != null && !from.equals(to)) {
            remove(from, ref);
        }
        if (to != null && !to.equals(from)) {
            refs.computeIfAbsent(to, key -> new TreeSet<>()).add(ref);
        }
    }

    private void remove(K key, RecordRef ref) {
        SortedSet<RecordRef> set = refs.get(key);
        if (set != null && set.remove(ref) && set.isEmpty()) {
            refs.remove(key);
        }
    }

    /** A copy, in the order of refs: the index may change while it is gone through. */
    List<RecordRef> get(K key) {
        SortedSet<RecordRef> set = refs.get(key);
        return set == null ? Collections.emptyList() : new ArrayList<>(set);
    }
}
