package io.github.tandemsync.simulators.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** HTTP headers; names compare without case, several values keep their order. Immutable. */
public final class Headers {
    /** No header. */
    public static final Headers NONE = new Headers(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final SortedMap<String, List<String>> values;

    private Headers(SortedMap<String, List<String>> values) {
        this.values = values;
    }

    /** Names and values in turn: {@code of("Retry-After", "10", "ETag", "W/\"1\"")}. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A header has a name and no value; give names and values in turn.");
        }
        Headers headers = NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.plus(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** These headers and one more value of this name. */
    public Headers plus(String name, String value) {
        SortedMap<String, List<String>> copy = new TreeMap<>(values);
        List<String> all = new ArrayList<>(copy.getOrDefault(name, List.of()));
        all.add(value);
        copy.put(name, List.copyOf(all));
        return new Headers(copy);
    }

    /** These headers with this one as the only value of its name. */
    public Headers with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** These headers without that name. */
    public Headers without(String name) {
        SortedMap<String, List<String>> copy = new TreeMap<>(values);
        copy.remove(name);
        return new Headers(copy);
    }

    /** The first value of this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All values of this name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether the name occurs. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Calls for each name and value, names in alphabetical order. */
    public void forEach(BiConsumer<String, String> action) {
        values.forEach((name, all) -> all.forEach(value -> action.accept(name, value)));
    }

    /** Names (alphabetical) and their values; unmodifiable. */
    public Map<String, List<String>> map() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "Headers" + values.keySet();
    }
}
