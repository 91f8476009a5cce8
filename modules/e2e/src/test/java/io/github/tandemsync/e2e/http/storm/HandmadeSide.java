package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A system written by hand. */
final class HandmadeSide {
    private final String name;
    private final AtomicLong clock;
    private final List<Deed> deeds = new ArrayList<>();
    private final SortedMap<String, SortedMap<String, String>> live = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> bin = new TreeMap<>();

    HandmadeSide(String name, AtomicLong clock) {
        this.name = name;
        this.clock = clock;
    }

    private void did(Kind kind, boolean user, String id, Map<String, String> values) {
        deeds.add(new Deed(Instant.ofEpochSecond(clock.incrementAndGet()), kind, user, id, values));
    }

    void create(boolean user, String id, String origin, String value) {
        Map<String, String> values = Map.of(SideTruth.ORIGIN, origin, "name", value);
        did(Kind.CREATE, user, id, values);
        live.put(id, new TreeMap<>(values));
    }

    void edit(boolean user, String id, String field, String value) {
        did(Kind.EDIT, user, id, Map.of(field, value));
        live.computeIfPresent(id, (key, values) -> {
            values.put(field, value);
            return values;
        });
    }

    void delete(boolean user, String id) {
        did(Kind.DELETE, user, id, Map.of());
        bin.put(id, live.remove(id));
    }

    void restore(String id) {
        did(Kind.RESTORE, true, id, Map.of());
        live.put(id, bin.remove(id));
    }

    /** The other one is no record of its own any more. */
    void merge(String primary, String other) {
        did(Kind.MERGE, true, primary, Map.of());
        live.remove(other);
    }

    SideTruth truth() {
        return new SideTruth(name, List.copyOf(deeds), live);
    }
}
