package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer, of a single request or of a part of a {@code $batch}; also the raw view. Immutable; {@code toString} shows status
 * and length only.
 */
public final class Answer {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final String host;
    private final int status;
    private final Function<String, @Nullable String> headers;
    private final byte[] body;
    private final @Nullable Instant serverTime;

    private Answer(
            String host,
            int status,
            Function<String, @Nullable String> headers,
            byte[] body,
            @Nullable Instant serverTime) {
        this.host = host;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.serverTime = serverTime;
    }

    static Answer of(ApiResponse response) {
        return new Answer(response.host(), response.status(), response::header, response.body(), response.serverTime());
    }

    static Answer part(int status, Headers headers, byte[] body) {
        return new Answer("", status, headers::get, body, null);
    }

    /** The host that was asked; empty for a part of a batch. */
    String host() {
        return host;
    }

    public int status() {
        return status;
    }

    /** Whether the status is 2xx. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** A header's value, whatever the case of its name; null where it is absent. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    /** The body as received, for what this client has no type for. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws DynamicsException of category UNAVAILABLE if it can not be read
     */
    public Row row() {
        try {
            return Json.read(body);
        } catch (Json.Malformed unreadable) {
            throw DynamicsException.unreadable(this, unreadable.problem());
        }
    }

    /** The error of an answer that is not successful. */
    public ApiError error() {
        Row error = errorObject();
        String code = error == null ? null : error.text("code");
        String message = error == null ? null : error.text("message");
        return new ApiError(status, code == null ? "" : code.toLowerCase(Locale.ROOT), message == null ? "" : message);
    }

    private @Nullable Row errorObject() {
        try {
            Row error = Json.read(body).row("error");
            boolean documented = error != null && error.isText("code") && error.isText("message");
            return documented ? error : null;
        } catch (Json.Malformed | IllegalStateException notTheDocumentedShape) {
            return null;
        }
    }

    /** Dataverse's clock when it answered, to the second; null where not told, as in a part of a batch. */
    @Nullable
    Instant serverTime() {
        return serverTime;
    }

    /** When the server said to come back, at most an hour; null where it did not say, or not in seconds. */
    public @Nullable Duration retryAfter() {
        String text = header("Retry-After");
        if (text == null || !text.strip().matches("[0-9]{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(text.strip()));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    /** The server's id of the request, to quote to its support; null where it gave none. */
    public @Nullable String requestId() {
        String id = header("x-ms-service-request-id");
        return id == null ? header("REQ_ID") : id;
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
