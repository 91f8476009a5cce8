package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;

/** What a store that was put back to an earlier state can not know any more. */
final class Forgotten {
    private final Checker judge;
    private final Ledger ledger;

    Forgotten(Checker judge, Ledger ledger) {
        this.judge = judge;
        this.ledger = ledger;
    }

    // it knows a create that it has forgotten by the key which the copy carries, and by nothing else
    boolean isForgotten(long family) {
        return ledger.wasPutBack() && judge.rows(family).stream().anyMatch(Forgotten::hasLostItsKey);
    }

    private static boolean hasLostItsKey(Row row) {
        return row.state() == Row.State.MERGED || (row.maker() == Author.ENGINE && row.key() == null);
    }

    // it does not know that the removal was ours, nor what lay between the look at the record and that
    boolean isUnderAForgottenRemoval(Row row, Edit edit) {
        Intent removal = ledger.forgottenRemoval(row.ref());
        Stamp looked = removal == null ? null : removal.targetStamp();
        return looked != null && edit.version() > Long.parseLong(looked.value());
    }

    // it was written over before the record was removed, by a write that was to be told of once it was answered
    boolean isCovered(Row removed, Edit edit) {
        return !Canonical.equal(removed.value(edit.field()), edit.value())
                && ledger.isForgottenUpdate(removed.ref(), edit.field().on(removed.side()));
    }

    // what the system has forgotten too, nothing tells
    boolean isForgottenByBoth(Row removed) {
        ModelServer server = judge.server(removed.side());
        return ledger.wasPutBack() && server.isForgotten(removed);
    }
}
