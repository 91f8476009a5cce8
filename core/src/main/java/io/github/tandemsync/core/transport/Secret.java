package io.github.tandemsync.core.transport;

import java.util.function.Supplier;

/**
 * A token or password. {@code toString} is always {@code ***}; only {@link #reveal()} shows it. Immutable; equality is by
 * content.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @throws IllegalArgumentException if it is empty or holds anything but printable ASCII, which no header could carry; the
     *     message does not show it
     */
    public static Secret of(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "A secret is empty. Check that the variable or file it is read from is set");
        }
        if (!value.chars().allMatch(Secret::fits)) {
            throw new IllegalArgumentException(
                    "A secret must be printable ASCII without blanks, and holds a character that does" + " not fit. "
                            + remedy(value));
        }
        return new Secret(value);
    }

    private static boolean fits(int character) {
        return character > ' ' && character < 0x7f;
    }

    private static String remedy(String value) {
        return value.strip().chars().allMatch(Secret::fits)
                ? "It is a blank or line break at its begin or end: strip() what was read from a file"
                : "Check for blanks or line breaks in it, and for characters that a copy brought along";
    }

    /** Wraps what a supplier of the host gives, such as a lookup in its vault. */
    public static Secret of(Supplier<String> value) {
        return of(value.get());
    }

    /** The secret itself, for the one place that sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
