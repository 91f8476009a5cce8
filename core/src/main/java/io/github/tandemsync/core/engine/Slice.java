package io.github.tandemsync.core.engine;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is left of a slice's budget. */
final class Slice {
    private final InstantSource clock;
    private final CallReserve reserve;
    private final @Nullable Instant end;
    private int left;
    private boolean begun;

    Slice(SliceBudget budget, InstantSource clock, CallReserve reserve) {
        this.reserve = reserve;
        this.clock = clock;
        this.end = budget.time() == null ? null : clock.instant().plus(budget.time());
        this.left = budget.entries();
    }

    /** A step was done, with so many records in it. */
    void took(int entries) {
        begun = true;
        left -= Math.min(left, entries);
    }

    /** How many of the wanted records the next step may take; at least one. */
    int most(int wanted) {
        return Math.max(1, Math.min(wanted, left));
    }

    /** Why a system may not be asked for more; null if it may. */
    CallReserve.@Nullable Shortage shortage() {
        return reserve.shortage();
    }

    /** Whether no step may be begun any more. */
    boolean isUsedUp() {
        return shortage() != null
                || (begun && (left == 0 || (end != null && !clock.instant().isBefore(end))));
    }
}
