package io.github.tandemsync.hubspot;

import io.github.tandemsync.core.transport.ApiResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what the newest answer said of the daily calls. Answers may arrive in another order than they were given. */
final class UsageMeter {
    static final String LIMIT = "X-HubSpot-RateLimit-Daily";
    static final String REMAINING = "X-HubSpot-RateLimit-Daily-Remaining";

    private @Nullable DailyUsage newest;

    /** Takes note of the answer's headers, if it has them and says when it was given. */
    void note(ApiResponse response) {
        Long limit = number(response.header(LIMIT));
        Long remaining = number(response.header(REMAINING));
        Instant told = response.serverTime();
        if (limit != null && remaining != null && told != null) {
            note(new DailyUsage(limit, remaining, told));
        }
    }

    private synchronized void note(DailyUsage usage) {
        DailyUsage before = newest;
        if (before == null || isNewer(usage, before)) {
            newest = usage;
        }
    }

    /** Answers of one second are of one day, in which less and less is left. */
    private static boolean isNewer(DailyUsage usage, DailyUsage before) {
        int order = usage.told().compareTo(before.told());
        return order > 0 || (order == 0 && usage.remaining() < before.remaining());
    }

    synchronized @Nullable DailyUsage newest() {
        return newest;
    }

    private static @Nullable Long number(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return Long.valueOf(header.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
