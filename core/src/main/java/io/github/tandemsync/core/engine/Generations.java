package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Distrust.Older;
import io.github.tandemsync.core.state.StateChange;
import org.jspecify.annotations.Nullable;

/**
 * Counts, in the store and with the witness, the slices that committed anything. A store that has counted fewer than the witness was
 * told is older than what was done with it: a backup of it was restored.
 */
final class Generations {
    private static final String PIN = "generation";

    private Generations() {}

    static boolean isOlder(Session session) {
        return stored(session) < witnessed(session);
    }

    /** Nothing that such a store says was agreed on is believed. */
    static void distrust(Session session) {
        String detail = "The state store is older than it was: it is at generation " + stored(session)
                + ", and was at " + witnessed(session)
                + ". All pairs are under recovery rules: everything is compared anew,"
                + " what differs is a conflict for a person, and nothing is overwritten";
        StateChange change = new StateChange();
        Distrust.begin(session, Older.STORE, change);
        session.commit(change);
        session.ledger().note("connection " + session.settings().connection(), detail);
    }

    /** Counts this slice, with its first commit. */
    static void raise(Session session, StateChange change) {
        long next = Math.max(stored(session), witnessed(session)) + 1;
        change.pin(PIN, Long.toString(next));
    }

    /** The count is durable in the store. */
    static void tell(Session session) {
        session.settings().witness().saw(session.settings().connection(), stored(session));
    }

    private static long stored(Session session) {
        @Nullable String pin = session.pin(PIN);
        return pin == null ? 0 : Long.parseLong(pin);
    }

    private static long witnessed(Session session) {
        return session.settings().witness().generation(session.settings().connection());
    }
}
