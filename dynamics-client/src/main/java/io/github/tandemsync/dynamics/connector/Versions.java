package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.dynamics.Continuation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Row versions: one number for the whole organisation, which grows with every change. It runs backwards only where the environment was
 * restored onto itself. Etags hold it ({@code W/"919042"}), and so do delta tokens ({@code 919042!08/22/2017 08:10:44}) as documented in
 * "Use change tracking to synchronize data with external systems"; of a token in another form nothing is concluded.
 */
final class Versions {
    private static final Pattern ETAG = Pattern.compile("W/\"(\\d{1,18})\"");
    private static final Pattern DELTA = Pattern.compile("(?i)(?:^|&)(?:\\$|%24)deltatoken=(\\d{1,18})(?:!|%21)");

    private Versions() {}

    /** Whether one etag is of an earlier version than the other. */
    static boolean precedes(Stamp one, Stamp other) {
        Long first = number(ETAG.matcher(one.value()), true);
        Long second = number(ETAG.matcher(other.value()), true);
        return first != null && second != null && first < second;
    }

    /** What shows that the organisation's version was higher at the place where a feed went on than it is after it; null if nothing. */
    static @Nullable String regress(Continuation from, Continuation to) {
        Long before = number(DELTA.matcher(from.query()), false);
        Long after = number(DELTA.matcher(to.query()), false);
        return before == null || after == null || before <= after
                ? null
                : " were read up to version " + before + ", and end at " + after + " now";
    }

    private static @Nullable Long number(Matcher matcher, boolean whole) {
        boolean found = whole ? matcher.matches() : matcher.find();
        return found ? Long.valueOf(matcher.group(1)) : null;
    }
}
