package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one HTTP call: no answer, one that could not be read, or one that a caller did not expect. {@link #mayHaveRun()} is
 * what a caller of a write needs: false only where the request certainly did not run.
 */
public class TransportException extends ConnectorException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String requestId;
    private final boolean mayHaveRun;

    TransportException(
            Category category,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause,
            int status,
            @Nullable String requestId,
            boolean mayHaveRun) {
        super(category, message, retryAfter, cause);
        this.status = status;
        this.requestId = requestId;
        this.mayHaveRun = mayHaveRun;
    }

    /** A fault without an answer, of a request that may have run. */
    public TransportException(Category category, String message) {
        this(category, message, null, null, 0, null, true);
    }

    static TransportException notSent(Category category, String message, @Nullable Duration retryAfter) {
        return new TransportException(category, message, retryAfter, null, 0, null, false);
    }

    /**
     * An answer that the caller did not expect.
     *
     * @param detail the server's own words or code, already {@linkplain ServerText#clean clean}; empty if it gave none
     */
    public static TransportException of(ApiRequest request, ApiResponse response, String detail) {
        return new TransportException(request, response, detail);
    }

    /** As {@link #of}, for an exception of a client's own. */
    protected TransportException(ApiRequest request, ApiResponse response, String detail) {
        this(
                category(response.status()),
                message(request, response, detail),
                response.retryAfter(),
                null,
                response.status(),
                response.requestId(),
                mayHaveRun(response.status()));
    }

    /** An answer that could not be read: never to be taken for "empty". */
    public static TransportException unreadable(ApiRequest request, ApiResponse response, String problem) {
        String message = "The answer " + response.status() + " of " + response.host() + " to " + request.method() + " "
                + request.path() + " can not be read: " + problem
                + ". If it lasts, something between here and the system changes the answers: a proxy, a login page";
        return new TransportException(
                Category.UNAVAILABLE, message, null, null, response.status(), response.requestId(), true);
    }

    /** The HTTP status, or 0 without an answer. */
    public int status() {
        return status;
    }

    /** The server's id of the request, to quote to its support; null if it gave none. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** False only if the request certainly did not run: it was never sent, or was turned away unread. */
    public boolean mayHaveRun() {
        return mayHaveRun;
    }

    private static String message(ApiRequest request, ApiResponse response, String detail) {
        String id = response.requestId();
        return request.method() + " " + request.path() + " of " + response.host() + " was answered with "
                + response.status()
                + (detail.isEmpty() ? "" : ": " + detail)
                + (id == null ? "" : " (request id " + ServerText.clean(id) + ")")
                + remedy(category(response.status()));
    }

    private static Category category(int status) {
        return switch (status) {
            case 401 -> Category.UNAUTHORIZED;
            case 403 -> Category.FORBIDDEN;
            case 429 -> Category.THROTTLED;
            case 408, 423, 477 -> Category.UNAVAILABLE;
            default -> status >= 400 && status < 500 ? Category.INVALID : Category.UNAVAILABLE;
        };
    }

    private static boolean mayHaveRun(int status) {
        return status < 400 || status >= 500 || status == 408;
    }

    private static String remedy(Category category) {
        return switch (category) {
            case UNAUTHORIZED -> ". The token is wrong, expired or revoked: give a valid one";
            case FORBIDDEN -> ". A right is missing: grant it to these credentials";
            case THROTTLED -> ". A quota is used up: wait, or lower the configured rate";
            case INVALID -> ". The system did not understand the request: check names against its schema";
            case UNAVAILABLE -> ". It may pass by itself: try again later";
        };
    }
}
