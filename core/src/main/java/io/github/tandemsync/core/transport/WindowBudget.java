package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RateBudget} of sliding windows ("100 in 10 seconds", several a lane) and a limit of requests at the same time. Turns are
 * booked in the order in which they are asked for; a lane without windows is limited by the concurrency only.
 *
 * <p>A request counts from its answer: when on its way the server counted it, nobody but the server knows, and one that was held up
 * arrives close to those sent after it. Where there is no answer a window's length after its turn, it counts from that. So a late answer
 * may put off a turn that was booked, to after one booked later, or beyond its deadline.
 *
 * <p>Defaults: no window, 8 requests at the same time, the system's clock and sleep.
 */
public final class WindowBudget implements RateBudget {
    private final Map<String, List<Window>> lanes;
    private final Map<String, Instant> paused = new TreeMap<>();
    private final Semaphore places;
    private final InstantSource clock;
    private final Waiter waiter;

    private WindowBudget(Builder builder) {
        this.lanes = new TreeMap<>(builder.lanes);
        this.places = new Semaphore(builder.concurrency, true);
        this.clock = builder.clock;
        this.waiter = builder.waiter;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Permit acquire(String lane, Instant deadline) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!places.tryAcquire(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS)) {
            throw usedUp(lane, null);
        }
        try {
            Turn turn = reserve(lane, deadline);
            awaitTurn(lane, turn, deadline);
            return () -> {
                answered(turn);
                places.release();
            };
        } catch (InterruptedException | RuntimeException e) {
            places.release();
            throw e;
        }
    }

    @Override
    public synchronized void pause(String lane, Duration time) {
        paused.merge(lane, clock.instant().plus(time), WindowBudget::later);
    }

    /** By the windows; never null. */
    @Override
    public Duration leastTime(Map<String, Long> requests) {
        Duration longest = Duration.ZERO;
        for (Map.Entry<String, Long> lane : requests.entrySet()) {
            for (Window window : lanes.getOrDefault(lane.getKey(), List.of())) {
                Duration time = window.leastTime(lane.getValue());
                longest = time.compareTo(longest) > 0 ? time : longest;
            }
        }
        return longest;
    }

    /** Books the next free turn, so that those who ask later come later. */
    private synchronized Turn reserve(String lane, Instant deadline) {
        List<Window> windows = lanes.getOrDefault(lane, List.of());
        Turn turn =
                new Turn(clock.instant(), windows.stream().flatMap(Window::gap).toList());
        Instant due = reckon(lane, turn);
        if (due.isAfter(deadline)) {
            throw usedUp(lane, Duration.between(clock.instant(), due));
        }
        windows.forEach(window -> window.take(turn));
        return turn;
    }

    private void awaitTurn(String lane, Turn turn, Instant deadline) throws InterruptedException {
        Instant booked = reckon(lane, turn);
        try {
            Instant due = booked;
            for (Instant now = clock.instant(); now.isBefore(due); now = clock.instant()) {
                if (due.isAfter(deadline)) {
                    throw usedUp(lane, Duration.between(now, due));
                }
                waiter.await(Duration.between(now, due));
                due = reckon(lane, turn);
            }
        } catch (InterruptedException | RuntimeException e) {
            giveUp(turn, booked);
            throw e;
        } finally {
            cutLoose(turn);
        }
    }

    /** When the turn comes, as things are now: answers since it was booked put it off, and so does a pause. */
    private synchronized Instant reckon(String lane, Turn turn) {
        turn.time = later(turn.due(), paused.getOrDefault(lane, Instant.MIN));
        return turn.time;
    }

    /** It will never come. Those after it keep their distance to when it was booked for: what put it off is over by then. */
    private synchronized void giveUp(Turn turn, Instant booked) {
        turn.time = booked;
    }

    /** It has come, or never will: what it kept its distance to need not be remembered for it. */
    private synchronized void cutLoose(Turn turn) {
        turn.gaps = List.of();
    }

    private synchronized void answered(Turn turn) {
        turn.time = later(turn.time, clock.instant());
    }

    private static TransportException usedUp(String lane, @Nullable Duration wait) {
        return TransportException.notSent(
                Category.THROTTLED,
                "The rate budget \"" + lane
                        + "\" has no free turn before the call's deadline; not sent. Send less at the same "
                        + "time, or raise the budget if the account allows more",
                wait);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One request's turn; guarded by the budget. */
    private static final class Turn {
        /** When it comes, and from its answer on when that came. */
        private Instant time;

        /** What it keeps its distance to, until it has come. */
        private List<Gap> gaps;

        Turn(Instant time, List<Gap> gaps) {
            this.time = time;
            this.gaps = gaps;
        }

        Instant due() {
            return gaps.stream().map(Gap::end).reduce(time, WindowBudget::later);
        }
    }

    /** The turn as many places before as a window allows, and the window's length. */
    private record Gap(Turn before, Duration length) {
        Instant end() {
            return before.time.plus(length);
        }
    }

    /** The last turns given out, as many as the window allows. */
    private static final class Window {
        private final int permits;
        private final Duration length;
        private final Deque<Turn> turns = new ArrayDeque<>();

        Window(int permits, Duration length) {
            this.permits = permits;
            this.length = length;
        }

        Stream<Gap> gap() {
            return turns.size() < permits ? Stream.empty() : Stream.of(new Gap(turns.getFirst(), length));
        }

        Duration leastTime(long requests) {
            return length.multipliedBy(Math.max(0, requests - 1) / permits);
        }

        void take(Turn turn) {
            if (turns.size() == permits) {
                turns.removeFirst();
            }
            turns.addLast(turn);
        }
    }

    /** Collects the limits of one account. Not safe for use by several threads. */
    public static final class Builder {
        private static final int DEFAULT_CONCURRENCY = 8;

        private final Map<String, List<Window>> lanes = new TreeMap<>();
        private int concurrency = DEFAULT_CONCURRENCY;
        private InstantSource clock = SystemWiring.clock();
        private Waiter waiter = SystemWiring.waiter();

        private Builder() {}

        /** At most so many requests on the lane in any window of the given length; may be given several times a lane. */
        public Builder window(String lane, int permits, Duration length) {
            if (permits < 1 || length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("A window needs at least one permit and a length above zero");
            }
            lanes.computeIfAbsent(lane, name -> new ArrayList<>()).add(new Window(permits, length));
            return this;
        }

        /** Requests at the same time, on all lanes together. */
        public Builder concurrency(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("At least one request at a time is needed");
            }
            concurrency = most;
            return this;
        }

        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        public Builder waiter(Waiter sleeper) {
            waiter = sleeper;
            return this;
        }

        public WindowBudget build() {
            return new WindowBudget(this);
        }
    }
}
