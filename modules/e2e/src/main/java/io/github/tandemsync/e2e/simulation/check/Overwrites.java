package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;

/**
 * Judges what the engine wrote since a store, put back, was said to be older than the systems: into records that were linked before,
 * only what somebody has written since. Fields that are synced one way are left out: their target may be brought back to what it was.
 */
public final class Overwrites {
    private final Checker checker;
    private final Agreement agreement;
    private final Ledger ledger;
    private final long since;
    private final long durable;

    /** What was said last is in the ledger. */
    public Overwrites(Checker checker, Agreement agreement, Ledger ledger) {
        this.checker = checker;
        this.agreement = agreement;
        this.ledger = ledger;
        this.since = ledger.recoverySaid();
        this.durable = ledger.recoveryDurable();
    }

    /** Reports what was overwritten. */
    public void check() {
        for (Side side : Side.values()) {
            checker.server(side).rows().stream().filter(this::isOld).forEach(this::check);
        }
    }

    private void check(Row row) {
        for (Edit edit : row.edits()) {
            if (edit.author() == Author.ENGINE
                    && edit.event() > durable
                    && agreement.of(row).twoWay(edit.field())
                    && edit.field() != Field.PARENT
                    && !(isWritten(Side.LEFT, row, edit) || isWritten(Side.RIGHT, row, edit))) {
                ledger.report(
                        Invariant.NO_OVERWRITE,
                        edit.field() + " of " + row
                                + " was set to what nobody has written since the store was put back");
            }
        }
    }

    /** Whether it was there and linked before, and never with anything else since. */
    private boolean isOld(Row row) {
        RecordRef ref = row.ref();
        if (row.maker() == Author.ENGINE && row.edits().stream().allMatch(edit -> edit.event() > durable)) {
            return false;
        }
        boolean old = false;
        for (LinkId link : ledger.everJoined()) {
            if (link.left().equals(ref) || link.right().equals(ref)) {
                if (ledger.joinedAt(link) > durable) {
                    return false;
                }
                old = true;
            }
        }
        return old;
    }

    private boolean isWritten(Side side, Row row, Edit written) {
        long family = checker.family(row);
        return checker.server(side).rows().stream()
                .filter(other -> (other.origins() & family) != 0)
                .flatMap(other -> other.edits().stream())
                .anyMatch(edit -> edit.author() == Author.USER
                        && edit.event() > since
                        && edit.field() == written.field()
                        && Canonical.equal(edit.value(), written.value()));
    }
}
