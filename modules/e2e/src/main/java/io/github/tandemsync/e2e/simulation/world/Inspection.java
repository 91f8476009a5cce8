package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.PlanItem;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Terms;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All is well, and nobody does anything but this: somebody looks whether all links really agree, or fills the gaps of a rule and takes
 * that back. Judged by what the systems hold.
 */
final class Inspection {
    private static final Set<String> DIFFERENT = Set.of("DRIFT", "CONFLICT", "DIFFERS");

    private final World world;
    private final Staff staff;

    Inspection(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
    }

    void make() {
        audit();
        fill();
    }

    // ---- an audit

    private void audit() {
        int sent = world.sends();
        AtomicReference<SyncPlan> made = new AtomicReference<>();
        staff.insist(
                "somebody asks whether all agree",
                engine -> engine.order(runner -> made.set(runner.planAudit(Shape.PAIR))));
        SyncPlan plan = made.get();
        if (sent != world.sends()) {
            broken("an audit wrote");
        }
        if (plan == null || isFaulty(plan)) {
            return;
        }
        Set<String> told = new TreeSet<>();
        plan.items().forEach(item -> told(item, told));
        long live = world.ledger.links().stream().filter(Link::live).count();
        if (plan.looked() != live) {
            broken("an audit looked at " + plan.looked() + " links of " + live);
        }
        world.ledger.links().stream().filter(Link::live).forEach(link -> judge(link, told));
        world.coverage.met(told.isEmpty() ? "audit finds nothing" : "audit finds differences");
    }

    private static boolean isFaulty(SyncPlan plan) {
        return plan.problems().stream().anyMatch(problem -> !problem.waiting());
    }

    private void judge(Link link, Set<String> told) {
        Row left = world.left.existing(link.ref(Side.LEFT));
        Row right = world.right.existing(link.ref(Side.RIGHT));
        if (!left.live() || !right.live() || left.hidden() || right.hidden()) {
            return;
        }
        for (Unit unit : units(world.shape.agreement().of(left))) {
            boolean same =
                    unit.fields().stream().allMatch(field -> Canonical.equal(left.value(field), right.value(field)));
            boolean said = told.contains(key(left.ref(), unit.rule())) || told.contains(key(right.ref(), unit.rule()));
            boolean saidToDiffer = told.contains("!" + key(left.ref(), unit.rule()))
                    || told.contains("!" + key(right.ref(), unit.rule()));
            if (!same && !said) {
                broken("an audit does not tell that " + unit + " of " + left + " and " + right + " differ");
            } else if (same && saidToDiffer) {
                broken("an audit tells that " + unit + " of " + left + " and " + right + " differ, which agree");
            }
        }
    }

    private static void told(PlanItem item, Set<String> told) {
        for (PlanItem.FieldChange field : item.fields()) {
            for (RecordRef ref : refs(item)) {
                told.add(key(ref, field.rule()));
                if (DIFFERENT.stream().anyMatch(field.reason()::startsWith)) {
                    told.add("!" + key(ref, field.rule()));
                }
            }
        }
    }

    private static List<RecordRef> refs(PlanItem item) {
        List<RecordRef> refs = new ArrayList<>();
        if (item.ref() != null) {
            refs.add(item.ref());
        }
        if (item.other() != null) {
            refs.add(item.other());
        }
        return refs;
    }

    private static String key(RecordRef ref, String rule) {
        return ref + " " + rule;
    }

    private static List<Unit> units(Terms terms) {
        return terms.units().stream().filter(unit -> !unit.is(Field.PARENT)).toList();
    }

    private void broken(String detail) {
        world.ledger.report(Invariant.INSPECTED, detail);
    }

    // ---- gaps are filled, and that is taken back

    private void fill() {
        List<Unit> units = units(world.shape.agreement().records());
        Unit unit = units.get(world.choices.below(units.size()));
        List<Row> gaps = gaps(unit);
        Map<String, FieldValue> before = values();
        int reports = world.ledger.reports().size();
        staff.amend(engine -> engine.plan(runner -> runner.planBackfill(Shape.PAIR, Set.of(unit.rule()))));
        values().forEach((place, value) -> {
            if (!Canonical.equal(value, before.getOrDefault(place, FieldValue.EMPTY))) {
                filled(place, unit, before);
            }
        });
        gaps.forEach(row -> demandFilled(row, unit.fields().get(0)));
        List<String> runs = world
                .ledger
                .reports()
                .subList(reports, world.ledger.reports().size())
                .stream()
                .filter(event -> event.kind() == HistoryEntry.Kind.UPDATED)
                .map(HistoryEntry::run)
                .distinct()
                .toList();
        if (runs.size() == 1) {
            world.coverage.met("gaps filled");
            staff.amend(engine -> staff.takeBack(engine, runs.get(0)));
            if (!values().equals(before)) {
                broken("what filled the gaps of " + unit + " is not taken back whole");
            }
        }
    }

    /** Somebody empties the targets of a rule that goes one way, which a run leaves so; those whose gap is agreed on then. */
    private List<Row> gaps(Unit unit) {
        Field field = unit.fields().get(0);
        Direction direction = world.shape.agreement().records().direction(field);
        List<Row> emptied = new ArrayList<>();
        for (Side target : direction == Direction.BOTH ? new Side[0] : Side.values()) {
            for (Row row : world.server(target).rows()) {
                Row source = facing(row);
                boolean gap =
                        direction != null && direction.writes(target) && isPlain(row, field) && isPlain(source, field);
                if (gap && world.shape.agreement().of(row).direction(field) == direction) {
                    world.server(target).edit(row, field, FieldValue.EMPTY);
                    world.tell(() -> "user empties " + field + " of " + row);
                    emptied.add(row);
                }
            }
        }
        world.pass(Shape.LONGEST_LAG.plusSeconds(1));
        staff.cycle();
        emptied.removeIf(row -> !row.value(field).isEmpty() || !isAgreed(row, unit));
        return emptied;
    }

    private void demandFilled(Row row, Field field) {
        Row source = facing(row);
        world.coverage.met("gap judged");
        if (source != null && !Canonical.equal(row.value(field), source.value(field))) {
            broken("the gap in " + field + " of " + row + " is not filled");
        }
    }

    // taken by every system, and there
    private static boolean isPlain(@Nullable Row row, Field field) {
        return row != null
                && row.live()
                && !row.hidden()
                && !Canonical.text(row.value(field)).isEmpty()
                && Shape.isPlain(row.value(field));
    }

    private boolean isAgreed(Row row, Unit unit) {
        Link link = world.ledger.live(row.ref());
        return link != null && link.rule(unit.rule()).status() == RuleState.Status.AGREED;
    }

    private @Nullable Row facing(Row row) {
        Link link = row.live() ? world.ledger.live(row.ref()) : null;
        Side other = row.side().other();
        return link == null ? null : world.server(other).row(link.ref(other));
    }

    // only what was empty, with what the other side holds, and of that rule
    private void filled(String place, Unit unit, Map<String, FieldValue> before) {
        boolean ofRule = unit.fields().stream().anyMatch(field -> place.endsWith(" " + field));
        if (!ofRule) {
            broken("to fill the gaps of " + unit + " wrote " + place);
        }
        String ref = place.substring(0, place.lastIndexOf(' '));
        boolean gap = unit.fields().stream()
                .allMatch(field ->
                        before.getOrDefault(ref + " " + field, FieldValue.EMPTY).isEmpty());
        if (ofRule && !gap) {
            broken("to fill the gaps of " + unit + " overwrote " + place);
        }
    }

    private Map<String, FieldValue> values() {
        Map<String, FieldValue> values = new TreeMap<>();
        for (Side side : Side.values()) {
            for (Row row : world.server(side).rows()) {
                for (Field field : Field.values()) {
                    values.put(row.ref() + " " + field, row.value(field));
                }
            }
        }
        return values;
    }
}
