package io.github.tandemsync.core.engine;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pause after failed slices: twice as long each time, and up to a quarter longer by chance, so that connections that failed
 * together do not come back together.
 *
 * @param first the pause after the first failure
 * @param most the longest pause, but for chance
 * @param chance from 0 to 1
 */
record BackOff(Duration first, Duration most, DoubleSupplier chance) {
    private static final int CHANCE_SHARE = 4;

    /** @param failures before this one */
    Duration after(int failures) {
        Duration pause = first;
        for (int i = 0; i < failures && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration shorter = pause.compareTo(most) < 0 ? pause : most;
        return shorter.plusMillis((long) (shorter.toMillis() * chance.getAsDouble() / CHANCE_SHARE));
    }
}
