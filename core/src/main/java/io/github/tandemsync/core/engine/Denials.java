package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes that were turned away for want of a right that is missing for the whole type, or of a valid token. They have not run, and
 * the next would fare alike: all that are left are closed, stay due, and the pair's part of the run ends.
 */
final class Denials {
    private final Session session;
    private final Settlement settlement;
    private final KnownRights known;
    private final List<Proposal> notRun = new ArrayList<>();
    private @Nullable ConnectorException fault;

    Denials(Session session, Settlement settlement) {
        this.session = session;
        this.settlement = settlement;
        this.known = session.rights();
    }

    /** Whether a fault says that nothing ran, and that nothing will before somebody has mended it. */
    static boolean isOne(@Nullable Throwable fault) {
        return fault instanceof ConnectorException told
                && (told.category() == Category.FORBIDDEN || told.category() == Category.UNAUTHORIZED);
    }

    /** The batch was turned away as a whole, or was not sent any more. */
    void whole(List<Proposal> batch, @Nullable ConnectorException why) {
        fault = fault == null ? why : fault;
        if (why != null) {
            notRun.addAll(0, batch); // the first of them tells what right it is about
        } else {
            notRun.addAll(batch);
        }
    }

    /** Whether the write was turned away because the type's right is missing; then it is not to be settled. */
    boolean takes(Proposal proposal, WriteAnswer answer) {
        boolean taken =
                answer instanceof WriteAnswer.Refused refused && refused.forRights() && remedy(proposal) != null;
        if (taken) {
            notRun.add(proposal);
        }
        return taken;
    }

    boolean isAny() {
        return !notRun.isEmpty();
    }

    /**
     * Makes durable that they have not run, and nothing that is left either.
     *
     * @throws ConnectorException always
     */
    ConnectorException end(Collection<List<Proposal>> left, ObjectPair pair) {
        Proposal first = notRun.get(0);
        left.forEach(notRun::addAll);
        StateChange change = new StateChange();
        notRun.forEach(proposal -> settlement.notRun(proposal, change));
        ConnectorException whole = fault;
        ConnectorException end = whole;
        if (whole == null || whole.category() == Category.FORBIDDEN) {
            String remedy = remedy(first);
            String told = remedy == null && whole != null ? String.valueOf(whole.getMessage()) : remedy;
            end = new RightsWatch(session, pair)
                    .suspend(first.target(), wanted(first), Contract.known(told), whole, change);
        }
        session.commit(change);
        throw Contract.known(end);
    }

    /** Null where the right is there, or nobody can tell. */
    private @Nullable String remedy(Proposal proposal) {
        try {
            return known.remedy(session.endpoint(proposal.target()), wanted(proposal), session.now());
        } catch (ConnectorException unknown) {
            return isOne(unknown) ? String.valueOf(unknown.getMessage()) : null;
        }
    }

    private static AccessRequest wanted(Proposal proposal) {
        Right right = switch (proposal.kind()) {
            case CREATE -> Right.CREATE;
            case UPDATE -> Right.UPDATE;
            case REMOVE -> proposal.intent().how() == How.DEACTIVATE ? Right.UPDATE : Right.REMOVE;
        };
        return new AccessRequest(proposal.intent().type(), right);
    }
}
