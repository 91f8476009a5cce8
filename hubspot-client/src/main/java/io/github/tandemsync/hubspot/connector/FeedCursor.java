package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.Cursor;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the CHANGES feed, written {@code 1:from:next:last} in milliseconds of HubSpot's clock.
 *
 * @param from everything before this has been reported
 * @param next what {@code from} will be when this pass is through; null before its first page
 * @param last the highest id of this pass so far; null before its first page
 */
record FeedCursor(
        Instant from, @Nullable Instant next, @Nullable String last) {
    private static final Pattern FORM = Pattern.compile("1:([0-9]{1,15}):([0-9]{1,15})?:([0-9]{1,20})?");

    static FeedCursor start(Instant from) {
        return new FeedCursor(from, null, null);
    }

    /** Null for a text that this version did not write. */
    static @Nullable FeedCursor parse(Cursor cursor) {
        Matcher matcher = FORM.matcher(cursor.value());
        if (!matcher.matches() || (matcher.group(2) == null) != (matcher.group(3) == null)) {
            return null;
        }
        return new FeedCursor(
                Instant.ofEpochMilli(Long.parseLong(matcher.group(1))),
                matcher.group(2) == null ? null : Instant.ofEpochMilli(Long.parseLong(matcher.group(2))),
                matcher.group(3));
    }

    Cursor text() {
        return new Cursor("1:" + from.toEpochMilli() + ":" + (next == null ? "" : next.toEpochMilli()) + ":"
                + (last == null ? "" : last));
    }
}
