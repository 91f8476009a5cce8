package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own time, randomness and threads, for a runner that was given none. The only place of the engine that touches
 * them.
 */
final class SystemWiring {
    private static final int IDLE_SECONDS = 10;

    private SystemWiring() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static Supplier<String> ids() {
        return () -> UUID.randomUUID().toString();
    }

    /** So many threads at most; they end when there is nothing to do, so that nobody has to end them. */
    static Executor threads(int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SystemWiring::thread);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** On one thread, which ends with what it does when the alarm is off, and keeps no process alive. */
    static Alarm alarm() {
        ScheduledThreadPoolExecutor clock =
                new ScheduledThreadPoolExecutor(1, SystemWiring::runner, new ThreadPoolExecutor.DiscardPolicy());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        clock.setRemoveOnCancelPolicy(true);
        return new Alarm() {
            private @Nullable Future<?> last;

            @Override
            public synchronized void set(Duration after, Runnable work) {
                if (last != null) {
                    last.cancel(false);
                }
                last = clock.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void off() {
                clock.shutdown();
            }
        };
    }

    private static Thread runner(Runnable work) {
        Thread thread = new Thread(work, "tandem-runs");
        thread.setDaemon(true);
        return thread;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tandem-calls");
        thread.setDaemon(true);
        return thread;
    }
}
