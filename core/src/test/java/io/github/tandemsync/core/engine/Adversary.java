package io.github.tandemsync.core.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the batches of a stage in any order, on a thread each, in part late. */
final class Adversary implements StageExecutor {
    private final Random chance;
    private final int width;
    private int most;

    Adversary(long seed, int width) {
        this.chance = new Random(seed);
        this.width = width;
    }

    /** The most batches that were handed over together. */
    int most() {
        return most;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void run(List<Runnable> batches) {
        most = Math.max(most, batches.size());
        List<Runnable> shuffled = new ArrayList<>(batches);
        Collections.shuffle(shuffled, chance);
        CountDownLatch open = new CountDownLatch(batches.size());
        for (Runnable batch : shuffled) {
            boolean late = chance.nextInt(3) == 0;
            Thread thread = new Thread(() -> {
                if (late) {
                    Thread.yield();
                }
                batch.run();
                open.countDown();
            });
            thread.start();
        }
        try {
            if (!open.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a batch hangs");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
