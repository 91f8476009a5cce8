package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops history that is older than it is to be kept: at the end of a run, and of an applied plan, in small batches, a bounded number of them; once an hour,
 * or at the next run if more is left. Nothing that decides reads it: the guard counts a day of it, an undo its run, and conflicts that
 * wait for a person are never dropped.
 */
final class Retention {
    /** More than the guard counts. */
    static final Duration LEAST = Duration.ofDays(2);

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int BATCH = 1000;
    private static final int BATCHES = 20;
    private static final String PIN = "history-pruned";

    private Instant next = Instant.MIN;

    void prune(Session session) {
        Instant now = session.now();
        if (now.isBefore(next)) {
            return;
        }
        Instant before = now.minus(session.settings().historyRetention());
        if (isOlder(session, before)) {
            if (session.pin(PIN) == null) {
                session.commit(new StateChange().pin(PIN, "since " + now));
            }
            for (int i = 0; i < BATCHES; i++) {
                if (session.prune(before, BATCH) < BATCH) {
                    next = now.plus(PAUSE);
                    return;
                }
            }
            return;
        }
        next = now.plus(PAUSE);
    }

    private static boolean isOlder(Session session, Instant before) {
        List<HistoryEntry> first = session.store()
                .history(HistoryQuery.of(session.settings().connection()).page(0, 1));
        return !first.isEmpty() && first.get(0).at().isBefore(before);
    }

    /**
     * Why the run's history may not be whole: what is left of it is the oldest that is left at all. Null if it is whole, or nothing
     * was ever dropped.
     */
    static @Nullable String missing(Settings settings, String run) {
        HistoryQuery query = HistoryQuery.of(settings.connection()).kinds(RunHistory.WRITES);
        boolean pruned =
                settings.store().connection(settings.connection()).pins().containsKey(PIN);
        boolean oldest = pruned
                && settings.store().history(query.page(0, 1)).stream()
                        .allMatch(event -> event.run().equals(run));
        return oldest ? kept(settings) : null;
    }

    /** For how long history is kept, in words. */
    static String kept(Settings settings) {
        return "History is kept for " + settings.historyRetention().toDays() + " days"
                + " (SyncRunnerBuilder.historyRetention)";
    }
}
