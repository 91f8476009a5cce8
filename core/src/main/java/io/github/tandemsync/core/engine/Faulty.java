package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Reason;
import java.util.Collections;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records on which a match rule or a filter throws, where many are noted at once: each fails by itself, is not matched, and is looked at
 * with what is due, where a {@link Bisection} names it.
 */
final class Faulty {
    private Faulty() {}

    /** What the supplier notes of the record; of one that a rule throws on, that it fails. What is known of a link stays. */
    static EntryUpdate contained(Session session, Entry entry, Supplier<EntryUpdate> note) {
        try {
            return note.get();
        } catch (RuleFault fault) {
            Entry failing = entry.withDigests(Collections.emptySortedMap())
                    .in(EntryState.FAILING, session.reason(RuleFault.CODE, Contract.known(fault.getMessage())));
            return EntryUpdate.raise(isOpen(entry) ? failing : entry, session.now());
        }
    }

    /**
     * As the supplier does, at a first contact: that does not end before all can be told apart, or what faces the record would be made
     * once more.
     *
     * @throws RuleFault that names the record
     */
    static <T> T told(Entry entry, Supplier<T> note) {
        try {
            return note.get();
        } catch (RuleFault fault) {
            throw fault.on(entry.ref());
        }
    }

    /** As {@link Membership#keptOut(Session, ObjectPair, Side, Values)}; where a filter throws, nobody knows. */
    static @Nullable Reason keptOut(Session session, ObjectPair pair, Side side, Values values) {
        try {
            return Membership.keptOut(session, pair, side, values);
        } catch (RuleFault fault) {
            return session.reason(RuleFault.CODE, Contract.known(fault.getMessage()));
        }
    }

    private static boolean isOpen(Entry entry) {
        return switch (entry.state()) {
            case UNMATCHED, AMBIGUOUS, FAILING -> true;
            case EXCLUDED -> !Suppression.isErased(entry);
            default -> false;
        };
    }
}
