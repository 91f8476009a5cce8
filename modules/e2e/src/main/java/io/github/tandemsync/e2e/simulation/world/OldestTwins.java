package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;

/** Where the oldest of several that match are linked: whether they are, by the systems' own times. */
final class OldestTwins {
    private static final String TOLD = "which came first and is linked";

    private final World world;
    private boolean judged;

    OldestTwins(World world) {
        this.world = world;
    }

    /** The pair says so. */
    void judge() {
        judged = true;
    }

    /** A change became durable; it was not before. */
    void committed(StateChange change) {
        if (!judged) {
            return;
        }
        for (HistoryEntry event : change.history()) {
            RecordRef oldest = event.other();
            if (event.kind() == Kind.SHADOWED && event.detail().contains(TOLD) && oldest != null) {
                told(world.existing(event.ref()), world.existing(oldest));
            }
        }
        change.links().stream().filter(Link::live).forEach(this::linked);
    }

    private void told(Row twin, Row oldest) {
        world.coverage.met("twin left alone");
        if (twin.createdOn() < oldest.createdOn()) {
            world.ledger.report(Invariant.OLDEST, twin + " is left alone, and is older than " + oldest);
        }
    }

    // by the match rule, which is between records of people
    private void linked(Link link) {
        Row left = world.existing(link.ref(Side.LEFT));
        Row right = world.existing(link.ref(Side.RIGHT));
        boolean matched = left.maker() == Author.USER
                && right.maker() == Author.USER
                && (left.origins() & right.origins()) == 0
                && world.ledger.joinedAt(link.id()) == world.clock.lastEvent();
        if (matched) {
            oldest(left);
            oldest(right);
        }
    }

    private void oldest(Row linked) {
        for (Row row : world.server(linked.side()).rows()) {
            if (row.createdOn() < linked.createdOn()
                    && row.live()
                    && !row.hidden()
                    && !row.value(Field.DOMAIN).isEmpty()
                    && Canonical.equal(row.value(Field.DOMAIN), linked.value(Field.DOMAIN))
                    && isFree(row)) {
                world.ledger.report(Invariant.OLDEST, linked + " is linked, and not " + row + ", which is older");
            }
        }
    }

    // known as it is, without a counterpart
    private boolean isFree(Row row) {
        return world.known(row.ref()).stream().anyMatch(entry -> isFree(entry, row));
    }

    private static boolean isFree(Entry entry, Row row) {
        return entry.state() == EntryState.UNMATCHED
                && entry.mark().due() == null
                && row.stamp().equals(entry.stamp());
    }
}
