package io.github.tandemsync.simulators.hubspot;

import io.github.tandemsync.simulators.server.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Counts requests against the limits (HubSpot docs: usage guidelines). Guarded by the portal's lock. */
final class Limiter {
    private static final long TEN_SECONDS = 10_000;
    private static final long SECOND = 1_000;

    private final Settings settings;
    private final Map<Long, Deque<Long>> bursts = new TreeMap<>();
    private final Deque<Long> searches = new ArrayDeque<>();
    private LocalDate day = LocalDate.MIN;
    private int today;

    Limiter(Settings settings) {
        this.settings = settings;
    }

    /** A refusal, or nothing when the request is within all limits, and then it is counted. */
    Optional<Reply> refusal(AppToken app, boolean search) {
        RateLimits limits = settings.limits();
        rollDay();
        if (limits.perDay() > 0 && today >= limits.perDay()) {
            return Optional.of(HubSpotAnswers.dailyLimit());
        }
        Optional<Reply> refusal = search
                ? over(searches, SECOND, limits.searchesPerSecond(), HubSpotAnswers::searchLimit)
                : over(burst(app), TEN_SECONDS, limits.perTenSeconds(), HubSpotAnswers::burstLimit);
        if (refusal.isEmpty()) {
            today++;
        }
        return refusal;
    }

    /** The answer with the rate-limit headers; answers to searches have none. */
    Reply withHeaders(Reply reply, AppToken app, boolean search) {
        RateLimits limits = settings.limits();
        if (search || limits.perTenSeconds() == 0) {
            return reply;
        }
        Reply shown = reply.withHeader("X-HubSpot-RateLimit-Max", text(limits.perTenSeconds()))
                .withHeader(
                        "X-HubSpot-RateLimit-Remaining",
                        text(limits.perTenSeconds() - burst(app).size()))
                .withHeader("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(TEN_SECONDS));
        return limits.perDay() == 0
                ? shown
                : shown.withHeader("X-HubSpot-RateLimit-Daily", text(limits.perDay()))
                        .withHeader("X-HubSpot-RateLimit-Daily-Remaining", text(limits.perDay() - today));
    }

    private Optional<Reply> over(Deque<Long> window, long length, int max, Supplier<Reply> refusal) {
        long now = settings.clock().instant().toEpochMilli();
        while (!window.isEmpty() && window.peekFirst() <= now - length) {
            window.removeFirst();
        }
        if (max > 0 && window.size() >= max) {
            return Optional.of(refusal.get());
        }
        window.addLast(now);
        return Optional.empty();
    }

    private Deque<Long> burst(AppToken app) {
        return bursts.computeIfAbsent(app.appId(), any -> new ArrayDeque<>());
    }

    private void rollDay() {
        Instant now = settings.clock().instant();
        LocalDate current = now.atZone(settings.timeZone()).toLocalDate();
        if (!current.equals(day)) {
            day = current;
            today = 0;
        }
    }

    private static String text(int number) {
        return Integer.toString(Math.max(0, number));
    }
}
