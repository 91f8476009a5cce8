package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
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

    /** On so many threads at most, which end when there is nothing to do, and keep no process alive. */
    static TimeLimiter timeLimiter(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, threads, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SystemWiring::asked);
        return new TimeLimiter() {
            @Override
            public <T> T ask(Duration most, Supplier<T> code) throws TimeoutException, InterruptedException {
                Future<T> answer = pool.submit(code::get);
                try {
                    return answer.get(most.toNanos(), TimeUnit.NANOSECONDS);
                } catch (ExecutionException failed) {
                    if (failed.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException(failed.getCause());
                } finally {
                    answer.cancel(true);
                }
            }
        };
    }

    static DoubleSupplier chance() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }

    /** On so many threads, which end with what they do when the alarms are closed, and keep no process alive. */
    static Alarms alarms(int threads) {
        ScheduledThreadPoolExecutor pool =
                new ScheduledThreadPoolExecutor(threads, SystemWiring::runner, new ThreadPoolExecutor.DiscardPolicy());
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pool.setRemoveOnCancelPolicy(true);
        return new Alarms() {
            @Override
            public Alarm alarm() {
                return new PoolAlarm(pool);
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }

    private static final class PoolAlarm implements Alarm {
        private final ScheduledExecutorService pool;
        private @Nullable Future<?> last;
        private boolean off;

        PoolAlarm(ScheduledExecutorService pool) {
            this.pool = pool;
        }

        @Override
        public synchronized void set(Duration after, Runnable work) {
            if (last != null) {
                last.cancel(false);
            }
            if (!off) {
                last = pool.schedule(work, after.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public synchronized void off() {
            off = true;
            if (last != null) {
                last.cancel(false);
            }
        }
    }

    private static Thread runner(Runnable work) {
        Thread thread = new Thread(work, "tandem-runs");
        thread.setDaemon(true);
        return thread;
    }

    private static Thread asked(Runnable work) {
        Thread thread = new Thread(work, "tandem-policies");
        thread.setDaemon(true);
        return thread;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "tandem-calls");
        thread.setDaemon(true);
        return thread;
    }
}
