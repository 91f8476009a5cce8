package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.RateBudget;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.core.transport.Waiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The service protection limits of one user of an organisation: 6,000 requests and 1,200 seconds of execution time in any five
 * minutes, and a number of requests at a time. The operations of a {@code $batch} count one by one; execution time is
 * measured as time until the answer, which is never less. Shared by all clients of the user; safe for use by several threads.
 * Source: "Service protection API limits".
 */
public final class ServiceBudget implements RateBudget {
    /** The service allows 52 or more at a time; few are enough for a batch writer. */
    public static final int DEFAULT_CONCURRENCY = 8;

    private static final int REQUESTS = 6_000;
    private static final Duration EXECUTION = Duration.ofMinutes(20);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String LANE = "operations/";

    private final InstantSource clock;
    private final Waiter waiter;
    private final Semaphore places;
    private final Deque<Use> sent = new ArrayDeque<>();
    private final Deque<Use> executed = new ArrayDeque<>();
    private Instant pausedUntil = Instant.MIN;

    /** A budget for one user, on the system's clock. */
    public static ServiceBudget create() {
        return new ServiceBudget(DEFAULT_CONCURRENCY, SystemWiring.clock(), SystemWiring.waiter());
    }

    /** As {@link #create}, with other parts. */
    public ServiceBudget(int concurrency, InstantSource clock, Waiter waiter) {
        this.places = new Semaphore(concurrency, true);
        this.clock = clock;
        this.waiter = waiter;
    }

    /** The lane of a request with so many operations. */
    static String lane(int operations) {
        return LANE + operations;
    }

    private static long operations(String lane) {
        long asked = lane.startsWith(LANE) ? Long.parseLong(lane.substring(LANE.length())) : 1;
        return Math.min(asked, REQUESTS);
    }

    @Override
    public Permit acquire(String lane, Instant deadline) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!places.tryAcquire(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
            throw usedUp();
        }
        try {
            awaitTurn(operations(lane), deadline);
        } catch (InterruptedException | RuntimeException e) {
            places.release();
            throw e;
        }
        Instant started = clock.instant();
        return () -> {
            executed(Duration.between(started, clock.instant()));
            places.release();
        };
    }

    /** By the number of requests; how long they will execute can not be told. Never null. */
    @Override
    public Duration leastTime(Map<String, Long> requests) {
        long all = 0;
        for (Map.Entry<String, Long> lane : requests.entrySet()) {
            all += operations(lane.getKey()) * lane.getValue();
        }
        return WINDOW.multipliedBy(Math.max(0, all - 1) / REQUESTS);
    }

    private void awaitTurn(long operations, Instant deadline) throws InterruptedException {
        for (Duration wait = take(operations); !wait.isZero(); wait = take(operations)) {
            if (clock.instant().plus(wait).isAfter(deadline)) {
                throw usedUp();
            }
            waiter.await(wait);
        }
    }

    /** Zero if the turn was taken, else how long to wait before asking again. */
    private synchronized Duration take(long operations) {
        Instant now = clock.instant();
        Instant free = later(
                pausedUntil,
                later(freeAt(sent, operations, REQUESTS, now), freeAt(executed, 1, EXECUTION.toMillis(), now)));
        if (free.isAfter(now)) {
            return Duration.between(now, free);
        }
        sent.addLast(new Use(now, operations));
        return Duration.ZERO;
    }

    /** When enough of the uses have left the window for so much more. */
    private static Instant freeAt(Deque<Use> uses, long more, long limit, Instant now) {
        while (!uses.isEmpty() && !uses.getFirst().at().plus(WINDOW).isAfter(now)) {
            uses.removeFirst();
        }
        long used = uses.stream().mapToLong(Use::amount).sum();
        Instant free = Instant.MIN;
        for (Use use : uses) {
            if (used + more <= limit) {
                break;
            }
            used -= use.amount();
            free = use.at().plus(WINDOW);
        }
        return free;
    }

    private synchronized void executed(Duration time) {
        executed.addLast(new Use(clock.instant(), Math.max(0, time.toMillis())));
    }

    /** A limit is the user's, whatever was sent. */
    @Override
    public synchronized void pause(String lane, Duration time) {
        pausedUntil = later(pausedUntil, clock.instant().plus(time));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static TransportException usedUp() {
        return new TransportException(
                Category.THROTTLED,
                "The service protection limits leave no turn before the call's deadline; not sent. Send less at the same "
                        + "time, or use another application user for other work");
    }

    /** Some of a limit, used at a time. */
    private record Use(Instant at, long amount) {}
}
