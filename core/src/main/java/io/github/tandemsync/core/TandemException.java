package io.github.tandemsync.core;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that leaves this library. Expected outcomes (a record that moved, a refusal, a conflict) are
 * values; an exception is a fault. Messages say the problem, its cause and the remedy, and never a field value or a secret.
 */
public class TandemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TandemException(String message) {
        super(message);
    }

    public TandemException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
