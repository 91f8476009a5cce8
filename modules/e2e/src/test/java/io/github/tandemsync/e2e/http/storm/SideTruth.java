package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one system holds, and everything that was ever done in it. People give each record that they create an origin of its own
 * and never change it, so that a copy of a record is known by it.
 */
final class SideTruth {
    static final String ORIGIN = "origin";
    static final String REVENUE = "revenue";

    /** The origin of the record that this one names as its parent. */
    static final String PARENT = "parent";

    /** What people edit. */
    static final List<String> FIELDS = List.of("name", "city", "description", REVENUE, PARENT);

    private final String system;
    private final List<Deed> deeds;
    private final SortedMap<String, SortedMap<String, String>> live;
    private final Map<String, String> originById = new HashMap<>();
    private final SortedMap<String, List<Deed>> byOrigin = new TreeMap<>();

    /**
     * @param system for messages
     * @param deeds the system's whole log
     * @param live the values of each live record by its id
     */
    SideTruth(String system, List<Deed> deeds, SortedMap<String, SortedMap<String, String>> live) {
        this.system = system;
        this.deeds = deeds;
        this.live = live;
        for (Deed deed : deeds) {
            String given = deed.values().get(ORIGIN);
            if (given != null) {
                originById.put(deed.id(), given);
            }
            String origin = originById.get(deed.id());
            if (origin != null) {
                byOrigin.computeIfAbsent(origin, any -> new ArrayList<>()).add(deed);
            }
        }
    }

    String system() {
        return system;
    }

    SortedMap<String, SortedMap<String, String>> live() {
        return live;
    }

    /** The origin of every record that was ever here, by its id. */
    Map<String, String> originById() {
        return originById;
    }

    /** The last origin of a record; empty if it is not known here. */
    String originOf(String id) {
        return originById.getOrDefault(id, "");
    }

    /** All origins that were ever seen here. */
    TreeSet<String> origins() {
        return new TreeSet<>(byOrigin.keySet());
    }

    /** What was done to the records of an origin, oldest first. */
    List<Deed> of(String origin) {
        return byOrigin.getOrDefault(origin, List.of());
    }

    /** Ids of all records that an origin ever had. */
    TreeSet<String> idsOf(String origin) {
        TreeSet<String> ids = new TreeSet<>();
        of(origin).forEach(deed -> ids.add(deed.id()));
        return ids;
    }

    /** Whether a person deleted the record, and nobody brought it back. */
    boolean isDeletedByUser(String id) {
        boolean deleted = false;
        for (Deed deed : deeds) {
            if (deed.id().equals(id) && (deed.kind() == Kind.DELETE || deed.kind() == Kind.RESTORE)) {
                deleted = deed.is(Kind.DELETE, true);
            }
        }
        return deleted;
    }

    /** Whether somebody, or the sync, ever deleted a record of the origin. */
    boolean wasDeleted(String origin) {
        return of(origin).stream().anyMatch(deed -> deed.kind() == Kind.DELETE);
    }

    /** When a person last did so to a record of the origin, up to the time; null if nobody did. */
    @Nullable
    Instant lastByUser(Kind kind, String origin, Instant upTo) {
        return lastByUser(kind, origin, upTo, id -> true);
    }

    /** Of some of the records. */
    @Nullable
    Instant lastByUser(Kind kind, String origin, Instant upTo, Predicate<String> ids) {
        Instant last = null;
        for (Deed deed : of(origin)) {
            boolean counts = deed.is(kind, true) && !deed.at().isAfter(upTo) && ids.test(deed.id());
            last = counts ? deed.at() : last;
        }
        return last;
    }

    /** What a person last wrote into the field of one of the records; null if none did. */
    @Nullable
    Word lastWord(String origin, String field, Set<String> ids) {
        Map<String, String> held = new HashMap<>();
        Word last = null;
        for (Deed deed : of(origin)) {
            String value = deed.kind() == Kind.RESTORE ? null : deed.values().get(field);
            if (value != null && deed.user() && ids.contains(deed.id())) {
                last = new Word(deed.id(), field, value, held.getOrDefault(deed.id(), ""), deed.at());
            }
            if (value != null) {
                held.put(deed.id(), value);
            }
        }
        return last;
    }

    /** What was done here once the word was here too: written by the sync, or because it is what the field held anyway. */
    List<Deed> sinceCarried(String origin, Word word) {
        List<Deed> deeds = of(origin);
        Map<String, String> held = new HashMap<>();
        for (int i = 0; i < deeds.size(); i++) {
            Deed deed = deeds.get(i);
            boolean late = !deed.at().isBefore(word.at());
            if (late && word.value().equals(held.get(deed.id()))) {
                return deeds.subList(i, deeds.size());
            }
            String value = deed.value(word.field());
            if (value != null) {
                held.put(deed.id(), value);
            }
            if (late && !deed.user() && word.value().equals(value)) {
                return deeds.subList(i, deeds.size());
            }
        }
        return List.of();
    }

    /** Whether the word had come to another record of this side, where a person replaced it. */
    boolean isReplacedInACopy(String origin, Word word) {
        Map<String, String> held = new HashMap<>();
        for (Deed deed : of(origin)) {
            String value = deed.value(word.field());
            boolean seen = word.value().equals(held.get(deed.id())) && deed.at().isAfter(word.at());
            if (seen && value != null && deed.is(Kind.EDIT, true) && !deed.id().equals(word.id())) {
                return true;
            }
            held.computeIfAbsent(deed.id(), id -> "");
            if (value != null) {
                held.put(deed.id(), value);
            }
        }
        return false;
    }

    /**
     * Whether the word only put back what both sides had last had.
     *
     * @param shared whether both sides had what the deed put into the field, before the word came; the time is that at which the record
     *     got another value
     */
    boolean isTakenBack(String origin, Word word, BiPredicate<Deed, Instant> shared) {
        String last = null;
        Deed before = null;
        for (Deed deed : of(origin)) {
            String value = deed.id().equals(word.id()) ? deed.value(word.field()) : null;
            if (value == null) {
                continue;
            }
            if (before != null && (before.kind() == Kind.CREATE || shared.test(before, deed.at()))) {
                last = before.value(word.field());
            }
            if (deed.user() && deed.at().equals(word.at()) && word.value().equals(value)) {
                return word.value().equals(last);
            }
            before = deed;
        }
        return false;
    }

    /** Whether the sync wrote here what a person put into the field on the other side, before the word came. */
    boolean wasCarried(String origin, Deed deed, Word word) {
        return of(origin).stream()
                .filter(copy -> !copy.user()
                        && !copy.at().isBefore(deed.at())
                        && !copy.at().isAfter(word.at()))
                .anyMatch(copy -> deed.values().getOrDefault(word.field(), "").equals(copy.value(word.field())));
    }

    /** Whether a record of the origin held the value at any time between the two. */
    boolean held(String origin, String field, String value, Instant from, Instant until) {
        Map<String, String> held = new HashMap<>();
        for (Deed deed : of(origin)) {
            if (deed.at().isAfter(until)) {
                break;
            }
            boolean late = deed.at().isAfter(from);
            if (late && value.equals(held.get(deed.id()))) {
                return true;
            }
            String put = deed.value(field);
            if (put != null) {
                held.put(deed.id(), put);
            }
        }
        return held.containsValue(value);
    }

    /** When the sync first wrote something else over the word, in the same record; null if it never did. */
    @Nullable
    Instant coveredAt(Word word) {
        return deeds.stream()
                .filter(deed -> deed.id().equals(word.id()) && deed.at().isAfter(word.at()))
                .filter(deed -> deed.covers(word.field(), word.value()))
                .map(Deed::at)
                .findFirst()
                .orElse(null);
    }

    /** The field of a live record. */
    String value(String id, String field) {
        return Objects.requireNonNull(live.get(id)).getOrDefault(field, "");
    }
}
