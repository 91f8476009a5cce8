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
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("A secret must be printable ASCII without blanks; got "
                    + value.length()
                    + " characters that do not fit. Check for a line break or quotes around it");
        }
        return new Secret(value);
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
