package io.github.tandemsync.core.engine;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run would do now. Immutable. Holds record content; {@link #text()} shows it, {@code toString} does not.
 *
 * @param made when it was made, by the runner's clock
 * @param items in the order in which they would be done
 * @param problems faults that kept a pair from being planned; empty if all went well
 */
public record SyncPlan(Instant made, List<PlanItem> items, List<SyncReport.Problem> problems) {
    public SyncPlan {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
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
        for (PlanItem item : items) {
            text.append('\n').append(item).append(": ").append(item.reason());
            for (PlanItem.FieldChange change : item.fields()) {
                text.append("\n    ").append(change.field()).append(": ");
                text.append(shown(change.before().display()))
                        .append(" -> ")
                        .append(shown(change.after().display()));
                text.append("  (").append(change.reason()).append(')');
            }
        }
        problems.forEach(problem -> text.append("\nproblem in ")
                .append(problem.where())
                .append(": ")
                .append(problem.message()));
        return text.toString();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }

    @Override
    public String toString() {
        return "SyncPlan" + counts();
    }
}
