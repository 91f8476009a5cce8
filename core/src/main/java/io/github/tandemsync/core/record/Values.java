package io.github.tandemsync.core.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Fields and their values, in the order of their names. A field is absent (not in here), empty ({@link FieldValue#EMPTY}) or a
 * value: three different things. Immutable; {@code toString} shows names and never content.
 */
public final class Values {
    private static final Values NONE = new Values(new String[0], new FieldValue[0]);

    private final String[] names;
    private final FieldValue[] values;

    private Values(String[] names, FieldValue[] values) {
        this.names = names;
        this.values = values;
    }

    /** No field at all. */
    public static Values none() {
        return NONE;
    }

    /** One field. */
    public static Values of(String name, FieldValue value) {
        return new Values(new String[] {name}, new FieldValue[] {value});
    }

    /** The given fields. */
    public static Values of(Map<String, ? extends FieldValue> fields) {
        if (fields.isEmpty()) {
            return NONE;
        }
        SortedMap<String, FieldValue> sorted = new TreeMap<>(fields);
        return new Values(
                sorted.keySet().toArray(new String[0]), sorted.values().toArray(new FieldValue[0]));
    }

    /** The field's value, or null where it is absent. */
    public @Nullable FieldValue get(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? null : values[at];
    }

    /** The field's value, or {@link FieldValue#EMPTY} where it is absent or empty. */
    public FieldValue orEmpty(String name) {
        FieldValue value = get(name);
        return value == null ? FieldValue.EMPTY : value;
    }

    public boolean has(String name) {
        return Arrays.binarySearch(names, name) >= 0;
    }

    /** True where every one of the given fields is present, empty or not. */
    public boolean hasAll(Collection<String> wanted) {
        for (String name : wanted) {
            if (!has(name)) {
                return false;
            }
        }
        return true;
    }

    /** The names of the fields present, sorted. */
    public List<String> names() {
        return Collections.unmodifiableList(Arrays.asList(names));
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    public int size() {
        return names.length;
    }

    /** True where no present field has a value. */
    public boolean allEmpty() {
        for (FieldValue value : values) {
            if (!value.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    public void forEach(BiConsumer<String, FieldValue> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    /** Only the given fields, where present. */
    public Values only(Set<String> wanted) {
        int kept = 0;
        for (String name : names) {
            kept += wanted.contains(name) ? 1 : 0;
        }
        if (kept == names.length) {
            return this;
        }
        String[] someNames = new String[kept];
        FieldValue[] someValues = new FieldValue[kept];
        int to = 0;
        for (int i = 0; i < names.length; i++) {
            if (wanted.contains(names[i])) {
                someNames[to] = names[i];
                someValues[to++] = values[i];
            }
        }
        return new Values(someNames, someValues);
    }

    /** These fields with one more, or one replaced. */
    public Values with(String name, FieldValue value) {
        return overlay(of(name, value));
    }

    /** These fields, replaced and extended by the other's. */
    public Values overlay(Values other) {
        if (other.isEmpty() || isEmpty()) {
            return isEmpty() ? other : this;
        }
        NavigableMap<String, FieldValue> all = toMap();
        other.forEach(all::put);
        return of(all);
    }

    /** The fields of this that are absent from the other or have another value there. */
    public Values differingFrom(Values other) {
        Set<String> differing = new TreeSet<>();
        forEach((name, value) -> {
            if (!value.equals(other.get(name))) {
                differing.add(name);
            }
        });
        return only(differing);
    }

    /** A modifiable copy. */
    public NavigableMap<String, FieldValue> toMap() {
        NavigableMap<String, FieldValue> map = new TreeMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Values that && Arrays.equals(names, that.names) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(names);
    }
}
