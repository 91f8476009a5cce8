package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run, or a slice of one, did. Immutable; holds no record content.
 *
 * @param run the run's id, by which its history can be asked for; the same for all slices of a run
 * @param started when it began, by the runner's clock
 * @param ended when it ended
 * @param pairs what happened in each pair that ran
 * @param problems what stopped a pair, a listener, or, for want of calls, the run, and what is missing in a system that refused to
 *     create records, what is held back until somebody consents, and policies that have to be mended; empty if all went well
 * @param more whether the slice's budget was used up before the run was at its end: the next slice goes on with it
 * @param next not before when there is something to do, but for changes that nobody has seen yet: at once if there is more, else
 *     when a record is to be looked at again, a scan for removals is due, or a pair that failed may be tried again; null if
 *     nothing is waiting
 */
public record SyncReport(
        String run,
        Instant started,
        Instant ended,
        SortedMap<PairId, PairReport> pairs,
        List<Problem> problems,
        boolean more,
        @Nullable Instant next) {
    public SyncReport {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
        problems = List.copyOf(problems);
    }

    /**
     * What happened in one pair.
     *
     * @param events how often each kind of event happened
     * @param looked how many records or linked pairs of records were looked at
     * @param lag how long the changes took that were carried; those of first contact do not count
     */
    public record PairReport(Map<HistoryEntry.Kind, Integer> events, int looked, Lag lag) {
        /** Without a measured change. */
        public PairReport(Map<HistoryEntry.Kind, Integer> events, int looked) {
            this(events, looked, Lag.NONE);
        }

        public PairReport {
            EnumMap<HistoryEntry.Kind, Integer> copy = new EnumMap<>(HistoryEntry.Kind.class);
            copy.putAll(events);
            events = Collections.unmodifiableMap(copy);
        }

        private PairReport plus(PairReport later) {
            Map<HistoryEntry.Kind, Integer> sum = new EnumMap<>(HistoryEntry.Kind.class);
            sum.putAll(events);
            later.events.forEach((kind, count) -> sum.merge(kind, count, Integer::sum));
            return new PairReport(sum, looked + later.looked, lag.plus(later.lag));
        }
    }

    /**
     * A fault, or something that waits for a person.
     *
     * @param where the pair, or what else failed
     * @param message problem, cause and remedy
     * @param waiting whether it has stopped nothing: everything else was done, and what the message says waits for a person
     */
    public record Problem(String where, String message, boolean waiting) {
        /** A fault. */
        public Problem(String where, String message) {
            this(where, message, false);
        }
    }

    /** This slice and a later one of the same run, as if they had been one. */
    public SyncReport plus(SyncReport later) {
        if (!run.equals(later.run)) {
            throw new IllegalArgumentException("Run " + run + " and run " + later.run + " are not the same run");
        }
        SortedMap<PairId, PairReport> sum = new TreeMap<>(pairs);
        later.pairs.forEach((pair, report) -> sum.merge(pair, report, PairReport::plus));
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(later.problems);
        return new SyncReport(run, started, later.ended, sum, all, later.more, later.next);
    }

    SyncReport with(List<Problem> later) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(later);
        return new SyncReport(run, started, ended, pairs, all, more, next);
    }

    /** How often the kind of event happened, in all pairs. */
    public int count(HistoryEntry.Kind kind) {
        return pairs.values().stream()
                .mapToInt(pair -> pair.events().getOrDefault(kind, 0))
                .sum();
    }

    /** Writes to either CRM that are known to have run, and those that may have emptied a field. */
    public int writes() {
        return count(HistoryEntry.Kind.CREATED)
                + count(HistoryEntry.Kind.UPDATED)
                + count(HistoryEntry.Kind.CLEARED)
                + count(HistoryEntry.Kind.REMOVED);
    }

    /**
     * True if there are no {@link #problems()}: nothing failed, and nothing is held back until somebody consents, or was left open by
     * a policy that has to be mended. What the mapping leaves to people, such as a conflict, is no problem.
     */
    public boolean ok() {
        return problems.isEmpty();
    }

    /** The report in lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder("Run " + run + ": " + writes() + " writes");
        pairs.forEach((pair, report) -> {
            String events = report.events().entrySet().stream()
                    .map(event -> event.getKey() + " " + event.getValue())
                    .collect(Collectors.joining(", "));
            text.append("\n  ").append(pair).append(": looked at ").append(report.looked());
            text.append(events.isEmpty() ? "" : "; " + events);
            Lag lag = report.lag();
            text.append(
                    lag.count() == 0 ? "" : "; lag " + lag.p50() + ", 95 % " + lag.p95() + ", at most " + lag.max());
        });
        problems.forEach(problem -> text.append("\n  problem in ")
                .append(problem.where())
                .append(": ")
                .append(problem.message()));
        return text.toString();
    }
}
