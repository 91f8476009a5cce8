package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.e2e.simulation.check.PlannedLinks;

/** A first contact of which the links are planned, and approved after people have gone on. */
final class LinksFirst {
    private static final int MOST_TRIES = 3;
    private static final int DOMAINS = 8;
    private static final int MOST_RECORDS = 10;

    private final World world;
    private final Staff staff;

    LinksFirst(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
    }

    void make() {
        for (int i = 2 + world.choices.below(MOST_RECORDS - 1); i > 0; i--) {
            FieldValue domain = FieldValue.text("shared-" + world.choices.below(DOMAINS));
            world.users.createOf(world.choices.pick(world.left, world.right), domain);
        }
        boolean well = false;
        for (int tries = 0; !well && tries < MOST_TRIES; tries++) {
            world.pass(World.LEASE.plus(Shape.LONGEST_LAG));
            well = tried();
        }
    }

    private boolean tried() {
        PlannedLinks judge = new PlannedLinks(world.left, world.right, world.ledger);
        boolean well = staff.planLinks(judge, runner -> planned(runner, judge));
        if (well) {
            world.coverage.met("links planned");
            boolean told = !world.has(Chance.FIELD_MISSING); // an answer may lack what the records are matched by
            if (told && judge.applied() > 0) {
                world.coverage.met("planned link judged");
            }
        }
        return well;
    }

    private SyncPlan planned(SyncRunner runner, PlannedLinks judge) {
        SyncPlan plan = runner.planLinks();
        judge.planned(plan);
        world.tell(() -> "planned: " + plan.items());
        return plan;
    }
}
