package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.record.FieldValue;
import java.util.Locale;

/** The canonical form of a text value: what the servers' rewriting on save leaves unchanged. Idempotent. */
public final class Canonical {
    private Canonical() {}

    public static String text(FieldValue value) {
        return value instanceof FieldValue.Text text ? text(text.value()) : "";
    }

    public static String text(String value) {
        return plain(value) ? value : value.trim().toLowerCase(Locale.ROOT);
    }

    /** Whether two values are the same but for case and outer blanks. */
    public static boolean equal(FieldValue one, FieldValue other) {
        return one.equals(other)
                || (one instanceof FieldValue.Text
                        && other instanceof FieldValue.Text
                        && text(one).equals(text(other)));
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }
}
