package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a pair out of runs while a right is missing that its writes need. What was to be written stays due. The system is asked for
 * the right after a pause; where it says that the right is missing for longer than a day, a write is tried.
 */
final class RightsWatch {
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final Duration TRIAL = Duration.ofHours(24);
    private static final String NOTE = "right missing";
    private static final int PARTS = 6;

    private final Session session;
    private final ObjectPair pair;

    RightsWatch(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** The pair's part of the run ends here; it goes on by itself once the right is there. */
    static final class Suspended extends ConnectorException {
        private static final long serialVersionUID = 1L;

        Suspended(String message, Duration pause, @Nullable Throwable cause) {
            super(Category.FORBIDDEN, message, pause, cause);
        }
    }

    /**
     * The note of a suspended pair.
     *
     * @param since when it was suspended
     * @param again when the system is asked for the right again
     * @param remedy in the system's words
     */
    private record Missing(Instant since, Instant again, Side side, AccessRequest wanted, String remedy) {
        static @Nullable Missing of(PairState state) {
            String note = state.notes().get(NOTE);
            if (note == null) {
                return null;
            }
            String[] parts = note.split(" ", PARTS);
            return new Missing(
                    Instant.parse(parts[0]),
                    Instant.parse(parts[1]),
                    Side.valueOf(parts[2]),
                    new AccessRequest(ObjectType.parse(parts[3]), Right.valueOf(parts[4])),
                    parts[5]);
        }

        PairState in(PairState state) {
            String note = String.join(
                    " ",
                    since.toString(),
                    again.toString(),
                    side.name(),
                    wanted.type().toString(),
                    wanted.right().name(),
                    remedy);
            return state.withNote(NOTE, note);
        }
    }

    /** Why the pair is suspended, with the remedy; null if it is not. */
    static @Nullable String trouble(ObjectPair pair, PairState state) {
        Missing missing = Missing.of(state);
        return missing == null ? null : text(pair, missing);
    }

    private static String text(ObjectPair pair, Missing missing) {
        return "The pair " + pair.id() + " is suspended: " + missing.wanted().type() + " can not be "
                + done(missing.wanted().right()) + " with these credentials. " + missing.remedy()
                + ". Nothing is lost: what is due is written once the right is there. It is asked for every "
                + PAUSE.toMinutes() + " minutes, and at once after pairs().resume(\"" + pair.id() + "\")";
    }

    private static String done(Right right) {
        return switch (right) {
            case READ -> "read";
            case CREATE -> "created";
            case UPDATE -> "updated";
            case REMOVE -> "removed";
        };
    }

    /** The state of a pair that goes on. */
    static PairState resumed(PairState state) {
        return state.withoutNote(NOTE);
    }

    /** @throws Suspended if the right is still missing, or was a short while ago */
    void check() {
        PairState state = session.pair(pair.id());
        Missing missing = Missing.of(state);
        if (missing == null) {
            return;
        }
        Instant now = session.now();
        if (missing.again().isAfter(now)) {
            throw suspended(missing, null);
        }
        boolean tried = !missing.since().plus(TRIAL).isAfter(now);
        if (tried || !isMissing(missing)) {
            session.commit(new StateChange().pair(pair.id(), resumed(state)));
            return;
        }
        Missing still =
                new Missing(missing.since(), now.plus(PAUSE), missing.side(), missing.wanted(), missing.remedy());
        session.commit(new StateChange().pair(pair.id(), still.in(state)));
        throw suspended(still, null);
    }

    private boolean isMissing(Missing missing) {
        return missing.remedy().equals(KnownRights.ask(session.endpoint(missing.side()), missing.wanted()));
    }

    /** Puts into the change that the pair is suspended. */
    Suspended suspend(Side side, AccessRequest wanted, String remedy, @Nullable Throwable cause, StateChange change) {
        Instant now = session.now();
        Missing missing = new Missing(now, now.plus(PAUSE), side, wanted, remedy);
        PairState state = change.pairs().getOrDefault(pair.id(), session.pair(pair.id()));
        change.pair(pair.id(), missing.in(state));
        return suspended(missing, cause);
    }

    private Suspended suspended(Missing missing, @Nullable Throwable cause) {
        return new Suspended(text(pair, missing), Duration.between(session.now(), missing.again()), cause);
    }
}
