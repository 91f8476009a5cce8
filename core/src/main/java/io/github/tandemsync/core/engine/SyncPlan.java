package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.state.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run, or what somebody asked for, would do now, with every item in memory; for a plan of any size see
 * {@link SyncRunner#plan(PlanSink)}. Immutable. Holds record content; {@link #text()} shows it, {@code toString} does not.
 */
public final class SyncPlan {
    private final List<PlanItem> items;
    private final PlanDigest digest;

    SyncPlan(List<PlanItem> items, PlanDigest digest) {
        this.items = List.copyOf(items);
        this.digest = digest;
    }

    /** When it was made, by the runner's clock. */
    public Instant made() {
        return digest.made();
    }

    /** In the order in which they would be done. */
    public List<PlanItem> items() {
        return items;
    }

    /** Faults that kept a pair from being planned, and what is held back until somebody consents; empty if all went well. */
    public List<SyncReport.Problem> problems() {
        return digest.problems();
    }

    /** Only the writes. */
    public List<PlanItem> writes() {
        return items.stream().filter(PlanItem::isWrite).toList();
    }

    /** How many items there are of each action. */
    public SortedMap<PlanItem.Action, Long> counts() {
        return digest.counts();
    }

    /** What making the plan has settled in the store: {@link PlanDigest#settled()}. */
    public SortedMap<HistoryEntry.Kind, Long> settled() {
        return digest.settled();
    }

    /** How many of the writes can not be undone: {@link PlanDigest#notUndoable()}. */
    public long notUndoable() {
        return digest.notUndoable();
    }

    /** How many links were looked at to make it: {@link PlanDigest#looked()}. */
    public long looked() {
        return digest.looked();
    }

    /** What it has cost, and will cost, in calls. */
    public CallForecast forecast() {
        return digest.forecast();
    }

    /** The plan without its items. */
    public PlanDigest digest() {
        return digest;
    }

    /** The plan in lines for people, with the values that would be written. */
    public String text() {
        StringBuilder text = new StringBuilder(digest.text());
        items.forEach(item -> text.append('\n').append(item.text()));
        return text.toString();
    }

    /** Gives the items, and the end, to a sink, such as {@link PlanSink#jsonLines}. */
    public void sendTo(PlanSink sink) {
        items.forEach(sink::item);
        sink.ended(digest);
    }

    @Override
    public String toString() {
        return "SyncPlan" + counts();
    }
}
