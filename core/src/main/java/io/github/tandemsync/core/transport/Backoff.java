package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: what the server says, else doubling from the base with jitter between half and the
 * whole, so that several clients do not come back together.
 */
record Backoff(Duration base, Duration most, DoubleSupplier jitter) {
    private static final int TOO_MANY = 429;
    private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(1);

    Duration after(int attempt) {
        return doubled(base, attempt);
    }

    Duration after(int attempt, ApiResponse response) {
        Duration asked = response.retryAfter();
        if (asked != null) {
            return asked;
        }
        return response.status() == TOO_MANY ? AFTER_TOO_MANY.plus(doubled(base, attempt)) : doubled(base, attempt);
    }

    private Duration doubled(Duration start, int attempt) {
        Duration whole = start.multipliedBy(1L << Math.min(attempt, 20));
        Duration capped = whole.compareTo(most) > 0 ? most : whole;
        return Duration.ofMillis((long) (capped.toMillis() * (0.5 + 0.5 * jitter.getAsDouble())));
    }
}
