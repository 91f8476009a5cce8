package io.github.tandemsync.core.rule;

import java.util.regex.Pattern;

/** The name of an object pair within its connection, such as {@code company-account}: lower-case words joined by hyphens. */
public record PairId(String value) implements Comparable<PairId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public PairId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A pair is named by lower-case words joined by hyphens, such as company-account; got: " + value);
        }
    }

    @Override
    public int compareTo(PairId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
