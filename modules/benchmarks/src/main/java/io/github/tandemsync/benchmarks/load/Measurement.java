package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.Side;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one phase took. Immutable.
 *
 * @param phase its name
 * @param records how many records, links or changes it was about; 0 for an idle cycle
 * @param time without the pauses in which the heap was measured
 * @param processor time of all processors, without those pauses; says more than {@code time} on a machine that does other work too
 * @param calls by side and kind
 * @param liveHeap the most bytes that were reachable at any of the moments at which that was measured
 * @param allocated bytes, by all threads, for the made-up records too
 * @param collecting time spent in garbage collection, of the {@code time}
 * @param writes to either system
 */
record Measurement(
        String phase,
        long records,
        Duration time,
        Duration processor,
        SortedMap<Side, SortedMap<CallKind, CallCount>> calls,
        long liveHeap,
        long allocated,
        Duration collecting,
        long writes) {
    Measurement {
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** How many calls of the kind the side was sent. */
    long calls(Side side, CallKind kind) {
        return count(side, kind).calls();
    }

    /** How many records those calls were about. */
    long recordsCalled(Side side, CallKind kind) {
        return count(side, kind).records();
    }

    private CallCount count(Side side, CallKind kind) {
        return calls.getOrDefault(side, Collections.emptySortedMap()).getOrDefault(kind, CallCount.NONE);
    }
}
