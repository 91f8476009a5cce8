package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.CallQuota;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves a part of each system's quota of calls to others: when only that is left, no new work is begun until it is renewed. */
final class CallReserve {
    private final Collection<Endpoint> endpoints;
    private final int percent;
    private final InstantSource clock;

    CallReserve(Collection<Endpoint> endpoints, int percent, InstantSource clock) {
        this.endpoints = List.copyOf(endpoints);
        this.percent = percent;
        this.clock = clock;
    }

    /** Leaves nothing to others. */
    static CallReserve none(InstantSource clock) {
        return new CallReserve(List.of(), 0, clock);
    }

    /**
     * Why no work may be begun.
     *
     * @param until when it may be again
     */
    record Shortage(String where, String message, Instant until) {}

    /** Null if there is enough. What was told before a renewal counts no more after it. */
    @Nullable
    Shortage shortage() {
        Shortage longest = null;
        for (Endpoint endpoint : endpoints) {
            CallQuota quota = endpoint.connector().quota();
            if (quota != null
                    && isShort(quota)
                    && (longest == null || quota.renewal().isAfter(longest.until()))) {
                longest = new Shortage(
                        "the calls of the " + endpoint.side() + " system",
                        quota.left() + " of " + quota.limit() + " calls are left, and " + percent
                                + " % are kept for others; the next run after " + quota.renewal()
                                + " goes on. Raise the account's limit, or lower callReserve(..)",
                        quota.renewal());
            }
        }
        return longest;
    }

    private boolean isShort(CallQuota quota) {
        return quota.renewal().isAfter(clock.instant()) && quota.left() * 100 < quota.limit() * percent;
    }
}
