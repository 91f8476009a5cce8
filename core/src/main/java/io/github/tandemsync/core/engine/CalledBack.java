package io.github.tandemsync.core.engine;

import org.jspecify.annotations.Nullable;

/** A call of the runner from the middle of its own work, which is refused. */
final class CalledBack extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CalledBack() {
        super(
                "The runner was called from its own run, by a listener, a rule, a policy or a connector. Call it after the run has"
                        + " returned, or from another thread that the run does not wait for; that thread then waits for its end");
    }

    /** Whether such a call is behind a fault. */
    static boolean isBehind(@Nullable Throwable fault) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof CalledBack) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
