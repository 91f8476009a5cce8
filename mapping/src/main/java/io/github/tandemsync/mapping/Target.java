package io.github.tandemsync.mapping;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Translation;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a field can hold. A value that does not fit is parked; nothing is cut, rounded or left out to make it fit.
 *
 * @param maxLength in UTF-16 units, as Dataverse counts; null where unlimited or unknown
 */
record Target(String name, boolean required, @Nullable Integer maxLength) {
    /** Dataverse's first day; the last is that of four-digit years. */
    static final LocalDate FIRST_DAY = LocalDate.of(1753, 1, 1);

    static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Instant FIRST_INSTANT = Instant.parse("1753-01-01T00:00:00Z");
    private static final Instant AFTER_LAST_INSTANT = Instant.parse("+10000-01-01T00:00:00Z");

    static Target of(FieldSchema field) {
        return new Target(field.name(), field.required(), field.maxLength());
    }

    /** The value for this field, or why it can not hold it. */
    Translation admit(FieldValue value) {
        if (value.isEmpty()) {
            return required
                    ? park("required", "must have a value, and the source has none; fill it in there")
                    : translated(value);
        } else if (value instanceof FieldValue.Text text) {
            return admitText(text);
        } else if (value instanceof FieldValue.Day day) {
            boolean inRange = !day.value().isBefore(FIRST_DAY) && !day.value().isAfter(LAST_DAY);
            return inRange ? translated(value) : outOfRange();
        } else if (value instanceof FieldValue.Timestamp time) {
            boolean inRange =
                    !time.value().isBefore(FIRST_INSTANT) && time.value().isBefore(AFTER_LAST_INSTANT);
            return inRange ? translated(value) : outOfRange();
        }
        return translated(value);
    }

    private Translation admitText(FieldValue.Text text) {
        if (maxLength != null && text.value().length() > maxLength) {
            return park("too-long", "holds at most " + maxLength + " characters; shorten the text in the source");
        }
        return isStorable(text.value())
                ? translated(text)
                : park("invalid-character", "can not hold control characters or broken surrogates; remove them");
    }

    /** No control character but tab and line ends, no half of a surrogate pair: neither survives JSON and XML stores. */
    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private Translation outOfRange() {
        return park("out-of-range", "holds dates from 1753-01-01 to 9999-12-31; correct the date in the source");
    }

    private Translation translated(FieldValue value) {
        return new Translation.Translated(Values.of(name, value));
    }

    private Translation park(String code, String reason) {
        return new Translation.Park(code, "'" + name + "' " + reason);
    }
}
