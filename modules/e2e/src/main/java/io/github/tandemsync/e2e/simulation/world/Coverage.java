package io.github.tandemsync.e2e.simulation.world;

import java.util.Map;
import java.util.TreeMap;

/** How often each fault, user action, report kind and recovery branch was met. One per thread; added up at the end. */
public final class Coverage {
    private final Map<String, long[]> counts = new TreeMap<>();

    /** Makes a mark known, so that one that is never met shows as zero. */
    public void expect(String mark) {
        counts.computeIfAbsent(mark, any -> new long[1]);
    }

    public void met(String mark) {
        counts.computeIfAbsent(mark, any -> new long[1])[0]++;
    }

    public void add(Coverage other) {
        other.counts.forEach((mark, count) -> counts.computeIfAbsent(mark, any -> new long[1])[0] += count[0]);
    }

    /** Mark to count. */
    public Map<String, Long> counts() {
        Map<String, Long> copy = new TreeMap<>();
        counts.forEach((mark, count) -> copy.put(mark, count[0]));
        return copy;
    }
}
