package io.github.tandemsync.core.engine;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A few helpers take batches from the same list as the calling thread, so that it never waits for one that nobody has begun. */
record SharedStages(Executor executor, int width) implements StageExecutor {
    SharedStages {
        if (width < 1) {
            throw new IllegalArgumentException("At least one batch at a time is needed; got " + width);
        }
    }

    @Override
    public void run(List<Runnable> batches) {
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(batches.size());
        Runnable worker = () -> work(batches, taken, open);
        try {
            for (int helper = 1; helper < Math.min(width, batches.size()); helper++) {
                executor.execute(worker);
            }
        } catch (RejectedExecutionException e) {
            // shut down or full: what it does not take, the calling thread does
        }
        worker.run();
        await(open);
    }

    private static void work(List<Runnable> batches, AtomicInteger taken, CountDownLatch open) {
        for (int next = taken.getAndIncrement(); next < batches.size(); next = taken.getAndIncrement()) {
            try {
                batches.get(next).run();
            } finally {
                open.countDown();
            }
        }
    }

    /** A write under way has to be settled whatever happens; calls have deadlines of their own. */
    private static void await(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
