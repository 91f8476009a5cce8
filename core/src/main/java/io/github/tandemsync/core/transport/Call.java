package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;

/**
 * A request on its way down the stack.
 *
 * @param request what the caller asked for
 * @param headers what the layers added to its headers
 * @param deadline when the whole call ends
 */
record Call(ApiRequest request, Headers headers, Instant deadline) {

    Call with(String name, String value) {
        return new Call(request, headers.with(name, value), deadline);
    }

    Duration left(Instant now) {
        return Duration.between(now, deadline);
    }
}
