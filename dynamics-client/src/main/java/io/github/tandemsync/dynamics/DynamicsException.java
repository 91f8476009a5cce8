package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.transport.ServerText;
import org.jspecify.annotations.Nullable;

/**
 * An answer of Dataverse that the caller did not expect. The message names status, code and remedy in our words; the server's
 * own words may hold content and stay out.
 */
public final class DynamicsException extends ConnectorException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String requestId;

    private DynamicsException(Category category, String message, Answer answer, String code) {
        super(category, message, answer.retryAfter(), null);
        this.status = answer.status();
        this.code = code;
        this.requestId = answer.requestId();
    }

    /** For the answer to the operation. */
    static DynamicsException of(Operation operation, Answer answer) {
        ApiError error = answer.error();
        Category category = category(error);
        String meaning = ErrorCodes.meaning(error.code());
        String message = "Dataverse" + at(answer) + " answered " + operation + " with " + error.status()
                + (error.code().isEmpty() ? "" : " " + ServerText.clean(error.code()))
                + ": " + (meaning == null ? remedy(category) : meaning) + id(answer);
        return new DynamicsException(category, message, answer, error.code());
    }

    /** For an answer that is not what its status promises. */
    static DynamicsException unreadable(Answer answer, String problem) {
        String message =
                "An answer of Dataverse" + at(answer) + " (status " + answer.status() + ") can not be read: " + problem
                        + ". If it lasts, something between here and the organisation changes the answers: a proxy, a login page"
                        + id(answer);
        return new DynamicsException(Category.UNAVAILABLE, message, answer, "");
    }

    private static String at(Answer answer) {
        return answer.host().isEmpty() ? "" : " at " + answer.host();
    }

    private static String id(Answer answer) {
        String id = answer.requestId();
        return id == null ? "" : " (request id " + ServerText.clean(id) + ")";
    }

    private static Category category(ApiError error) {
        if (ErrorCodes.isLimit(error.code()) || error.status() == 429) {
            return Category.THROTTLED;
        }
        return switch (error.status()) {
            case 401 -> Category.UNAUTHORIZED;
            case 403 -> Category.FORBIDDEN;
            default ->
                error.status() >= 400 && error.status() < 500 && error.status() != 408
                        ? Category.INVALID
                        : Category.UNAVAILABLE;
        };
    }

    private static String remedy(Category category) {
        return switch (category) {
            case UNAUTHORIZED -> "the token is wrong, expired or for another organisation; give a valid one";
            case FORBIDDEN -> "a privilege is missing; add it to a security role of the application user";
            case THROTTLED -> "a limit of the service is used up; wait, or lower the configured rate";
            case INVALID -> "the request does not fit the organisation; check names against its tables";
            case UNAVAILABLE -> "it may pass by itself; try again later";
        };
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Such as {@code 0x80040217}; empty where the server gave none. */
    public String code() {
        return code;
    }

    /** The server's id of the request, to quote to its support; null where it gave none. */
    public @Nullable String requestId() {
        return requestId;
    }
}
