package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import java.util.EnumSet;

/**
 * Which marks a campaign must have met. A repaired key is none of them: no write of the connector SPI sets the key of a record that
 * exists. Nor are pauses: the pairs of the simulation have no membership filter.
 */
public final class Expected {
    private static final EnumSet<HistoryEntry.Kind> NOT_MET =
            EnumSet.of(HistoryEntry.Kind.PAUSED, HistoryEntry.Kind.RESUMED, HistoryEntry.Kind.ERASED);

    private Expected() {}

    /** A coverage that knows every mark and has met none. */
    public static Coverage marks() {
        Coverage coverage = new Coverage();
        for (Chance chance : Chance.values()) {
            coverage.expect("fault " + chance);
        }
        for (UserAction action : UserAction.values()) {
            coverage.expect("user " + action);
        }
        for (Meddler.Act act : EnumSet.complementOf(EnumSet.of(Meddler.Act.NOTHING))) {
            coverage.expect(Meddler.mark(act));
        }
        for (HistoryEntry.Kind kind : EnumSet.complementOf(NOT_MET)) {
            coverage.expect("report " + kind);
        }
        for (Intent.Kind kind : Intent.Kind.values()) {
            for (Recoveries.Found found : Recoveries.Found.values()) {
                coverage.expect(Recoveries.mark(kind, found));
            }
        }
        for (Marks branch : EnumSet.complementOf(Marks.NOT_MET)) {
            coverage.expect(branch.mark());
        }
        coverage.expect("store put back");
        return coverage;
    }
}
