package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.engine.Distrust.Older;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.StateChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A system that shows older versions than it has shown before was put back to an earlier state: what people did since is gone from
 * it, and would be taken for edits. From then on nothing of the connection runs, until somebody accepts it.
 */
final class PutBack {
    private static final String PIN = "put-back.";

    private PutBack() {}

    /** What shows it. */
    static final class Seen extends TandemException {
        private static final long serialVersionUID = 1L;

        private final Side side;
        private final String evidence;

        Seen(Side side, String evidence) {
            super(evidence);
            this.side = side;
            this.evidence = evidence;
        }
    }

    /** @throws Seen if the system shows a version that comes before the one that the record had */
    static void check(Session session, Entry entry, @Nullable ReadAnswer answer) {
        if (answer instanceof ReadAnswer.Found found) {
            check(session, entry, found.record().stamp());
        }
    }

    /** @throws Seen if the version that the system shows comes before the one that the record had */
    static void check(Session session, Entry entry, Stamp shown) {
        Stamp known = entry.stamp();
        if (known != null && session.endpoint(entry.side()).connector().precedes(shown, known)) {
            throw new Seen(
                    entry.side(), entry.ref() + " is at version " + shown.value() + ", and was at " + known.value());
        }
    }

    /** Keeps in mind, for all nodes and runs to come, that the system was put back. */
    static void note(Session session, Seen seen) {
        session.commit(new StateChange().pin(PIN + seen.side.name(), seen.evidence));
    }

    /** What keeps the connection from running, with the remedy; null if nothing does. */
    static @Nullable String trouble(Map<String, String> pins) {
        for (Side side : Side.values()) {
            String evidence = pins.getOrDefault(PIN + side.name(), "");
            if (!evidence.isEmpty()) {
                return "The " + side + " system was put back to an earlier state (restored environment): " + evidence
                        + ". Nothing of this connection runs. See that the credentials are those of the right environment; if"
                        + " it was restored on purpose, call runner.acceptRestored(), and everything is compared anew without"
                        + " overwriting anything";
            }
        }
        return null;
    }

    /** Nothing keeps the connection from running any more, and all of its pairs are under recovery rules. */
    static void accept(Session session) {
        StateChange change = new StateChange();
        for (Side side : Side.values()) {
            if (!session.pins().getOrDefault(PIN + side.name(), "").isEmpty()) {
                change.pin(PIN + side.name(), "");
            }
        }
        Distrust.begin(session, Older.SYSTEM, change);
        session.commit(change);
    }
}
