package io.github.tandemsync.core.state;

import java.util.regex.Pattern;

/** The name of one portal with one organisation. Everything stored is keyed by it. Letters, digits, {@code . _ -}; at most 100. */
public record ConnectionId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public ConnectionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A connection is named by 1 to 100 letters, digits, dots, underscores or hyphens; got "
                            + value.length() + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
