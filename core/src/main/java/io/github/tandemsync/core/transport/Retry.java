package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends again what is safe to send again: reads, and writes that certainly did not run. */
record Retry(int most, Backoff backoff, Waiter waiter, InstantSource clock, Layer inner) implements Layer {
    private static final int TOO_MANY = 429;
    private static final Set<Integer> PASSING = Set.of(408, 423, 429, 477, 500, 502, 503, 504, 521, 523, 524);

    @Override
    public ApiResponse send(Call call) {
        for (int attempt = 0; ; attempt++) {
            try {
                ApiResponse response = inner.send(call);
                if (!mayRepeat(call, response) || !pause(call, attempt, backoff.after(attempt, response))) {
                    return response;
                }
            } catch (TransportException e) {
                if (!mayRepeat(call, e) || !pause(call, attempt, backoff.after(attempt))) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayRepeat(Call call, ApiResponse response) {
        return PASSING.contains(response.status()) && (call.request().isRead() || response.status() == TOO_MANY);
    }

    /** A fault with a status was judged further down: a refused token or a redirect does not get better. */
    private static boolean mayRepeat(Call call, TransportException fault) {
        return fault.status() == 0
                && fault.category() == Category.UNAVAILABLE
                && (call.request().isRead() || !fault.mayHaveRun());
    }

    /** False where there are no attempts left, or where the wait would outlast the call. */
    private boolean pause(Call call, int attempt, @Nullable Duration wait) {
        if (attempt >= most || wait == null || wait.compareTo(call.left(clock.instant())) >= 0) {
            return false;
        }
        return Waits.await(waiter, wait);
    }
}
