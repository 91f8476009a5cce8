package io.github.tandemsync.simulators.dataverse;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparison of stored values as the database does it: texts without case, numbers by value. */
final class Compare {
    private Compare() {}

    static boolean equal(@Nullable Object one, @Nullable Object two) {
        if (one == null || two == null) {
            return Objects.equals(one, two);
        }
        return order(one, two) == 0;
    }

    /** Orders two values of one type; empty comes first. */
    static int order(@Nullable Object one, @Nullable Object two) {
        if (one == null || two == null) {
            return Boolean.compare(one != null, two != null);
        }
        if (one instanceof String a && two instanceof String b) {
            return fold(a).compareTo(fold(b));
        }
        if (one instanceof Number && two instanceof Number) {
            return number(one).compareTo(number(two));
        }
        if (one.getClass() == two.getClass() && one instanceof Comparable<?>) {
            @SuppressWarnings("unchecked")
            Comparable<Object> comparable = (Comparable<Object>) one;
            return comparable.compareTo(two);
        }
        return one.equals(two) ? 0 : one.toString().compareTo(two.toString());
    }

    static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }
}
