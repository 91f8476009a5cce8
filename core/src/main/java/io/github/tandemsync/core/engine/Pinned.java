package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store belongs to one portal and one organisation. Another's records, and those of a copy with the same ids, would look like
 * edits and a mass delete.
 */
final class Pinned {
    /** For how long the systems need not say again who they are: a sandbox may be replaced by a copy while the process lives. */
    static final Duration AGE = SchemaWatch.AGE;

    private Pinned() {}

    /**
     * Pins the account at the first run.
     *
     * @throws TandemException if the connector speaks to another than the store belongs to
     */
    static void demand(Session session, Side side) {
        SystemIdentity identity = session.endpoint(side).connector().identify();
        String other = mismatch(session.settings(), side, identity, session.pins());
        if (other != null) {
            throw new TandemException(other);
        }
        if (session.pin(name(side)) == null) {
            session.commit(new StateChange().pin(name(side), account(identity)));
        }
    }

    /** What is wrong with the account, with the remedy; null if nothing is, or none is pinned yet. */
    static @Nullable String mismatch(Settings settings, Side side, SystemIdentity identity, Map<String, String> pins) {
        if (isOfTheOtherSide(settings, side, identity)) {
            return "The connectors are exchanged: the " + side + " one speaks to " + identity.system()
                    + ", whose types the pairs have on the " + side.other()
                    + " side. Exchange left(..) and right(..) of the runner";
        }
        String pinned = pins.get(name(side));
        String found = account(identity);
        return pinned == null || pinned.equals(found)
                ? null
                : "The state store of connection " + settings.connection() + " belongs to " + pinned + ", but the "
                        + side
                        + " connector speaks to " + found + " at " + identity.location() + ". Use the credentials of "
                        + pinned + ", or another store or connection id for " + found
                        + ": a copy of an environment, such as a sandbox, is another one, though its records have the same ids";
    }

    private static boolean isOfTheOtherSide(Settings settings, Side side, SystemIdentity identity) {
        return !has(settings, side, identity.system()) && has(settings, side.other(), identity.system());
    }

    private static boolean has(Settings settings, Side side, String system) {
        return settings.pairs().stream()
                .flatMap(pair -> pair.types(side).stream())
                .anyMatch(type -> type.system().equals(system));
    }

    private static String name(Side side) {
        return "account." + side.name();
    }

    private static String account(SystemIdentity identity) {
        return identity.system() + ":" + identity.account();
    }
}
