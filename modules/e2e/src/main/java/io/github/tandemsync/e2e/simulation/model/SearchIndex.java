package io.github.tandemsync.e2e.simulation.model;

import java.util.Arrays;

/** When each version of a record becomes visible to search: later than it was made, and not in order. */
final class SearchIndex {
    static final long NOT_YET = -1;

    private long[] versions = new long[4];
    private long[] visibleFrom = new long[4];
    private int count;

    void add(long version, long visible) {
        if (count == versions.length) {
            versions = Arrays.copyOf(versions, count * 2);
            visibleFrom = Arrays.copyOf(visibleFrom, count * 2);
        }
        versions[count] = version;
        visibleFrom[count++] = visible;
    }

    /** The newest version that search shows at the given time; {@link #NOT_YET} if none. */
    long shownAt(long now) {
        for (int i = count - 1; i >= 0; i--) {
            if (visibleFrom[i] <= now) {
                return versions[i];
            }
        }
        return NOT_YET;
    }
}
