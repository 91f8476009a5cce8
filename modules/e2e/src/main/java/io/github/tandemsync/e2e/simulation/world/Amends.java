package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.OpenConflict;
import io.github.tandemsync.core.engine.Resolution;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Author;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All is well, and nobody does anything but this: somebody takes back a run, or settles every conflict for one side. Judged by what
 * the systems hold afterwards, and by a next run that writes nothing.
 */
final class Amends {
    private static final Set<Kind> WRITES = Set.of(Kind.UPDATED, Kind.CLEARED);

    private final World world;
    private final Staff staff;
    private final List<Demand> demands = new ArrayList<>();

    /** What a field of a record has to hold afterwards. */
    private record Demand(Row row, Field field, FieldValue value, String why) {}

    Amends(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
    }

    void make() {
        if (world.scenario == Scenario.HOST) {
            give();
        } else if (world.choices.chance(1, 2)) {
            takeBack();
        } else {
            settle();
        }
        for (Demand demand : demands) {
            FieldValue now = demand.row().value(demand.field());
            if (!Canonical.equal(now, demand.value())) {
                world.ledger.report(
                        Invariant.AMENDS,
                        demand.field() + " of " + demand.row() + " is " + now.display() + " and not "
                                + demand.value().display() + ", " + demand.why());
            }
        }
        world.pass(Duration.ofMinutes(2));
        int sent = world.heeded();
        staff.cycle();
        if (sent != world.heeded()) {
            world.ledger.report(Invariant.AMENDS, "the run after what was taken back or settled writes something");
        }
    }

    // ---- a run is taken back

    private void takeBack() {
        List<String> runs = world.ledger.reports().stream()
                .filter(event -> WRITES.contains(event.kind()))
                .map(HistoryEntry::run)
                .distinct()
                .toList();
        if (runs.isEmpty()) {
            return;
        }
        String run = runs.get(world.choices.below(runs.size()));
        for (HistoryEntry event : world.ledger.reports()) {
            if (WRITES.contains(event.kind()) && event.run().equals(run)) {
                event.after().forEach((name, value) -> demandBack(event, name));
            }
        }
        demands.forEach(demand -> world.coverage.met(demand.why()));
        staff.amend(engine -> staff.takeBack(engine, run));
    }

    private void demandBack(HistoryEntry event, String name) {
        Field field = Field.named(event.side(), name);
        Row row = world.server(event.side()).row(event.ref());
        Row facing = row == null ? null : facing(row);
        FieldValue before = event.before().get(name);
        if (field == null || row == null || facing == null || before == null || !isPlain(row, field, before)) {
            return;
        }
        if (writes(row, field) != 1 || writes(facing, field) > 0) {
            return; // another write of ours may be the one that counts
        }
        FieldValue written = event.after().orEmpty(name);
        Edit last = last(row, field);
        Edit other = last(facing, field);
        if (last == null || !isOurs(last, written)) {
            // who gives it the same value once more has not changed it
            if (last != null && last.author() == Author.USER && !Canonical.equal(last.value(), written)) {
                demands.add(new Demand(row, field, row.value(field), "which somebody set since"));
            }
        } else if (other == null || (other.event() < last.event() && other.author() == Author.USER)) {
            demands.add(new Demand(row, field, before, "what it held before the run"));
        } else if (other.author() == Author.USER) {
            demands.add(new Demand(facing, field, facing.value(field), "which somebody set since on the other side"));
        }
    }

    private static boolean isOurs(Edit edit, FieldValue written) {
        return edit.author() == Author.ENGINE && Canonical.equal(edit.value(), written);
    }

    private long writes(Row row, Field field) {
        return world.ledger.reports().stream()
                .filter(event -> WRITES.contains(event.kind()) && event.ref().equals(row.ref()))
                .filter(event -> event.after().get(field.on(row.side())) != null)
                .count();
    }

    private static @Nullable Edit last(Row row, Field field) {
        Edit last = null;
        for (Edit edit : row.edits()) {
            last = edit.field() == field ? edit : last;
        }
        return last;
    }

    // ---- conflicts are settled

    private void settle() {
        Side winner = world.choices.pick(Side.LEFT, Side.RIGHT);
        for (HistoryEntry event :
                world.store.history(HistoryQuery.of(world.connection).open())) {
            demandSettled(event, winner);
        }
        demands.forEach(demand -> world.coverage.met("conflict settled and judged"));
        staff.amend(engine -> engine.planResolution(() -> winner));
    }

    private void demandSettled(HistoryEntry event, Side winner) {
        Row row = world.server(event.side()).row(event.ref());
        Row facing = row == null ? null : facing(row);
        if (row == null || facing == null || event.rule() == null) {
            return;
        }
        Field field = Field.ofRule(event.rule());
        Row left = row.side() == Side.LEFT ? row : facing;
        Row right = left == row ? facing : row;
        boolean asTold = Canonical.equal(left.value(field), event.before().orEmpty(field.on(Side.LEFT)))
                && Canonical.equal(right.value(field), event.after().orEmpty(field.on(Side.RIGHT)));
        Row gets = winner == Side.LEFT ? right : left;
        FieldValue value = (winner == Side.LEFT ? left : right).value(field);
        Direction direction = world.shape.agreement().of(gets).direction(field);
        if (asTold && direction != null && direction.writes(gets.side()) && isPlain(gets, field, value)) {
            demands.add(new Demand(gets, field, value, "for which the conflict was settled"));
        }
    }

    // ---- both sides are given a value

    private void give() {
        Settlements words = new Settlements(world);
        staff.amend(engine -> engine.plan(runner -> runner.planResolution(Settlements.open(runner).stream()
                .filter(conflict -> isGivable(conflict, words.unit(conflict)))
                .map(conflict -> demandGiven(words.neither(conflict), words.unit(conflict)))
                .toList())));
        demands.forEach(demand -> world.coverage.met("third value judged"));
    }

    private boolean isGivable(OpenConflict conflict, Unit unit) {
        Row left = world.left.row(conflict.left());
        Row right = world.right.row(conflict.right());
        return left != null
                && right != null
                && facing(left) == right
                && unit.fields().stream()
                        .allMatch(field -> holds(left, field, conflict.leftValues())
                                && holds(right, field, conflict.rightValues())
                                && world.shape.agreement().of(left).twoWay(field)
                                && field != Field.PARENT);
    }

    private static boolean holds(Row row, Field field, Values told) {
        return Canonical.equal(row.value(field), told.orEmpty(field.on(row.side())));
    }

    private Resolution demandGiven(Resolution word, Unit unit) {
        for (Field field : unit.fields()) {
            FieldValue value = Objects.requireNonNull(word.values()).orEmpty(field.on(word.side()));
            for (RecordRef ref : List.of(word.conflict().left(), word.conflict().right())) {
                demands.add(new Demand(world.existing(ref), field, value, "which somebody gave both sides"));
            }
        }
        return word;
    }

    // ---- all

    /** What the record faces; null if it takes no part now, or was merged with others. */
    private @Nullable Row facing(Row row) {
        boolean merged = world.server(row.side()).rows().stream()
                .anyMatch(other -> other.state() == Row.State.MERGED && other.survivor() == row);
        Link link = row.live() && !merged ? world.ledger.live(row.ref()) : null;
        Side other = row.side().other();
        Row facing = link == null ? null : world.server(other).row(link.ref(other));
        return facing != null && facing.live() ? facing : null;
    }

    // a system may refuse or ignore some texts, and a rule have no form for some; a reference may wait; a rule that is
    // frozen or was taken back stands
    // still
    private boolean isPlain(Row row, Field field, FieldValue value) {
        if (field == Field.PARENT || field == Field.NOTES || !Shape.isPlain(value)) {
            return false;
        }
        Link link = world.ledger.live(row.ref());
        RuleState.@Nullable Status status =
                link == null ? null : link.rule(field.rule()).status();
        return status == RuleState.Status.AGREED || status == RuleState.Status.CONFLICT;
    }
}
