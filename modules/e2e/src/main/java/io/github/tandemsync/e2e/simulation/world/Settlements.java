package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.OpenConflict;
import io.github.tandemsync.core.engine.Resolution;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.e2e.simulation.check.Unit;
import io.github.tandemsync.e2e.simulation.model.Field;
import java.util.List;

/** A person's words about conflicts: one of the two, or a value of their own. */
final class Settlements {
    static final int MOST = 1000;

    private final World world;

    Settlements(World world) {
        this.world = world;
    }

    /** The conflicts that wait for a person. */
    static List<OpenConflict> open(SyncRunner runner) {
        return runner.conflicts().open(0, MOST);
    }

    /** What the rule of the conflict maps. */
    Unit unit(OpenConflict conflict) {
        return world.shape.agreement().of(conflict.left().type()).units().stream()
                .filter(unit -> unit.rule().equals(conflict.rule()))
                .findFirst()
                .orElseThrow();
    }

    Resolution any(OpenConflict conflict) {
        int choice = unit(conflict).is(Field.PARENT) ? world.choices.below(2) : world.choices.below(4);
        return choice < 2 ? side(conflict, choice == 0 ? Side.LEFT : Side.RIGHT) : neither(conflict);
    }

    Resolution side(OpenConflict conflict, Side winner) {
        world.tell(() -> "somebody settles " + conflict + " for " + winner);
        settled(conflict);
        return new Resolution(conflict, winner);
    }

    /** Both sides get a value that nobody has written. */
    Resolution neither(OpenConflict conflict) {
        Side form = world.choices.pick(Side.LEFT, Side.RIGHT);
        Values third = Values.none();
        for (Field field : unit(conflict).fields()) {
            FieldValue value = plain(field);
            third = third.with(field.on(form), value);
            world.ledger.given().add(conflict.left(), conflict.right(), field, value);
        }
        Values given = third;
        world.tell(() -> "somebody gives both of " + conflict + " " + Lines.of(given));
        world.coverage.met("third value given");
        settled(conflict);
        return Resolution.neither(conflict, form, third);
    }

    private void settled(OpenConflict conflict) {
        long event = world.clock.nextEvent();
        world.verdicts.settled(conflict.left(), event);
        world.verdicts.settled(conflict.right(), event);
    }

    // one that every system takes, and every rule has a form for
    private FieldValue plain(Field field) {
        FieldValue value = world.users.fresh(field);
        while (!Shape.isPlain(value)) {
            value = world.users.fresh(field);
        }
        return value;
    }
}
