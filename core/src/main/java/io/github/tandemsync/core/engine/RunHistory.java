package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryPage;
import io.github.tandemsync.core.state.HistoryQuery;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a run wrote, page by page: never more than a page of it is in memory. */
final class RunHistory {
    /** The kinds of events that tell of a write. */
    static final Set<Kind> WRITES = Set.of(Kind.UPDATED, Kind.CLEARED, Kind.CREATED, Kind.REMOVED);

    private final Settings settings;
    private final String run;

    RunHistory(Settings settings, String run) {
        this.settings = settings;
        this.run = run;
    }

    String run() {
        return run;
    }

    /** Of every write of the run. */
    HistoryQuery writes() {
        return HistoryQuery.of(settings.connection()).run(run).kinds(WRITES);
    }

    boolean isEmpty(HistoryQuery query) {
        return settings.store().history(query.page(0, 1)).isEmpty();
    }

    long count(HistoryQuery query) {
        return settings.store().countHistory(query);
    }

    /** Gives every event of the query, oldest first, so many at a time. */
    void each(HistoryQuery query, int most, Consumer<List<HistoryEntry>> step) {
        int size = Math.max(1, most);
        HistoryPage page = settings.store().historyPage(query.page(0, size));
        while (!page.events().isEmpty()) {
            step.accept(page.events());
            if (page.events().size() < size) {
                return;
            }
            page = settings.store().historyPage(query.after(page.last()).page(0, size));
        }
    }
}
