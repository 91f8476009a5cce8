package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;

/**
 * Lists both sides from time to time, a few pages a run, and has looked at whatever is in another version than when it was last
 * looked at, is not known, or was not shown: what a feed should have told, and never did. The feeds go on meanwhile, and a listing that
 * has to be made for another reason takes its place.
 */
final class FullCompare {
    /** Most pages of a pair in a run. */
    static final int PAGES = 10;

    private static final String BEGUN = "compare begun";

    private final Session session;
    private final ObjectPair pair;
    private final Listing listing;

    FullCompare(Session session, ObjectPair pair, Listing listing) {
        this.session = session;
        this.pair = pair;
        this.listing = listing;
    }

    /** Lists the next pages, if it is time. */
    void run() {
        Duration every = session.settings().fullCompare();
        PairState state = session.pair(pair.id());
        if (every == null || (!Listing.isBeside(state) && !isDue(state, every))) {
            return;
        }
        if (!Listing.isBeside(state)) {
            listing.beginBeside(begun(state));
        }
        if (listing.compare(PAGES) && Listing.isBeside(session.pair(pair.id()))) {
            session.commit(new StateChange().pair(pair.id(), Listing.ended(session.pair(pair.id()))));
        }
    }

    private boolean isDue(PairState state, Duration every) {
        String last = state.notes().get(BEGUN);
        if (last == null) {
            session.commit(
                    new StateChange().pair(pair.id(), begun(state))); // both sides were listed just now, or long ago
            return false;
        }
        return !Instant.parse(last).plus(every).isAfter(session.now());
    }

    private PairState begun(PairState state) {
        return state.withNote(BEGUN, session.now().toString());
    }
}
