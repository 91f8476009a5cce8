package io.github.tandemsync.e2e.simulation;

import java.util.ArrayList;
import java.util.List;

/** Does the same on several threads at once. */
final class Threads {
    private Threads() {}

    /** Returns when all have ended. */
    static void run(int count, String name, Runnable work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(work, name + "-" + i);
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
    }
}
