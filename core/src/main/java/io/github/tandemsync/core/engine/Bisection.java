package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Narrows a rule that throws down to the records that it throws on: they fail, and the others go on. One for each run of a pair: it
 * counts them.
 */
final class Bisection {
    private static final int MOST = 8;
    private static final Duration UNTIL_MENDED = Duration.ofHours(1);

    private final ObjectPair pair;
    private final Session session;
    private int failed;

    Bisection(ObjectPair pair, Session session) {
        this.pair = pair;
        this.session = session;
    }

    /**
     * Does the work, if need be in parts.
     *
     * @param work what it is done with; may be called again for a part of what it was given
     * @throws RuleFault if a rule throws on many records: then it is no matter of some of them
     */
    void each(List<Entry> entries, Consumer<List<Entry>> work) {
        try {
            work.accept(entries);
        } catch (RuleFault fault) {
            if (entries.size() > 1) {
                int half = entries.size() / 2;
                each(asTheyAre(entries.subList(0, half)), work);
                each(asTheyAre(entries.subList(half, entries.size())), work);
            } else if (failed == MOST) {
                throw fault;
            } else {
                failed++;
                entries.forEach(entry -> fail(entry, fault));
            }
        }
    }

    /** What was journalled before the fault has changed them. */
    private List<Entry> asTheyAre(List<Entry> entries) {
        List<RecordRef> refs = entries.stream().map(Entry::ref).toList();
        return session.entries(pair.id(), refs);
    }

    private void fail(Entry entry, RuleFault fault) {
        session.ledger().problem(entry.ref().toString(), fault);
        StateChange change = new StateChange();
        for (Work work : new Gatherer(session, pair).gather(List.of(entry))) {
            work.lookAgainAt(
                    session.now().plus(UNTIL_MENDED),
                    session.reason(RuleFault.CODE, Contract.known(fault.getMessage())));
            work.finish(change, session);
        }
        session.commit(change);
    }
}
