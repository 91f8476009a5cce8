package io.github.tandemsync.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The work of one connection, slice by slice. Called by one thread at a time, not always the same. */
public interface SliceTask {
    /**
     * Runs the next slice. What it throws counts as a failed slice.
     *
     * @return what is to follow; null if nothing is, because the connection is being closed
     */
    @Nullable
    SliceResult run(SliceContext context);

    /**
     * The slice threw.
     *
     * @param next when the next one is tried
     */
    default void failed(Throwable fault, Instant next) {}
}
