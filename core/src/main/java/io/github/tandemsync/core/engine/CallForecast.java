package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.Side;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plan costs in calls. Immutable; holds no record content. On a quiet system, applying the plan takes the forecast calls,
 * give or take one for each kind, type and round of records; a write that was planned, withdrawn and planned again counts twice. What
 * comes in meanwhile, and requests that are repeated, come on top.
 *
 * @param apply the calls that applying it will take, by side and kind
 * @param spent the calls that making it has taken
 * @param atLeast how long applying it takes at least by what the connectors know of their systems' rate limits and of the calls that
 *     are left until their quotas are renewed; null where they do not know. Latency comes on top
 */
public record CallForecast(
        SortedMap<Side, SortedMap<CallKind, CallCount>> apply,
        SortedMap<Side, SortedMap<CallKind, CallCount>> spent,
        @Nullable Duration atLeast) {
    public CallForecast {
        apply = copy(apply);
        spent = copy(spent);
    }

    private static SortedMap<Side, SortedMap<CallKind, CallCount>> copy(
            SortedMap<Side, SortedMap<CallKind, CallCount>> counts) {
        SortedMap<Side, SortedMap<CallKind, CallCount>> copy = new TreeMap<>();
        counts.forEach((side, kinds) -> copy.put(side, Collections.unmodifiableSortedMap(new TreeMap<>(kinds))));
        return Collections.unmodifiableSortedMap(copy);
    }

    /** How many calls of all kinds applying the plan will take on the side. */
    public long calls(Side side) {
        return apply.getOrDefault(side, Collections.emptySortedMap()).values().stream()
                .mapToLong(CallCount::calls)
                .sum();
    }
}
