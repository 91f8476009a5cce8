package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.e2e.simulation.model.Field;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Somebody who looks after the pair: disables it, edits its mapping, deletes what is known of it, has records tried again. */
final class Operator {
    private static final int MOST_RUNS = 3;
    private static final int MOST_ACTS = 4;

    private final World world;
    private final Staff staff;

    Operator(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
    }

    void act() {
        switch (world.choices.below(8)) {
            case 1, 2 -> disableForAWhile();
            case 3, 4 -> mapLess();
            case 5 -> delete();
            case 6 -> {
                staff.insist("somebody has everything tried again", EngineUnderTest::retry);
                world.coverage.met("records retried");
            }
            case 7 -> {
                staff.insist("somebody consents to five more removals", engine -> engine.consent(5));
                world.coverage.met("removals consented to");
            }
            default -> mapAll();
        }
    }

    private void disableForAWhile() {
        disable();
        goOn();
        enable();
    }

    private void disable() {
        world.setting.want(false);
        staff.insist("somebody disables the pair", EngineUnderTest::disable);
        world.setting.disabled();
        world.coverage.met("pair disabled");
    }

    /** Somebody edits the mapping while the pair is disabled. */
    void edit(Shape edited) {
        disable();
        staff.dismiss();
        world.tell(() -> "somebody edits the mapping: " + edited.agreement().records());
        world.edit(edited);
        world.coverage.met("mapping edited");
        enable();
    }

    // the next run enables it
    private void enable() {
        world.setting.want(true);
    }

    private void goOn() {
        for (int runs = 1 + world.choices.below(MOST_RUNS); runs > 0; runs--) {
            for (int acts = world.choices.below(MOST_ACTS); acts > 0; acts--) {
                world.users.act();
            }
            world.pass(world.choices.pick(Duration.ofMinutes(1), Duration.ofMinutes(40), Duration.ofDays(8)));
            staff.cycle();
        }
    }

    private void mapLess() {
        Field field = world.choices.pick(Field.NAME, Field.PHONE, Field.DOMAIN);
        world.tell(() -> "somebody takes " + field + " out of the mapping");
        map(field);
        world.coverage.met("field unmapped");
        goOn();
    }

    /** Somebody gives the mapping all its fields back. */
    void mapAll() {
        if (!world.setting.isWhole()) {
            world.tell(() -> "somebody gives the mapping all its fields back");
            map(null);
        }
    }

    private void map(@Nullable Field without) {
        staff.dismiss();
        world.setting.unmap(without, world.clock.nextEvent());
    }

    private void delete() {
        disable();
        world.pass(World.SETTLE.plusSeconds(1));
        staff.insist("somebody deletes what is known of the pair", EngineUnderTest::delete);
        world.ledger.forgotten();
        world.coverage.met("pair deleted");
        enable();
    }
}
