package io.github.tandemsync.core.transport;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One answer, of any status but a redirect, with its body read whole. {@code toString} shows status and length only. */
public final class ApiResponse {
    private final String host;
    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;

    ApiResponse(String host, RawResponse raw, @Nullable String requestId, @Nullable Duration retryAfter) {
        this.host = host;
        this.status = raw.status();
        this.headers = raw.headers();
        this.body = raw.body();
        this.requestId = requestId;
        this.retryAfter = retryAfter;
    }

    /** The host that was asked, with the port where the address names one. */
    public String host() {
        return host;
    }

    public int status() {
        return status;
    }

    /** True for a status from 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The header's value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    Headers headers() {
        return headers;
    }

    /** The body, unpacked; empty if there was none. The array is not copied. */
    public byte[] body() {
        return body;
    }

    /** The server's id of the request, where it gives one. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** When the server said to come back, never negative and capped; null if it did not, or not readably. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The server's clock when it answered ({@code Date}), to the second; null if it did not say. */
    public @Nullable Instant serverTime() {
        return HttpDates.parse(headers.get("Date"));
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
