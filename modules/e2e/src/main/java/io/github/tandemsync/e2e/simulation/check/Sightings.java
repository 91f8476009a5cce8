package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Row;
import org.jspecify.annotations.Nullable;

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
        if (request instanceof WriteRequest.Create create) {
            sending(ledger.lastCreate(create.key()), sight, sight.begun()); // what a run makes a copy of it has read
        } else if (request instanceof WriteRequest.Update update) {
            sending(ledger.lastChange(update.ref()), sight, 0);
        }
    }

    private void sending(@Nullable Intent write, Sight sight, long read) {
        Row source = write == null ? null : families.row(write.source());
        if (write != null && source != null && isGone(source, Math.max(read, sight.shownGone(source.ref())))) {
            ledger.inSpite(write);
        }
    }

    private static boolean isGone(Row row, long since) {
        return !row.live() && Math.max(row.removedAt(), row.mergedAt()) <= since;
    }
}
