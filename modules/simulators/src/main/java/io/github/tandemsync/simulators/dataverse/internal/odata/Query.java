package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query part of an address.
 *
 * @param raw as it came
 * @param options decoded, by name, in order; parameter aliases and application parameters included
 */
public record Query(String raw, Map<String, String> options) {
    /** No query at all. */
    public static final Query NONE = new Query("", Map.of());

    private static final Set<String> KNOWN = Set.of(
            "$select",
            "$expand",
            "$orderby",
            "$filter",
            "$apply",
            "$top",
            "$count",
            "$skiptoken",
            "$deltatoken",
            "$id");

    /** Parses a raw query. */
    public static Query parse(String raw) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            int eq = pair.indexOf('=');
            String name = Percent.decodeQuery(eq < 0 ? pair : pair.substring(0, eq));
            if (name.startsWith("$") && !KNOWN.contains(name)) {
                throw new SyntaxFault("The query parameter " + name + " is not supported.");
            }
            if (options.put(name, eq < 0 ? "" : Percent.decodeQuery(pair.substring(eq + 1))) != null) {
                throw new SyntaxFault("Query option '" + name + "' was specified more than once.");
            }
        }
        return new Query(raw, options);
    }

    /** The value of an option. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The value of an option, with a parameter alias resolved. */
    public String resolve(String value) {
        return value.startsWith("@") ? get(value).orElse(value) : value;
    }

    /** Whether an option is there. */
    public boolean has(String name) {
        return options.containsKey(name);
    }

    /** The names in {@code $select}, empty without one. */
    public List<String> select() {
        return list(get("$select").orElse(""));
    }

    /** Splits at commas and strips. */
    public static List<String> list(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** The raw query without one option, for links. */
    public String rawWithout(String name) {
        List<String> kept = new ArrayList<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            int eq = pair.indexOf('=');
            if (!Percent.decodeQuery(eq < 0 ? pair : pair.substring(0, eq)).equals(name)) {
                kept.add(pair);
            }
        }
        return String.join("&", kept);
    }

    /** The raw value of an option. */
    public Optional<String> rawValue(String name) {
        for (String pair : raw.split("&")) {
            int eq = pair.indexOf('=');
            if (eq > 0 && Percent.decodeQuery(pair.substring(0, eq)).equals(name)) {
                return Optional.of(pair.substring(eq + 1));
            }
        }
        return Optional.empty();
    }
}
