package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Row;

/** Notes which writes carry on a record that their sender, in its present run, had been shown to be gone. */
public final class Sightings {
    private final Ledger ledger;
    private final Families families;

    public Sightings(Ledger ledger, Families families) {
        this.ledger = ledger;
        this.families = families;
    }

    /** Called with whatever is sent. */
    public void sending(WriteRequest request, Sight sight) {
        Intent last = request instanceof WriteRequest.Create create
                ? ledger.lastCreate(create.key())
                : request instanceof WriteRequest.Update update ? ledger.lastChange(update.ref()) : null;
        Row source = last == null ? null : families.row(last.source());
        boolean creates = request instanceof WriteRequest.Create; // what a run makes a copy of it has read
        long seen = source == null ? 0 : Math.max(sight.shownGone(source.ref()), creates ? sight.begun() : 0);
        if (last != null && source != null && isGone(source, seen)) {
            ledger.inSpite(last);
        }
    }

    private static boolean isGone(Row row, long since) {
        return !row.live() && Math.max(row.removedAt(), row.mergedAt()) <= since;
    }
}
