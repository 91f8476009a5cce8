package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Walks through the entries of a pair that are in some states, page by page, so that memory does not grow with their number. */
final class EntryPages {
    private EntryPages() {}

    /** Gives each page, in the order of addresses, before the next is asked for; the last may be empty. */
    static void each(Settings settings, PairId pair, Set<EntryState> states, Consumer<List<Entry>> page) {
        RecordRef after = null;
        List<Entry> entries;
        do {
            entries = settings.store()
                    .entries(new EntryQuery.InState(settings.connection(), pair, states, after, Batches.STORE));
            page.accept(entries);
            after = entries.isEmpty() ? null : entries.get(entries.size() - 1).ref();
        } while (entries.size() == Batches.STORE);
    }
}
