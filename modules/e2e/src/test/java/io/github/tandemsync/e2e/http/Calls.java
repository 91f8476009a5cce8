package io.github.tandemsync.e2e.http;

import io.github.tandemsync.simulators.server.LogEntry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How many requests of each sort a system got. */
final class Calls {
    private static final Pattern WRITES = Pattern.compile("(?m)^(POST|PATCH|PUT|DELETE) ");

    private Calls() {}

    static Map<String, Integer> of(Systems systems) {
        Map<String, Integer> calls = new TreeMap<>();
        systems.hubspot.log().entries().forEach(entry -> calls.merge("hubspot " + hubspot(entry), 1, Integer::sum));
        systems.dynamics.log().entries().forEach(entry -> calls.merge("dynamics " + dynamics(entry), 1, Integer::sum));
        return calls;
    }

    /** The sorts of calls of which an answer held a row, or was not kept by the logs. */
    static Set<String> withRows(Systems systems) {
        Set<String> sorts = new TreeSet<>();
        systems.hubspot
                .log()
                .entries(entry -> !entry.answer().text().contains("\"results\":[]"))
                .forEach(entry -> sorts.add("hubspot " + hubspot(entry)));
        systems.dynamics
                .log()
                .entries(entry -> !entry.answer().text().contains("\"value\":[]"))
                .forEach(entry -> sorts.add("dynamics " + dynamics(entry)));
        return sorts;
    }

    static int total(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String hubspot(LogEntry entry) {
        return switch (entry.label()) {
            case "companies.search" -> "search";
            case "companies.batch.read" ->
                entry.body().text().contains("\"propertiesWithHistory\":[\"") ? "history" : "read";
            case "companies.batch.update", "companies.batch.create" -> "write";
            default -> entry.label();
        };
    }

    private static String dynamics(LogEntry entry) {
        if (entry.path().endsWith("/$batch")) {
            return WRITES.matcher(entry.body().text()).find() ? "write" : "look-ups";
        }
        if (!entry.path().endsWith("/accounts")) {
            return entry.method() + " " + entry.path();
        }
        return entry.target().contains("deltatoken") ? "delta" : "read";
    }
}
