package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.e2e.http.storm.Deed.Kind;
import io.github.tandemsync.simulators.hubspot.WriteLogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HubSpot's log as deeds: a write that changed nothing is none, and a new parent is an edit of the child. */
final class CompanyDeeds {
    private static final String COMPANIES = "companies";
    private static final Pattern OTHER_COMPANY = Pattern.compile("companies:(\\d+) .*");

    private final List<Deed> deeds = new ArrayList<>();
    private final Map<String, SortedMap<String, String>> held = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    List<Deed> all() {
        return deeds;
    }

    /** Empty if it has none. */
    String origin(String id) {
        return held.getOrDefault(id, new TreeMap<>()).getOrDefault(SideTruth.ORIGIN, "");
    }

    void add(WriteLogEntry write) {
        if (!write.type().equals(COMPANIES)) {
            return;
        }
        switch (write.kind()) {
            case CREATE -> values(write, Kind.CREATE);
            case UPDATE -> values(write, Kind.EDIT);
            case ARCHIVE, PURGE -> add(write, Kind.DELETE, write.id(), Map.of());
            case RESTORE -> add(write, Kind.RESTORE, write.id(), Map.of());
            case ASSOCIATE, DISSOCIATE -> parent(write);
            case MERGE -> merge(write);
            default -> {
                // nothing that the judge looks at
            }
        }
    }

    private void values(WriteLogEntry write, Kind kind) {
        SortedMap<String, String> now = held.computeIfAbsent(write.id(), id -> new TreeMap<>());
        SortedMap<String, String> changed = Truths.plain(write.stored(), Map.of());
        changed.entrySet().removeIf(entry -> entry.getValue().equals(now.getOrDefault(entry.getKey(), "")));
        now.putAll(changed);
        add(write, kind, write.id(), changed);
    }

    private void merge(WriteLogEntry write) {
        SortedMap<String, String> both = new TreeMap<>();
        for (String id : write.note().split(";")) {
            held.getOrDefault(id, both).forEach((field, value) -> {
                if (both.getOrDefault(field, "").isEmpty()) {
                    both.put(field, value);
                }
            });
        }
        held.put(write.id(), both);
        add(write, Kind.MERGE, write.id(), both);
    }

    /** Only the one association that a company may have with another is used here. */
    private void parent(WriteLogEntry write) {
        String other = other(write);
        if (other == null) {
            return;
        }
        if (write.kind() == WriteLogEntry.Kind.ASSOCIATE) {
            parents.put(write.id(), other);
            add(write, Kind.EDIT, write.id(), Map.of(SideTruth.PARENT, origin(other)));
        } else if (parents.remove(write.id(), other)) {
            add(write, Kind.EDIT, write.id(), Map.of(SideTruth.PARENT, ""));
        }
    }

    private static @Nullable String other(WriteLogEntry write) {
        Matcher matcher = OTHER_COMPANY.matcher(write.note());
        return matcher.matches() ? matcher.group(1) : null;
    }

    private void add(WriteLogEntry write, Kind kind, String id, Map<String, String> values) {
        deeds.add(new Deed(write.time(), kind, write.source().isUser(), id, values));
    }
}
