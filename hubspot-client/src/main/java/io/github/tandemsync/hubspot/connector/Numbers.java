package io.github.tandemsync.hubspot.connector;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Record ids are whole numbers, written without leading zeros. */
final class Numbers {
    /** Their order as numbers. */
    static final Comparator<String> SHORTER_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private Numbers() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
