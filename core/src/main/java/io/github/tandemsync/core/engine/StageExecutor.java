package io.github.tandemsync.core.engine;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Runs the calls of one stage of a round: batches of reads, of history or of writes that do not depend on each other. The engine
 * decides and commits on its own thread, with the results in order, so that what a run does is the same under every executor.
 *
 * <p>An implementation MUST run every batch once, in whatever order and on whatever threads; MUST return when the last has
 * returned, never before, not even on an interrupt; and MUST make what the batches wrote visible to its caller. Batches throw nothing.
 */
public interface StageExecutor {
    /** How many batches of writes to hand over together, at least one: they are settled before the next are sent. */
    int width();

    /** Runs the batches. */
    void run(List<Runnable> batches);

    /** One batch after another on the calling thread. */
    static StageExecutor direct() {
        return new StageExecutor() {
            @Override
            public int width() {
                return 1;
            }

            @Override
            public void run(List<Runnable> batches) {
                batches.forEach(Runnable::run);
            }
        };
    }

    /**
     * At most {@code width} batches at a time: one on the calling thread, the others on the executor. If the executor has no
     * thread to spare, or refuses, the calling thread does the work. The executor stays the caller's.
     */
    static StageExecutor on(Executor executor, int width) {
        return new SharedStages(executor, width);
    }
}
