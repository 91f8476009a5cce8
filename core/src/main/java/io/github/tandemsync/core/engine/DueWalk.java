package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery.Due.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks through what is due of a pair, in its order and page by page, so that what stays due is not met twice. */
final class DueWalk {
    private final PairRun pair;
    private final int most;
    private @Nullable Place after;

    /** @param most how many entries one step gives */
    DueWalk(PairRun pair, int most) {
        this.pair = pair;
        this.most = most;
    }

    /** The next entries that are due and wanted; none at the end. */
    List<Entry> next(Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>();
        List<Entry> page;
        do {
            page = pair.due(after, most);
            for (int i = 0; i < page.size() && found.size() < most; i++) {
                Entry entry = page.get(i);
                Instant due = Contract.known(entry.mark().due());
                after = new Place(due, entry.ref());
                if (wanted.test(entry)) {
                    found.add(entry);
                }
            }
        } while (page.size() == most && found.size() < most);
        return found;
    }

    /** Goes back to the beginning: something may be due before the place where the walk has come. */
    void restart() {
        after = null;
    }

    /** Goes back if something was marked for that time, or an earlier one. */
    void restartIfBehind(Instant marked) {
        if (after != null && !marked.isAfter(after.due())) {
            restart();
        }
    }
}
