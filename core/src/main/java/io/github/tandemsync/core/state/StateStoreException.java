package io.github.tandemsync.core.state;

import io.github.tandemsync.core.TandemException;
import org.jspecify.annotations.Nullable;

/** The state store failed: its medium is broken, full, locked, or of another version. The message names the remedy. */
public class StateStoreException extends TandemException {
    private static final long serialVersionUID = 1L;

    public StateStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
