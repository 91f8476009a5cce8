package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.TandemException;

/** Another runner holds the lease, or ours ran out: the run ends here, and nothing more is sent. */
public class FencedException extends TandemException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }
}
