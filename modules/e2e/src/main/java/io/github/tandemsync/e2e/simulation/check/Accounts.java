package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Whether the history tells of every write that took effect, and of no other. */
public final class Accounts {
    private static final Set<Kind> WRITES = EnumSet.of(Kind.CREATED, Kind.UPDATED, Kind.CLEARED, Kind.REMOVED);

    private Accounts() {}

    /**
     * Reports a difference.
     *
     * @param writes how many writes of the engine took effect, as the systems count them
     */
    public static void check(Ledger ledger, int writes) {
        long told = ledger.reports().stream()
                .filter(event -> WRITES.contains(event.kind()))
                .count();
        if (told != writes) {
            ledger.report(Invariant.ACCOUNTING, writes + " writes took effect, and the history tells of " + told);
        }
    }
}
