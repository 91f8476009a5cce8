package io.github.tandemsync.e2e.http.kill;

import io.github.tandemsync.e2e.http.kill.Deed.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one system holds, and everything that was ever done in it. People give each record that they create an origin of its own
 * and never change it, so that a copy of a record is known by it.
 *
 * @param system for messages
 * @param deeds the system's whole log
 * @param live the values of each live record by its id
 */
record SideTruth(String system, List<Deed> deeds, SortedMap<String, SortedMap<String, String>> live) {
    static final String ORIGIN = "origin";

    /** What people edit. */
    static final List<String> FIELDS = List.of("name", "city", "description");

    /** All origins that were ever seen here. */
    TreeSet<String> origins() {
        TreeSet<String> origins = new TreeSet<>();
        deeds.stream()
                .map(deed -> deed.values().get(ORIGIN))
                .filter(Objects::nonNull)
                .forEach(origins::add);
        return origins;
    }

    /** What was done to the records of an origin, oldest first. */
    List<Deed> of(String origin) {
        Map<String, String> origins = new TreeMap<>();
        List<Deed> found = new ArrayList<>();
        for (Deed deed : deeds) {
            String given = deed.values().get(ORIGIN);
            if (given != null) {
                origins.put(deed.id(), given);
            }
            if (origin.equals(origins.get(deed.id()))) {
                found.add(deed);
            }
        }
        return found;
    }

    /** Ids of the live records of an origin. */
    List<String> liveOf(String origin) {
        return live.entrySet().stream()
                .filter(entry -> origin.equals(entry.getValue().get(ORIGIN)))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean deletedByUser(String origin) {
        return of(origin).stream().anyMatch(deed -> deed.is(Kind.DELETE, true));
    }

    /** What a person last wrote into the field; null if none did. */
    @Nullable
    String lastWord(String origin, String field) {
        String last = null;
        for (Deed deed : of(origin)) {
            if (deed.user() && deed.values().containsKey(field)) {
                last = deed.values().get(field);
            }
        }
        return last;
    }

    /** The place in {@link #of} at which the sync wrote the value into the field; -1 if it never did. */
    int carriedAt(String origin, String field, String value) {
        List<Deed> deeds = of(origin);
        for (int i = 0; i < deeds.size(); i++) {
            if (!deeds.get(i).user() && value.equals(deeds.get(i).values().get(field))) {
                return i;
            }
        }
        return -1;
    }
}
