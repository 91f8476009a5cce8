package io.github.tandemsync.e2e.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Does the same on several threads at once. */
final class Threads {
    private Threads() {}

    /**
     * Returns when all have ended.
     *
     * @throws IllegalStateException if one of them failed: what it had not done yet is not done
     */
    static void run(int count, String name, Runnable work) {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(work, name + "-" + i);
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while histories ran", e);
            }
        }
        Throwable failure = failures.poll();
        if (failure != null) {
            throw new IllegalStateException("not all were run: " + failure.getMessage(), failure);
        }
    }
}
