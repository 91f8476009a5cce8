package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One JSON object on one line, written key by key. A key that is given no value is left out. */
final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    /** A count as a number, a flag as a flag, anything else as text. */
    JsonObject put(String key, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        return json(
                key, value instanceof Long || value instanceof Boolean ? value.toString() : quoted(value.toString()));
    }

    /** An empty field is null, and an absent one is left out. */
    JsonObject put(String key, @Nullable FieldValue value) {
        return value == null ? this : json(key, of(value));
    }

    JsonObject put(String key, @Nullable Values values) {
        if (values == null) {
            return this;
        }
        JsonObject object = new JsonObject();
        values.forEach(object::put);
        return put(key, object);
    }

    JsonObject put(String key, @Nullable JsonObject object) {
        return object == null ? this : json(key, object.end());
    }

    JsonObject put(String key, Collection<JsonObject> objects) {
        return json(key, objects.stream().map(JsonObject::end).collect(Collectors.joining(",", "[", "]")));
    }

    private JsonObject json(String key, String json) {
        text.append(text.length() == 1 ? "" : ",")
                .append(quoted(key))
                .append(':')
                .append(json);
        return this;
    }

    /** The object as it is so far. */
    String end() {
        return text + "}";
    }

    private static String of(FieldValue value) {
        if (value.isEmpty()) {
            return "null";
        }
        if (value instanceof FieldValue.Numeric || value instanceof FieldValue.Flag) {
            return value.display();
        }
        if (value instanceof FieldValue.Choices several) {
            return list(several.values());
        }
        return value instanceof FieldValue.References several ? list(several.targets()) : quoted(value.display());
    }

    private static String list(Collection<?> values) {
        return values.stream().map(value -> quoted(value.toString())).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || isAlone(value, i)) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** Half of a character that needs two: no encoding can write it. */
    private static boolean isAlone(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
