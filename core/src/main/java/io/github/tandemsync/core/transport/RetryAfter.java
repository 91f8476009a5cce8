package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds or a date, never below zero, never above a cap, and null for anything else. */
final class RetryAfter {
    private RetryAfter() {}

    static @Nullable Duration parse(Headers headers, Instant now, Duration cap) {
        String text = headers.get("Retry-After");
        if (text == null) {
            return null;
        }
        String trimmed = text.strip();
        Duration wait = trimmed.matches("-?[0-9]+([.][0-9]+)?") ? seconds(trimmed) : until(trimmed, headers, now);
        return wait == null ? null : clamp(wait, cap);
    }

    private static Duration seconds(String text) {
        if (text.startsWith("-")) {
            return Duration.ZERO;
        }
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        long value = whole.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(whole);
        return Duration.ofSeconds(point < 0 ? value : value + 1);
    }

    /** Against the server's own clock where it shows it, so that a wrong clock here does not matter. */
    private static @Nullable Duration until(String text, Headers headers, Instant now) {
        Instant date = HttpDates.parse(text);
        Instant serverNow = HttpDates.parse(headers.get("Date"));
        return date == null ? null : Duration.between(serverNow == null ? now : serverNow, date);
    }

    private static Duration clamp(Duration wait, Duration cap) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(cap) > 0 ? cap : wait;
    }
}
