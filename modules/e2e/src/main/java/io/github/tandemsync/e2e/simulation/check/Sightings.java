package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.List;

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
        List<Intent> journalled = request instanceof WriteRequest.Create create
                ? ledger.creates(create.key())
                : request instanceof WriteRequest.Update update ? ledger.journal(update.ref()) : List.of();
        if (!journalled.isEmpty()) {
            Intent last = journalled.get(journalled.size() - 1);
            Row source = families.row(last.source());
            if (source != null && isGone(source, sight.shownGone(source.ref()))) {
                ledger.inSpite(last);
            }
        }
    }

    private static boolean isGone(Row row, long since) {
        return !row.live() && Math.max(row.removedAt(), row.mergedAt()) <= since;
    }
}
