package io.github.tandemsync.hubspot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of single requests.
 *
 * @param guard run immediately before each request is sent; what it throws ends the call, unsent
 * @param timeout for the whole call, waiting and re-sending included; null for the client's
 */
public record RequestOptions(Runnable guard, @Nullable Duration timeout) {
    /** No option. */
    public static final RequestOptions NONE = new RequestOptions(() -> {}, null);

    public static RequestOptions guarded(Runnable guard) {
        return new RequestOptions(guard, null);
    }
}
