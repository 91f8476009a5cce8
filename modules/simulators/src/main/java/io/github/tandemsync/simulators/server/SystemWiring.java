package io.github.tandemsync.simulators.server;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one place where the simulators touch the machine's clock, sleep and threads. */
public final class SystemWiring {
    private static final int CONNECTIONS = 256;

    private SystemWiring() {}

    /** The machine's clock. */
    public static InstantSource clock() {
        return InstantSource.system();
    }

    /** Real waiting. */
    public static Pause pause() {
        return duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Daemon threads, one per open connection, at most 256. */
    static ExecutorService connections(String name) {
        return new ThreadPoolExecutor(0, CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
