package io.github.tandemsync.core.transport;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** HTTP headers, one value a name, names in any case. Immutable; {@code toString} shows names only. */
public final class Headers {
    private static final Headers NONE = new Headers(new TreeMap<>());

    private final SortedMap<String, String> values;

    private Headers(SortedMap<String, String> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    public static Headers none() {
        return NONE;
    }

    public static Headers of(Map<String, String> values) {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> copy.put(checked(name), checked(value)));
        return new Headers(copy);
    }

    public Headers with(String name, String value) {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        copy.put(checked(name), checked(value));
        return new Headers(copy);
    }

    /** These, replaced and extended by the other's. */
    public Headers overlay(Headers other) {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        copy.putAll(other.values);
        return new Headers(copy);
    }

    /** The header's value, or null. */
    public @Nullable String get(String name) {
        // An empty map keeps no order, so it could not be asked in any case.
        return values.isEmpty() ? null : values.get(name);
    }

    public void forEach(BiConsumer<String, String> action) {
        values.forEach(action);
    }

    private static String checked(String text) {
        if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new IllegalArgumentException("A header may not hold control characters");
        }
        return text;
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
