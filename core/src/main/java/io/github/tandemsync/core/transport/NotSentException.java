package io.github.tandemsync.core.transport;

import java.io.IOException;

/** Nothing of the request can have reached the server: the connection was refused, or never made. */
public final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotSentException(String message) {
        super(message);
    }
}
