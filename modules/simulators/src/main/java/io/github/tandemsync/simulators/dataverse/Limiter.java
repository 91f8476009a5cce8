package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.server.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what the service protection limits count, and refuses what is beyond. Thread safe. */
final class Limiter {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private record Spent(Instant at, int operations) {}

    private final @Nullable ServiceProtection limits;
    private final Deque<Spent> window = new ArrayDeque<>();
    private int operations;
    private int running;
    private int refusals;

    Limiter(@Nullable ServiceProtection limits) {
        this.limits = limits;
    }

    /** Lets a request of so many operations in, or answers 429. A request let in ends with {@link #leave}. */
    synchronized Optional<Reply> enter(Instant now, int count) {
        if (limits == null) {
            return Optional.empty();
        }
        forget(now, limits.window());
        Duration spent = limits.cost().multipliedBy(operations);
        if (running >= limits.concurrent()) {
            return Optional.of(refuse(
                    "0x80072326",
                    "Number of concurrent requests exceeded the limit of " + limits.concurrent() + ".",
                    Duration.ofSeconds(2)));
        }
        if (operations + count > limits.requests() && operations > 0) {
            return Optional.of(refuse(
                    "0x80072322",
                    "Number of requests exceeded the limit of " + limits.requests() + " over time window of "
                            + limits.window().toSeconds() + " seconds.",
                    free(now, limits)));
        }
        if (spent.compareTo(limits.execution()) >= 0) {
            return Optional.of(refuse(
                    "0x80072321",
                    "Combined execution time of incoming requests exceeded limit of "
                            + String.format(Locale.US, "%,d", limits.execution().toMillis())
                            + " milliseconds over time window of "
                            + limits.window().toSeconds() + " seconds.",
                    free(now, limits)));
        }
        refusals = 0;
        running++;
        operations += count;
        window.addLast(new Spent(now, count));
        return Optional.empty();
    }

    synchronized void leave() {
        running -= limits == null ? 0 : 1;
    }

    /** The informational headers of every answer. */
    synchronized Map<String, String> headers() {
        if (limits == null) {
            return Map.of(
                    "x-ms-ratelimit-burst-remaining-xrm-requests", "5999",
                    "x-ms-ratelimit-time-remaining-xrm-requests", "1,199.90");
        }
        Duration left = limits.execution().minus(limits.cost().multipliedBy(operations));
        return Map.of(
                "x-ms-ratelimit-burst-remaining-xrm-requests",
                String.valueOf(Math.max(0, limits.requests() - operations)),
                "x-ms-ratelimit-time-remaining-xrm-requests",
                String.format(Locale.US, "%,.2f", Math.max(0, left.toMillis() / 1000.0)));
    }

    private void forget(Instant now, Duration length) {
        while (!window.isEmpty() && !window.getFirst().at().plus(length).isAfter(now)) {
            operations -= window.removeFirst().operations();
        }
    }

    private Duration free(Instant now, ServiceProtection protection) {
        Instant first = window.isEmpty() ? now : window.getFirst().at();
        return Duration.between(now, first.plus(protection.window())).plusSeconds(1);
    }

    /** The wait grows while it is ignored. */
    private Reply refuse(String code, String message, Duration wait) {
        Duration longer = wait.multipliedBy(1L << Math.min(refusals++ / 3, 4));
        long seconds = Math.max(1, (longer.compareTo(LONGEST) > 0 ? LONGEST : longer).toSeconds());
        return Replies.error(new DataverseFault(429, code, message), Prefer.parse(""), "limited")
                .withHeader("Retry-After", String.valueOf(seconds));
    }
}
