package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.engine.SyncReport.Problem;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the systems what records show, and match rules what identifies them. What does not answer is a problem, which shows no record
 * content; the others are asked all the same.
 */
final class Inquiry {
    private static final String FROM_STORE =
            "; what it shows now is not known, only what the store holds. Once it answers, do it again";

    private final Session session;
    private final boolean whole;
    private final Set<Side> silent = EnumSet.noneOf(Side.class);
    private final Set<Problem> problems = new LinkedHashSet<>();

    private Inquiry(Session session, boolean whole) {
        this.session = session;
        this.whole = whole;
    }

    /** Of two systems that are known to be the store's; one that does not answer is a {@link ConnectorException}. */
    static Inquiry whole(Session session) {
        return new Inquiry(session, true);
    }

    /** Of those systems that answer, and are the store's. */
    static Inquiry asFarAsAnswered(Session session) {
        Inquiry inquiry = new Inquiry(session, false);
        for (Side side : Side.values()) {
            inquiry.identify(side);
        }
        return inquiry;
    }

    /** What could not be learned. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void identify(Side side) {
        try {
            SystemIdentity identity = session.endpoint(side).connector().identify();
            String other = Pinned.mismatch(session.settings(), side, identity, session.pins());
            if (other != null) {
                isSilent(side, other);
            }
        } catch (ConnectorException fault) {
            isSilent(side, fault.getMessage());
        }
    }

    private void isSilent(Side side, @Nullable String why) {
        silent.add(side);
        problems.add(new Problem("the " + side + " system", why + FROM_STORE));
    }

    /** What became of the record, with what the pair matches by; null if nobody can tell. */
    @Nullable
    ReadAnswer read(ObjectPair pair, Side side, RecordRef ref) {
        if (silent.contains(side)) {
            return null;
        }
        try {
            ReadAnswer answer = session.endpoint(side)
                    .read(ref.type(), List.of(ref), pair.matchFields(side))
                    .get(ref);
            if (answer != null && Trouble.isMet(answer)) {
                problems.add(new Problem(ref.toString(), "It can not be read" + FROM_STORE));
            }
            return answer;
        } catch (ConnectorException fault) {
            if (whole) {
                throw fault;
            }
            isSilent(side, fault.getMessage());
            return null;
        }
    }

    /** The digest of what identifies the values' record by the rule; null if nothing does. */
    @Nullable
    String digest(ObjectPair pair, MatchRule rule, Side side, Values values) {
        if (!rule.identifying() || !values.hasAll(rule.fields(side))) {
            return null;
        }
        try {
            return session.digests().match(pair, rule, side, values);
        } catch (RuleFault fault) {
            String told = fault.getMessage() + ". By the value that it does not take nobody is known again";
            problems.add(new Problem(pair.id().value(), told));
            return null;
        }
    }
}
