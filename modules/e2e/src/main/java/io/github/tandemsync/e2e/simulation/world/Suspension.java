package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Of two pairs, something is taken away from one, and all else is well. What people do in the other one arrives within the same run as
 * it did before that, and no run says that anything is wrong with it. Nobody else does anything.
 */
final class Suspension {
    private static final int RUNS = 3;

    private final World world;
    private final Staff staff;
    private final Choices choices;

    /** Somebody wrote a name, which has to arrive. */
    private record Deed(Row row, FieldValue name) {}

    Suspension(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
        this.choices = world.choices;
    }

    /** @param converge has both pairs come to rest */
    void play(Runnable converge) {
        world.calm();
        converge.run();
        day("all is well");
        for (int i = choices.below(RUNS); i >= 0 && isSound(); i--) {
            world.upkeep.begin();
            if (choices.chance(1, 3)) {
                staff.dismiss();
            } else if (choices.chance(1, 3)) {
                world.pass(Duration.ofHours(7));
            }
            for (int runs = choices.below(RUNS); runs >= 0; runs--) {
                day("the other pair is in trouble");
            }
            world.upkeep.endAll();
            world.pass(Duration.ofMinutes(10)); // until a suspended pair is tried again
        }
    }

    private boolean isSound() {
        return world.ledger.violation() == null;
    }

    private void day(String when) {
        if (!isSound()) {
            return;
        }
        List<Deed> deeds = new ArrayList<>();
        rename(deeds);
        Row made = world.users.createBeside();
        if (made != null) {
            deeds.add(new Deed(made, made.value(Field.NAME)));
        }
        for (int i = choices.below(3); i > 0; i--) {
            disturb();
        }
        world.pass(Shape.LONGEST_LAG.plusSeconds(1));
        staff.cycle();
        staff.problems().stream()
                .filter(problem -> problem.startsWith(Shape.BESIDE + ":"))
                .forEach(problem -> world.ledger.report(Invariant.ISOLATED, "though " + when + ": " + problem));
        deeds.stream()
                .filter(deed -> !hasArrived(deed))
                .forEach(deed -> world.ledger.report(
                        Invariant.ISOLATED,
                        "the name of " + deed.row + " has not arrived within a run, while " + when + ", which said "
                                + staff.problems()));
        world.coverage.met(deeds.isEmpty() ? "nothing done beside" : "done beside while " + when);
    }

    // of a record that is in step
    private void rename(List<Deed> deeds) {
        List<Row> rows = world.rows()
                .filter(row ->
                        row.live() && !world.shape.agreement().isUsual(row.ref().type()))
                .filter(this::isInStep)
                .toList();
        if (!rows.isEmpty()) {
            Row row = rows.get(choices.below(rows.size()));
            deeds.add(new Deed(row, world.users.rename(row)));
        }
    }

    // something for the pair in trouble to do
    private void disturb() {
        ModelServer server = choices.pick(world.left, world.right);
        Row row = choices.chance(1, 2)
                ? world.users.any(
                        server,
                        one -> one.live()
                                && world.shape.agreement().isUsual(one.ref().type()))
                : null;
        if (row == null) {
            world.users.act(UserAction.CREATE, server);
        } else if (!world.upkeep.isGone(row.type(), Field.NAME)) {
            world.users.rename(row);
        }
    }

    private boolean isInStep(Row row) {
        Row other = world.lines.facing(row);
        Link link = world.ledger.live(row.ref());
        return other != null
                && link != null
                && other.live()
                && link.rule(Field.NAME.rule()).status() == RuleState.Status.AGREED
                && Canonical.equal(row.value(Field.NAME), other.value(Field.NAME));
    }

    private boolean hasArrived(Deed deed) {
        Row other = world.lines.facing(deed.row);
        return other != null && other.live() && Canonical.equal(other.value(Field.NAME), deed.name);
    }
}
