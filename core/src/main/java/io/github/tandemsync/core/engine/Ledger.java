package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts what a run does, slice by slice, and tells the listener. */
final class Ledger {
    private final Settings settings;
    private final String run;
    private final Map<PairId, Integer> lookedBefore = new TreeMap<>();
    private final SortedMap<PairId, Tally> tallies = new TreeMap<>();
    private final List<SyncReport.Problem> problems = new ArrayList<>();
    private Instant started;

    private static final class Tally {
        final Map<HistoryEntry.Kind, Integer> events = new EnumMap<>(HistoryEntry.Kind.class);
        int looked;
        Lag lag = Lag.NONE;
    }

    Ledger(Settings settings, String run) {
        this.settings = settings;
        this.run = run;
        this.started = settings.clock().instant();
    }

    void happened(List<HistoryEntry> events) {
        for (HistoryEntry event : events) {
            tally(event.pair()).events.merge(event.kind(), 1, Integer::sum);
            tell(listener -> listener.happened(event));
        }
    }

    void looked(PairId pair, int cases) {
        tally(pair).looked += cases;
        progress(pair, SyncListener.Stage.SYNCING, lookedBefore.getOrDefault(pair, 0) + tally(pair).looked);
    }

    void lag(PairId pair, Lag more) {
        tally(pair).lag = tally(pair).lag.plus(more);
    }

    void progress(PairId pair, SyncListener.Stage stage, long done) {
        tell(listener -> listener.progress(pair, stage, done));
    }

    void problem(String where, RuntimeException fault) {
        String message = fault.getMessage();
        problems.add(
                new SyncReport.Problem(where, message == null ? fault.getClass().getName() : message));
    }

    void note(String where, String message) {
        problems.add(new SyncReport.Problem(where, message));
    }

    /** It has stopped nothing, but something waits for a person. */
    void waits(String where, String message) {
        problems.add(new SyncReport.Problem(where, message, true));
    }

    List<SyncReport.Problem> problems() {
        return problems;
    }

    void tell(Consumer<SyncListener> call) {
        try {
            call.accept(settings.listener());
        } catch (RuntimeException fault) {
            problems.add(new SyncReport.Problem(
                    "listener " + settings.listener().getClass().getName(),
                    CalledBack.isBehind(fault)
                            ? "It called the runner that is running, which is refused; let another thread do that"
                            : "It threw " + fault.getClass().getName()));
        }
    }

    /** What happened since the report before; the next one counts from here. */
    SyncReport report(boolean more, @Nullable Instant next) {
        SortedMap<PairId, SyncReport.PairReport> pairs = new TreeMap<>();
        tallies.forEach((pair, tally) -> {
            pairs.put(pair, new SyncReport.PairReport(tally.events, tally.looked, tally.lag));
            lookedBefore.merge(pair, tally.looked, Integer::sum);
        });
        Instant now = settings.clock().instant();
        SyncReport report = new SyncReport(run, started, now, pairs, problems, more, next);
        tallies.clear();
        problems.clear();
        started = now;
        return report;
    }

    private Tally tally(PairId pair) {
        return tallies.computeIfAbsent(pair, id -> new Tally());
    }
}
