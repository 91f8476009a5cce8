package io.github.tandemsync.examples.quickstart;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** With separators: {@code 1,234}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Aligned in a column of its own. */
    static String right(long number) {
        return String.format(Locale.ROOT, "%,5d", number);
    }

    /** {@code 1.4 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
