package io.github.tandemsync.examples.quickstart;

import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.engine.PlanItem.FieldChange;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.examples.quickstart.Table.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A plan for people: how much of what, and some of it field by field. */
final class PlanView {
    private static final int CREATES = 2;
    private static final int UPDATES = 5;
    private static final Map<EntryState, String> SET_ASIDE = new TreeMap<>(Map.of(
            EntryState.AMBIGUOUS, "records that could be the same firm: a person decides",
            EntryState.EXCLUDED, "records that the mapping's filter leaves out"));

    private final Screen screen;
    private final Style style;
    private final Truths truths;

    PlanView(Screen screen, Truths truths) {
        this.screen = screen;
        this.style = screen.style();
        this.truths = truths;
    }

    /** What the first contact found; it needs no write. */
    void matches(Map<EntryState, Long> states) {
        Table table = new Table();
        table.row(
                Cell.of("known to both"),
                new Cell(Numbers.right(states.getOrDefault(EntryState.LINKED, 0L) / 2), style::bold),
                new Cell("linked by domain, or by name and city", style::dim));
        SET_ASIDE.forEach((state, why) -> table.row(
                Cell.of(state.name().toLowerCase(Locale.ROOT)),
                new Cell(Numbers.right(states.getOrDefault(state, 0L)), style::yellow),
                new Cell(why, style::dim)));
        screen.table(table);
        screen.blank();
    }

    void counts(SyncPlan plan) {
        Table table = new Table();
        for (Action action : List.of(Action.CREATE, Action.UPDATE, Action.REMOVE)) {
            for (Side side : Side.values()) {
                long count = count(plan, item -> item.action() == action && item.side() == side);
                if (count > 0) {
                    table.row(
                            Cell.of(word(action) + " in " + Names.of(side)),
                            new Cell(Numbers.right(count), style::bold),
                            new Cell(fields(plan, action, side), style::dim));
                }
            }
        }
        reports(plan)
                .forEach((kind, count) -> table.row(
                        Cell.of(kind),
                        new Cell(Numbers.right(count), style::yellow),
                        new Cell(meaning(kind), style::dim)));
        screen.table(table);
    }

    private static String word(Action action) {
        return switch (action) {
            case CREATE -> "create";
            case UPDATE -> "update";
            case REMOVE -> "remove";
            case LINK -> "link";
            case REPORT -> "report";
        };
    }

    private static String fields(SyncPlan plan, Action action, Side side) {
        int fields = plan.items().stream()
                .filter(item -> item.action() == action && item.side() == side)
                .mapToInt(item -> item.fields().size())
                .sum();
        return fields == 0 ? "" : Numbers.grouped(fields) + " fields";
    }

    private static Map<String, Long> reports(SyncPlan plan) {
        Map<String, Long> kinds = new TreeMap<>();
        plan.items().stream()
                .filter(item -> item.action() == Action.REPORT && !kind(item).equals("ambiguous"))
                .forEach(item -> kinds.merge(kind(item), 1L, Long::sum));
        return kinds;
    }

    private static String kind(PlanItem report) {
        return report.reason().split("[ :]", 2)[0].toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String meaning(String kind) {
        return switch (kind) {
            case "conflict" -> "both have a value: the mapping says who wins, the other one is kept";
            case "parked" -> "fields that wait for a change of the value or of the mapping";
            default -> "";
        };
    }

    private static long count(SyncPlan plan, Predicate<PlanItem> wanted) {
        return plan.items().stream().filter(wanted).count();
    }

    /** A few items, chosen so that every sort of reason is among them. */
    void excerpt(SyncPlan plan) {
        List<PlanItem> some = new ArrayList<>();
        some.addAll(various(plan, Action.CREATE, CREATES));
        some.addAll(various(plan, Action.UPDATE, UPDATES));
        some.forEach(this::show);
    }

    private static List<PlanItem> various(SyncPlan plan, Action action, int most) {
        List<PlanItem> left = new ArrayList<>(
                plan.items().stream().filter(item -> item.action() == action).toList());
        List<PlanItem> chosen = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (chosen.size() < most && !left.isEmpty()) {
            PlanItem next = left.stream()
                    .max(Comparator.comparingLong((PlanItem item) -> news(item, seen)))
                    .orElseThrow();
            seen.addAll(sorts(next));
            chosen.add(next);
            left.remove(next);
        }
        return chosen;
    }

    private static long news(PlanItem item, Set<String> seen) {
        return sorts(item).stream().filter(sort -> !seen.contains(sort)).count();
    }

    private static Set<String> sorts(PlanItem item) {
        Set<String> sorts = new HashSet<>(Set.of(kind(item) + item.side()));
        item.fields().forEach(change -> sorts.add(change.rule() + change.reason()));
        return sorts;
    }

    private void show(PlanItem item) {
        RecordRef named = item.ref() == null ? Objects.requireNonNull(item.other()) : item.ref();
        String name = style.bold(truths.name(named));
        switch (item.action()) {
            case CREATE -> {
                screen.line(style.green("+ ") + name + style.dim("  new in " + Names.of(item.side())));
                screen.table(changes(item, named));
            }
            case UPDATE -> {
                screen.line(style.cyan("~ ") + name + style.dim("  " + named));
                screen.table(changes(item, named));
            }
            case REMOVE -> screen.line(style.red("- ") + name + style.dim("  " + item.reason()));
            case LINK, REPORT -> screen.line(style.yellow("! ") + name + style.dim("  " + item.reason()));
        }
    }

    private Table changes(PlanItem item, RecordRef named) {
        Table table = new Table();
        RecordRef written = item.side() == Side.LEFT ? Systems.COMPANIES.ref("0") : Systems.ACCOUNT.ref("0");
        boolean create = item.action() == Action.CREATE;
        for (FieldChange change : item.fields()) {
            String after = shown(truths.shown(written, change.field(), change.after()));
            if (create) {
                table.row(Cell.of("    " + change.field()), new Cell(after, style::green));
            } else {
                table.row(
                        Cell.of("    " + change.field()),
                        new Cell(shown(truths.shown(named, change.field(), change.before())), style::red),
                        Cell.of(style.arrow()),
                        new Cell(after, style::green),
                        new Cell(change.reason(), style::dim));
            }
        }
        return table;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(empty)" : value;
    }
}
