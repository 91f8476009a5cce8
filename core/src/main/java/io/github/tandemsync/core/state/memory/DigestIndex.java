package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which records have which match digest, by rule, in the order of digests. */
final class DigestIndex {
    private record Holders(SortedSet<RecordRef> left, SortedSet<RecordRef> right) {
        Holders() {
            this(new TreeSet<>(), new TreeSet<>());
        }

        SortedSet<RecordRef> of(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    private final Map<String, NavigableMap<String, Holders>> rules = new HashMap<>();

    void move(@Nullable Entry old, Entry entry) {
        if (old != null && old.side() == entry.side() && old.digests().equals(entry.digests())) {
            return;
        }
        if (old != null) {
            old.digests().forEach((rule, digest) -> remove(rule, digest, old));
        }
        entry.digests().forEach((rule, digest) -> add(rule, digest, entry));
    }

    private void add(String rule, String digest, Entry entry) {
        rules.computeIfAbsent(rule, key -> new TreeMap<>())
                .computeIfAbsent(digest, key -> new Holders())
                .of(entry.side())
                .add(entry.ref());
    }

    private void remove(String rule, String digest, Entry entry) {
        NavigableMap<String, Holders> digests = rules.get(rule);
        Holders holders = digests == null ? null : digests.get(digest);
        if (digests != null && holders != null) {
            holders.of(entry.side()).remove(entry.ref());
            if (holders.left().isEmpty() && holders.right().isEmpty()) {
                digests.remove(digest);
            }
        }
    }

    SortedSet<RecordRef> refs(Side side, String rule, String digest) {
        NavigableMap<String, Holders> digests = rules.get(rule);
        Holders holders = digests == null ? null : digests.get(digest);
        return holders == null ? Collections.emptySortedSet() : holders.of(side);
    }

    /** The digests of a rule after the given one. */
    NavigableSet<String> after(String rule, String digest) {
        NavigableMap<String, Holders> digests = rules.get(rule);
        return digests == null
                ? Collections.emptyNavigableSet()
                : digests.tailMap(digest, false).navigableKeySet();
    }
}
