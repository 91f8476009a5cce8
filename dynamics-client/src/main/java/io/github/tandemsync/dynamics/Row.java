package io.github.tandemsync.dynamics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object as the server sent it: a row of a table, or a part of the metadata. A property is absent, null or a value:
 * text, number ({@link BigDecimal}), flag, object or list. Immutable and safe for use by several threads; {@code toString}
 * shows names and never content.
 *
 * <p>The typed getters answer null where the property is absent or null, and throw {@link IllegalStateException} naming the
 * property where it is of another JSON type.
 */
public final class Row {
    private final Map<String, @Nullable Object> properties;

    /** Keeps the map, which nobody else may keep. */
    Row(Map<String, @Nullable Object> properties) {
        this.properties = Collections.unmodifiableMap(properties);
    }

    /** The names of the properties present, annotations included, in the order received. */
    public Set<String> names() {
        return properties.keySet();
    }

    public boolean has(String name) {
        return properties.containsKey(name);
    }

    public boolean isNull(String name) {
        return has(name) && properties.get(name) == null;
    }

    /** True where the property is absent, null or text. */
    boolean isText(String name) {
        Object value = properties.get(name);
        return value == null || value instanceof String;
    }

    /** The row's version, the value for {@code If-Match}; null where the answer shows none. */
    public @Nullable String etag() {
        return text("@odata.etag");
    }

    public @Nullable String text(String name) {
        return as(String.class, name);
    }

    public @Nullable BigDecimal number(String name) {
        return as(BigDecimal.class, name);
    }

    public @Nullable Boolean flag(String name) {
        return as(Boolean.class, name);
    }

    public @Nullable Row row(String name) {
        return as(Row.class, name);
    }

    /** The objects of a list; empty where the property is absent or null. */
    public List<Row> rows(String name) {
        return list(Row.class, name);
    }

    /** The texts of a list; empty where the property is absent or null. */
    public List<String> texts(String name) {
        return list(String.class, name);
    }

    /** The text, which must be there. */
    public String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalStateException("The answer has no " + name);
        }
        return text;
    }

    private <T> List<T> list(Class<T> type, String name) {
        List<?> elements = as(List.class, name);
        List<T> typed = new ArrayList<>();
        for (Object element : elements == null ? List.of() : elements) {
            if (!type.isInstance(element)) {
                throw mistyped(name);
            }
            typed.add(type.cast(element));
        }
        return typed;
    }

    private <T> @Nullable T as(Class<T> type, String name) {
        Object value = properties.get(name);
        if (value != null && !type.isInstance(value)) {
            throw mistyped(name);
        }
        return type.cast(value);
    }

    private static IllegalStateException mistyped(String name) {
        return new IllegalStateException("The answer's " + name + " has another JSON type than expected");
    }

    @Override
    public String toString() {
        return "Row" + names();
    }
}
