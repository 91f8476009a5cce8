package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When the feeds of each pair are asked again. The runner's, so that it outlives the run, and not the store's: asking once more
 * than needed does no harm, and an idle run stores nothing. Used under the runner's lock, but for {@link #usual}.
 */
final class Cadence {
    private final Map<PairId, Duration> own;
    private final Map<PairId, Instant> next = new TreeMap<>();
    private volatile @Nullable Duration usual;

    /** @param own the intervals of pairs that have one of their own */
    Cadence(Map<PairId, Duration> own) {
        this.own = Map.copyOf(own);
    }

    /** How often pairs without an interval of their own are asked; until this is said, in every run. */
    void usual(Duration value) {
        usual = value;
    }

    boolean isDue(PairId pair, Instant now) {
        Instant at = next.get(pair);
        return interval(pair) == null || at == null || !at.isAfter(now);
    }

    /** Every feed of the pair was asked, from the given moment on. */
    void asked(PairId pair, Instant since) {
        Duration interval = interval(pair);
        if (interval != null) {
            next.put(pair, since.plus(interval));
        }
    }

    /** They could not all be asked, and are left alone until then. */
    void failed(PairId pair, Instant until) {
        next.put(pair, until);
    }

    /** When the feeds are asked again; null if that is not known before the next run. */
    @Nullable
    Instant next(PairId pair) {
        return interval(pair) == null ? null : next.get(pair);
    }

    boolean hasOwn(PairId pair) {
        return own.containsKey(pair);
    }

    private @Nullable Duration interval(PairId pair) {
        Duration interval = own.get(pair);
        return interval == null ? usual : interval;
    }
}
