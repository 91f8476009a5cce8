package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.TandemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fault in talking to a system. Carries what a caller needs to act; never a field value. */
public class ConnectorException extends TandemException {
    private static final long serialVersionUID = 1L;

    private final Category category;
    private final @Nullable Duration retryAfter;

    public ConnectorException(
            Category category, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
        this.retryAfter = retryAfter;
    }

    public ConnectorException(Category category, String message) {
        this(category, message, null, null);
    }

    public Category category() {
        return category;
    }

    /** When the system said to come back; null if it did not. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What a caller does about it. */
    public enum Category {
        /** No answer, a server error, an answer that could not be read: may pass by itself. */
        UNAVAILABLE,
        /**
         * A quota is used up; {@link #retryAfter()} says for how long. A runner that was told so does not call the system before, in
         * whatever run and for whatever pair.
         */
        THROTTLED,
        /** The token is wrong, expired or revoked: new credentials are needed. */
        UNAUTHORIZED,
        /** A right is missing: somebody has to grant it. */
        FORBIDDEN,
        /** The system does not understand the request: a field or type that it does not have, or a bug. */
        INVALID
    }
}
