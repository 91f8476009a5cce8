package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.StateChange;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks through the entries of a pair that are in some states, page by page, so that memory does not grow with their number. */
final class EntryPages {
    private EntryPages() {}

    /** What is done with a page of a walk that may be broken off. */
    interface Step {
        /**
         * Collects what is to be committed, the place from which the walk goes on included.
         *
         * @param upTo the last entry of the page; null if the walk ends with this page
         */
        void take(List<Entry> page, @Nullable RecordRef upTo, StateChange change);
    }

    /** Gives each page, in the order of addresses, before the next is asked for; the last may be empty. */
    static void each(Settings settings, PairId pair, Set<EntryState> states, Consumer<List<Entry>> page) {
        first(Integer.MAX_VALUE, settings, pair, states, page);
    }

    /**
     * The same, of so many pages at most.
     *
     * @return false if there may be more
     */
    static boolean first(int most, Settings settings, PairId pair, Set<EntryState> states, Consumer<List<Entry>> page) {
        RecordRef after = null;
        for (int pages = 0; pages < most; pages++) {
            List<Entry> entries = page(settings, pair, states, after);
            page.accept(entries);
            if (entries.size() < Batches.STORE) {
                return true;
            }
            after = last(entries);
        }
        return false;
    }

    /**
     * Takes each page in a commit of its own.
     *
     * @param after where an earlier walk was broken off; null to begin
     * @return false if the slice was used up before the end
     */
    static boolean resume(Session session, PairId pair, Set<EntryState> states, @Nullable RecordRef after, Step step) {
        RecordRef place = after;
        do {
            if (session.slice().isUsedUp()) {
                return false;
            }
            List<Entry> entries = page(session.settings(), pair, states, place);
            place = entries.size() == Batches.STORE ? last(entries) : null;
            StateChange change = new StateChange();
            step.take(entries, place, change);
            session.commit(change);
        } while (place != null);
        return true;
    }

    private static List<Entry> page(Settings settings, PairId pair, Set<EntryState> states, @Nullable RecordRef after) {
        return settings.store()
                .entries(new EntryQuery.InState(settings.connection(), pair, states, after, Batches.STORE));
    }

    private static RecordRef last(List<Entry> entries) {
        return entries.get(entries.size() - 1).ref();
    }
}
