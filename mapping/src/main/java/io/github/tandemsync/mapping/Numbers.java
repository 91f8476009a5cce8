package io.github.tandemsync.mapping;

import io.github.tandemsync.core.record.FieldValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers out of a mapping's text. */
final class Numbers {
    private static final int LONGEST = 60;

    private Numbers() {}

    /** The number; null if the text is none, or longer than any that a CRM holds. */
    static FieldValue.@Nullable Numeric parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return new FieldValue.Numeric(new BigDecimal(text));
        } catch (IllegalArgumentException notANumber) {
            return null;
        }
    }
}
