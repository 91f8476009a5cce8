package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.core.state.StateStoreException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a change can be applied whole, looked at before any of it is. */
final class CommitCheck {
    private record Claim(PairId pair, Side side, RecordRef ref) {}

    private final Tables tables;
    private final StateChange change;
    private final Set<Claim> claims = new HashSet<>();

    private CommitCheck(Tables tables, StateChange change) {
        this.tables = tables;
        this.change = change;
    }

    static void check(Tables tables, StateChange change) {
        if (!change.links().isEmpty()) {
            new CommitCheck(tables, change).links();
        }
        if (!change.opened().isEmpty()) {
            intents(tables, change);
        }
    }

    private void links() {
        for (Link link : change.links()) {
            if (link.live()) {
                claim(link, Side.LEFT);
                claim(link, Side.RIGHT);
            }
        }
    }

    private void claim(Link link, Side side) {
        RecordRef ref = link.ref(side);
        PairRows rows = change.forgotten().contains(link.pair()) ? null : tables.pairs.get(link.pair());
        LinkId current = rows == null ? null : rows.live(side, ref);
        if (!claims.add(new Claim(link.pair(), side, ref)) || standsInTheWay(current, link)) {
            throw new StateStoreException(
                    "The commit would give " + ref + " a second live link in pair " + link.pair()
                            + ". Nothing was stored; end the other link in the same commit",
                    null);
        }
    }

    private boolean standsInTheWay(@Nullable LinkId current, Link wanted) {
        if (current == null || current.equals(wanted.id())) {
            return false;
        }
        for (Link link : change.links()) {
            if (!link.live() && link.pair().equals(wanted.pair()) && link.id().equals(current)) {
                return false;
            }
        }
        return true;
    }

    private static void intents(Tables tables, StateChange change) {
        Set<IntentId> opened = new HashSet<>();
        for (Intent intent : change.opened()) {
            Intent known = tables.intents.get(intent.id());
            boolean open = known != null
                    && !change.closed().contains(intent.id())
                    && !change.forgotten().contains(known.pair());
            if (open || !opened.add(intent.id())) {
                throw new StateStoreException(
                        "Intent " + intent.id() + " is open already. Nothing was stored; give each intent its own id",
                        null);
            }
        }
    }
}
