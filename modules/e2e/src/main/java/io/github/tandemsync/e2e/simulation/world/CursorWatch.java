package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.PairState.Phase;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.DataverseModel;
import io.github.tandemsync.e2e.simulation.model.HubSpotModel;
import io.github.tandemsync.e2e.simulation.model.Row;

/**
 * Judges every cursor as it becomes durable, because the process may die right after: each record version that lies before it is
 * marked, or merged already. While a type is listed, or a system is put back and nobody has accepted it, its cursor vouches for nothing.
 */
final class CursorWatch {
    private final World world;

    CursorWatch(World world) {
        this.world = world;
    }

    void committed(StateChange change) {
        change.cursors().forEach((key, saved) -> {
            if (key.mode() == FeedMode.CHANGES && vouches(key)) {
                judge(key, saved.cursor());
            }
        });
    }

    private boolean vouches(CursorKey key) {
        PairState state = world.store.connection(world.connection).pair(key.pair());
        return !world.restores.isOn()
                && state.phase() == Phase.LIVE
                && !state.listing().contains(key.type())
                && !state.sweeping().contains(key.type());
    }

    private void judge(CursorKey key, Cursor cursor) {
        for (Side side : Side.values()) {
            for (Row row : world.server(side).rows()) {
                boolean told = row.ref().type().equals(key.type())
                        && row.live()
                        && !row.hidden()
                        && !world.untold.excuses(row);
                if (told && isBefore(row, side, cursor) && !isKnown(row)) {
                    world.ledger.report(
                            Invariant.CURSOR_SAFE,
                            "the cursor " + cursor.value() + " lies behind " + row + " of version " + row.version()
                                    + ", which is neither marked nor merged");
                }
            }
        }
    }

    private static boolean isBefore(Row row, Side side, Cursor cursor) {
        return side == Side.LEFT
                ? row.version() < HubSpotModel.lowWater(cursor)
                : row.version() <= DataverseModel.lowWater(cursor);
    }

    /** Whether the store knows of the record as it is now, or that it is to be looked at. */
    boolean isKnown(Row row) {
        for (Entry entry : world.known(row.ref())) {
            // what another record took over is never looked at again
            boolean over = entry.state() == EntryState.SHADOWED || entry.state() == EntryState.REPLACED;
            // of what was out when it was listed, no version is kept
            boolean out = entry.state() == EntryState.EXCLUDED
                    && world.shape.agreement().of(row).members().isKeptOut(row);
            if (over || out || entry.mark().due() != null || row.stamp().equals(entry.stamp())) {
                return true;
            }
        }
        return false;
    }
}
