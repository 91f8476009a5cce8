package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Membership.Verdict;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import org.jspecify.annotations.Nullable;

/** Links of which one record has left the membership filter, and the other is to be taken away, or was. */
final class Departures {
    private Departures() {}

    /** Whether a removal of a linked record is on behalf of one that is there, and has left. */
    static boolean isExit(Work work, Intent intent) {
        return intent.kind() == Intent.Kind.REMOVE
                && work.isLinked()
                && work.isFound(intent.target().other());
    }

    /** The counterpart of what has left was taken away. */
    static void removed(Session session, Work work, Side gone, Reason byUs, StateChange change) {
        Side here = gone.other();
        Entry left = work.entry(here);
        boolean isOut = Membership.of(work.pair(), here, work.record(here).fields()) == Verdict.OUT;
        Reason why = isOut
                ? Membership.out(session, work.pair(), here, left.ref())
                : session.reason(Membership.CODE, "its counterpart was removed by us");
        EntryState stays = EntryState.EXCLUDED;
        work.end(
                change,
                why,
                here == Side.LEFT ? stays : EntryState.REMOVED,
                here == Side.LEFT ? EntryState.REMOVED : stays);
        Entry tombstone = work.entry(gone).in(EntryState.REMOVED, byUs);
        work.entry(tombstone);
        change.put(EntryUpdate.clear(tombstone));
    }

    /** Why a linked record is taken away; null if that is not because its counterpart has left. */
    static @Nullable String why(Session session, Work work, Intent intent) {
        if (!isExit(work, intent)) {
            return null;
        }
        Side side = intent.target().other();
        return Membership.out(session, work.pair(), side, intent.source()).detail();
    }

    /** Whether the survivor of a link may be taken away: what is out is left alone. */
    static boolean isIn(Work work, Side side) {
        Values values = work.record(side).fields();
        return !Membership.isPaused(work.paused()) && Membership.of(work.pair(), side, values) == Verdict.IN;
    }
}
