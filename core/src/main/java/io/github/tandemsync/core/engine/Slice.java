package io.github.tandemsync.core.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is left of a slice's budget. */
final class Slice {
    private final InstantSource clock;
    private final CallReserve reserve;
    private final BooleanSupplier stop;
    private final @Nullable Instant end;
    private int left;
    private boolean begun;

    Slice(SliceBudget budget, InstantSource clock, CallReserve reserve) {
        this(budget, clock, reserve, () -> false);
    }

    /** @param stop whether somebody wants the slice to end after the step that it is in */
    Slice(SliceBudget budget, InstantSource clock, CallReserve reserve, BooleanSupplier stop) {
        this.reserve = reserve;
        this.stop = stop;
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
                || (begun
                        && (left == 0
                                || stop.getAsBoolean()
                                || (end != null && !clock.instant().isBefore(end))));
    }
}
