package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.stream.Stream;

/** Judges that nobody leaves, or is kept out, who has never been out: a filter that throws lets nobody in, and puts nobody out. */
public final class Exits {
    private static final String MEMBERSHIP = "membership";

    private final Ledger ledger;
    private final Agreement agreement;
    private final Families families;

    public Exits(Ledger ledger, Agreement agreement, Families families) {
        this.ledger = ledger;
        this.agreement = agreement;
        this.families = families;
    }

    /** Called when the change is durable. */
    public void committed(StateChange change) {
        for (HistoryEntry event : change.history()) {
            RecordRef other = event.other();
            if (event.kind() == HistoryEntry.Kind.PAUSED && other != null) {
                demandOut("is paused", event.ref(), other);
            }
        }
        for (Link link : change.links()) {
            Reason why = link.ended();
            if (why != null && why.code().equals(MEMBERSHIP)) {
                LinkId id = link.id();
                demandOut("has ended", id.left(), id.right());
            }
        }
    }

    // what is removed for one that has been away is settled as if that had been out, where it is back by then
    private void demandOut(String what, RecordRef one, RecordRef other) {
        boolean out = Stream.of(one, other)
                .map(families::row)
                .anyMatch(row -> row == null || hasBeenOut(row) || row.removedAt() > 0);
        if (!out) {
            ledger.report(
                    Invariant.SCOPE,
                    "the link of " + one + " and " + other + " " + what
                            + " for the membership of one, and neither was ever out");
        }
    }

    private boolean hasBeenOut(Row row) {
        return agreement.of(row).members().hasBeenOut(row);
    }
}
