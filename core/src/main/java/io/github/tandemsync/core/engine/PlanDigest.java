package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan without its items: how much of what, and sixteen bytes a write, by which {@link SyncRunner#apply(PlanDigest)} knows what was
 * approved. Immutable; holds no record content, but for plans that settle conflicts ({@link SyncRunner#planResolution}), which hold
 * what people chose.
 */
public final class PlanDigest {
    private final Instant made;
    private final SortedMap<PlanItem.Action, Long> counts;
    private final SortedMap<HistoryEntry.Kind, Long> settled;
    private final List<SyncReport.Problem> problems;
    private final CallForecast forecast;
    private final SortedMap<PairId, FingerprintSet> approved;
    private final SortedMap<PairId, FingerprintSet> lasting;
    private final Subject subject;
    private final @Nullable SortedMap<PairId, SortedMap<Side, Long>> creates;
    private final SortedMap<PairId, Long> leftOut;

    /**
     * @param approved the fingerprints of the writes, by pair; not changed any more
     * @param lasting those of them that can not be undone
     * @param subject what the plan is about
     * @param creates of a plan of links alone: what would be created; null of any other
     * @param leftOut for how many records what was asked for needs consent, and is no part of it
     */
    PlanDigest(
            Instant made,
            SortedMap<PlanItem.Action, Long> counts,
            SortedMap<HistoryEntry.Kind, Long> settled,
            List<SyncReport.Problem> problems,
            CallForecast forecast,
            SortedMap<PairId, FingerprintSet> approved,
            SortedMap<PairId, FingerprintSet> lasting,
            Subject subject,
            @Nullable SortedMap<PairId, SortedMap<Side, Long>> creates,
            SortedMap<PairId, Long> leftOut) {
        this.made = made;
        this.counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        this.settled = Collections.unmodifiableSortedMap(new TreeMap<>(settled));
        this.problems = List.copyOf(problems);
        this.forecast = forecast;
        this.approved = Collections.unmodifiableSortedMap(new TreeMap<>(approved));
        this.lasting = Collections.unmodifiableSortedMap(new TreeMap<>(lasting));
        this.subject = subject;
        this.creates = creates;
        this.leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /** When it was made, by the runner's clock. */
    public Instant made() {
        return made;
    }

    /** How many items there are of each action, without those that were withdrawn. */
    public SortedMap<PlanItem.Action, Long> counts() {
        return counts;
    }

    /**
     * What making the plan has settled in the store, since it needs no write to either CRM: how often each kind of event happened.
     * Links that a first contact makes by itself are among them; {@link SyncRunner#planLinks()}
     * shows those before they are made.
     */
    public SortedMap<HistoryEntry.Kind, Long> settled() {
        return settled;
    }

    /** Faults that kept a pair from being planned, and what is held back until somebody consents; empty if all went well. */
    public List<SyncReport.Problem> problems() {
        return problems;
    }

    /** What it has cost, and will cost, in calls. */
    public CallForecast forecast() {
        return forecast;
    }

    /** How many of the writes can not be undone, and are applied by {@link Consent} alone: {@link PlanItem#undoable()}. */
    public long notUndoable() {
        return lasting.values().stream().mapToLong(FingerprintSet::size).sum();
    }

    /**
     * How many links were looked at to make it, of a plan about every link ({@link SyncRunner#planAudit}, {@link
     * SyncRunner#planBackfill}); 0 of any other.
     */
    public long looked() {
        return subject.looked();
    }

    /** Whether it is about links alone: {@link SyncRunner#planLinks()}. */
    public boolean linksOnly() {
        return creates != null;
    }

    /**
     * Of a plan of links alone, how many records have no counterpart, and would be created, by pair and the side on which they would be:
     * at most, since filters of the run that follows may keep some out. Nothing of any other plan, which has an item for each.
     */
    public SortedMap<PairId, SortedMap<Side, Long>> toCreate() {
        return creates == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(creates);
    }

    SortedMap<PairId, FingerprintSet> approved() {
        return approved;
    }

    SortedMap<PairId, FingerprintSet> lasting() {
        return lasting;
    }

    SortedMap<PairId, Long> leftOut() {
        return leftOut;
    }

    Subject subject() {
        return subject;
    }

    /** The counts in lines for people; no record content. */
    public String text() {
        return PlanText.of(this);
    }

    @Override
    public String toString() {
        return "PlanDigest" + counts;
    }
}
