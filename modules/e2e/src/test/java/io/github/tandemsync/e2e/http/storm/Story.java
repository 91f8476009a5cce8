package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.e2e.http.Connectors;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that happened to the records of one origin, by both systems and by the history: for whoever reads a failure. */
final class Story {
    private final SortedMap<Instant, String> lines = new TreeMap<>();

    private Story() {}

    /** Of the first origins among the violations; empty if there is none. */
    static String of(List<String> violations, SideTruth left, SideTruth right, StateStore store) {
        return violations.stream()
                .map(violation -> violation.split("[: ]+", 4)[violation.startsWith("not carried") ? 2 : 1])
                .distinct()
                .limit(Integer.getInteger("tandem.stories", 3))
                .map(origin -> "\n" + origin + "\n" + tell(origin, left, right, store))
                .collect(Collectors.joining());
    }

    private static String tell(String origin, SideTruth left, SideTruth right, StateStore store) {
        Story story = new Story();
        story.add(left, Connectors.COMPANIES, origin, store);
        story.add(right, Connectors.ACCOUNT, origin, store);
        return story.lines.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue())
                .collect(Collectors.joining("\n"));
    }

    private void add(SideTruth side, ObjectType type, String origin, StateStore store) {
        TreeSet<String> ids = new TreeSet<>();
        for (Deed deed : side.of(origin)) {
            ids.add(deed.id());
            add(
                    deed.at(),
                    side.system() + " " + deed.id() + " " + deed.kind() + " by "
                            + (deed.user() ? "a person " : "the sync ") + deed.values());
        }
        for (String id : ids) {
            HistoryQuery query =
                    HistoryQuery.of(new ConnectionId(Site.CONNECTION)).about(type.ref(id));
            store.history(query).forEach(this::add);
        }
    }

    private void add(HistoryEntry event) {
        String text = "history " + event.kind() + " of " + event.ref() + " "
                + event.before().toMap() + " -> " + event.after().toMap() + " " + event.detail() + " in " + event.run();
        if (!lines.containsValue(text)) {
            add(event.at(), text);
        }
    }

    private void add(Instant at, String line) {
        Instant free = at;
        while (lines.containsKey(free)) {
            free = free.plusNanos(1);
        }
        lines.put(free, line);
    }
}
