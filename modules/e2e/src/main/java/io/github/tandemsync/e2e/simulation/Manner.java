package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.core.engine.SliceBudget;
import io.github.tandemsync.core.engine.StageExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is driven. What is random about it comes from the history's clock, never from its tape: a seed or a tape has one
 * history in each manner, and the plain one's is not changed by the others.
 *
 * @param sliced whether runs are cut into slices of a few entries, with the lease given back in between
 * @param shuffled whether the batches of a stage are run in any order, several before the first is settled
 * @param started whether runners are started, with an interval for each pair, and are drained, closed and built anew at any call
 */
public record Manner(boolean sliced, boolean shuffled, boolean started) {
    /** Whole runs, one call after another. */
    public static final Manner PLAIN = new Manner(false, false, false);

    private static final int MOST = 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    SliceBudget budget(InstantSource clock) {
        return SliceBudget.ofEntries(1 + chance(clock.millis(), MOST));
    }

    /** How often a pair's feeds are asked where runners are started; null for as often as the others. */
    @Nullable
    Duration interval(InstantSource clock) {
        return switch (chance(clock, 3)) {
            case 1 -> Duration.ofSeconds(30);
            case 2 -> Duration.ofHours(1);
            default -> null;
        };
    }

    int chance(InstantSource clock, int bound) {
        return chance(clock.millis(), bound);
    }

    StageExecutor executor(InstantSource clock) {
        return shuffled ? new Shuffled(clock) : StageExecutor.direct();
    }

    private static int chance(long from, int bound) {
        long mixed = (from + GOLDEN) * GOLDEN;
        return (int) Math.floorMod(mixed ^ (mixed >>> 29), (long) bound);
    }

    /** Any order, on the one thread of the history. */
    private record Shuffled(InstantSource clock) implements StageExecutor {
        @Override
        public int width() {
            return 1 + chance(clock.millis(), MOST);
        }

        @Override
        public void run(List<Runnable> batches) {
            List<Runnable> left = new ArrayList<>(batches);
            while (!left.isEmpty()) {
                left.remove(chance(clock.millis(), left.size())).run();
            }
        }
    }
}
