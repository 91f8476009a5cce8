package io.github.tandemsync.simulators.hubspot;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long after a write the search index shows it. Later writes may become visible before earlier ones. */
@FunctionalInterface
public interface IndexLag {
    /**
     * The lag of one write.
     *
     * @param type path name of the object type, such as {@code companies}
     * @param id of the record
     * @param write counts the writes of the whole portal, from 1
     */
    Duration of(String type, String id, long write);

    /** Every write is visible at once. */
    static IndexLag none() {
        return (type, id, write) -> Duration.ZERO;
    }

    /** Every write is visible after the same time. */
    static IndexLag constant(Duration lag) {
        return (type, id, write) -> lag;
    }

    /** Every write draws its own lag below the limit, so that writes become visible out of order. */
    static IndexLag random(RandomGenerator random, Duration below) {
        return (type, id, write) -> Duration.ofMillis(random.nextLong(Math.max(1, below.toMillis())));
    }
}
