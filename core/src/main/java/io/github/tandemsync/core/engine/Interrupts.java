package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import org.jspecify.annotations.Nullable;

/** An interrupted run ends as if the process had: what is written down is true, and the next run does the rest. */
final class Interrupts {
    private Interrupts() {}

    /** Throws if the thread is marked as interrupted; it stays so. */
    static void demandNone(@Nullable RuntimeException fault) {
        if (Thread.currentThread().isInterrupted()) {
            throw ended(fault);
        }
    }

    static TandemException ended(@Nullable Exception fault) {
        return new TandemException(
                "The run was interrupted, and ended between two steps or without an answer to a call."
                        + " Nothing is lost: the next run does what is left",
                fault);
    }
}
