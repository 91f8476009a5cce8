package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the calls that a system was sent. Safe for several threads. */
final class Calls {
    private final SortedMap<CallKind, CallCount> counts = new TreeMap<>();

    synchronized void add(CallKind kind, int records) {
        counts.merge(kind, new CallCount(1, records), CallCount::plus);
    }

    /** What was counted since the last taking. */
    synchronized SortedMap<CallKind, CallCount> take() {
        SortedMap<CallKind, CallCount> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }
}
