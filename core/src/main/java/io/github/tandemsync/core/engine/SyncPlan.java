package io.github.tandemsync.core.engine;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run, or what somebody asked for, would do now. Immutable. Holds record content; {@link #text()} shows it, {@code toString}
 * does not.
 */
public final class SyncPlan {
    private final Instant made;
    private final List<PlanItem> items;
    private final List<SyncReport.Problem> problems;
    private final Wishes wishes;

    /** @param wishes what it is about; none if it is about what is due */
    SyncPlan(Instant made, List<PlanItem> items, List<SyncReport.Problem> problems, Wishes wishes) {
        this.made = made;
        this.items = List.copyOf(items);
        this.problems = List.copyOf(problems);
        this.wishes = wishes;
    }

    /** When it was made, by the runner's clock. */
    public Instant made() {
        return made;
    }

    /** In the order in which they would be done. */
    public List<PlanItem> items() {
        return items;
    }

    /** Faults that kept a pair from being planned; empty if all went well. */
    public List<SyncReport.Problem> problems() {
        return problems;
    }

    Wishes wishes() {
        return wishes;
    }

    /** Only the writes. */
    public List<PlanItem> writes() {
        return items.stream().filter(PlanItem::isWrite).toList();
    }

    /** How many items there are of each action. */
    public SortedMap<PlanItem.Action, Long> counts() {
        SortedMap<PlanItem.Action, Long> counts = new TreeMap<>();
        items.forEach(item -> counts.merge(item.action(), 1L, Long::sum));
        return counts;
    }

    /** The plan in lines for people, with the values that would be written. */
    public String text() {
        StringBuilder text = new StringBuilder("Plan: " + counts());
        items.forEach(item -> text.append('\n').append(item.text()));
        problems.forEach(problem -> text.append("\nproblem in ")
                .append(problem.where())
                .append(": ")
                .append(problem.message()));
        return text.toString();
    }

    @Override
    public String toString() {
        return "SyncPlan" + counts();
    }
}
