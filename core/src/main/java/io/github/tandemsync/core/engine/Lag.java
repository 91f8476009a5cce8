package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long changes took from one side to the other: from the last change of the source record, by its system's clock, to the commit of
 * the write that carried it. Immutable.
 *
 * @param spread how many changes took at most so long; the bounds are an eighth apart, and a change counts with the first that is not
 *     shorter
 * @param max the longest, exactly; zero if there is none
 * @param unknown changes that were carried, and of which the system does not say when they were made, or what time it is by its clock
 */
public record Lag(SortedMap<Duration, Long> spread, Duration max, long unknown) {
    /** Nothing was carried. */
    public static final Lag NONE = new Lag(Collections.emptySortedMap(), Duration.ZERO, 0);

    private static final Lag UNKNOWN = new Lag(Collections.emptySortedMap(), Duration.ZERO, 1);
    private static final int STEPS = 8;

    public Lag {
        spread = Collections.unmodifiableSortedMap(new TreeMap<>(spread));
    }

    /** One change that took so long; what is shorter than nothing, since systems tell their time to the second, took no time. */
    static Lag of(Duration time) {
        Duration lag = time.isNegative() ? Duration.ZERO : time;
        return new Lag(new TreeMap<>(Collections.singletonMap(bound(lag), 1L)), lag, 0);
    }

    /** One change of which it is not known how long it took. */
    static Lag unmeasured() {
        return UNKNOWN;
    }

    private static Duration bound(Duration lag) {
        long millis = Math.max(STEPS, lag.toMillis());
        long step = Long.highestOneBit(millis) / STEPS;
        return Duration.ofMillis((millis + step - 1) / step * step);
    }

    /** How many changes were measured. */
    public long count() {
        return spread.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Half of the measured changes took no longer, to within an eighth; zero if there is none. */
    public Duration p50() {
        return percentile(50);
    }

    /** 95 in a hundred of the measured changes took no longer, to within an eighth; zero if there is none. */
    public Duration p95() {
        return percentile(95);
    }

    private Duration percentile(int percent) {
        long wanted = (count() * percent + 99) / 100;
        long seen = 0;
        for (var bucket : spread.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted) {
                return bucket.getKey().compareTo(max) < 0 ? bucket.getKey() : max;
            }
        }
        return max;
    }

    /** Both together. */
    public Lag plus(Lag other) {
        SortedMap<Duration, Long> sum = new TreeMap<>(spread);
        other.spread.forEach((bound, count) -> sum.merge(bound, count, Long::sum));
        return new Lag(sum, max.compareTo(other.max) < 0 ? other.max : max, unknown + other.unknown);
    }
}
