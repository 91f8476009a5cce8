package io.github.tandemsync.core.transport;

import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Makes text that came from a server fit for a message or a log: no control characters, no addresses, no values that we sent, and
 * not long.
 */
public final class ServerText {
    /** Most characters kept. */
    public static final int MAX_LENGTH = 300;

    private static final int SHORTEST_VALUE = 3;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\u2028\\u2029]+");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@\"'<>(),;:]{1,64}@[^\\s@\"'<>(),;:]{1,255}");

    private ServerText() {}

    /** The text without control and format characters, e-mail addresses masked, cut to {@link #MAX_LENGTH}. */
    public static String clean(String text) {
        String head = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        String printable = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
        String masked = ADDRESS.matcher(printable).replaceAll("***");
        return masked.length() > MAX_LENGTH ? masked.substring(0, MAX_LENGTH) + "..." : masked;
    }

    /** As {@link #clean(String)}, with every one of the values masked that is three characters or longer. */
    public static String clean(String text, Collection<String> values) {
        String masked = text;
        for (String value : values.stream()
                .filter(v -> v.length() >= SHORTEST_VALUE)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(value, "***");
        }
        return clean(masked);
    }
}
