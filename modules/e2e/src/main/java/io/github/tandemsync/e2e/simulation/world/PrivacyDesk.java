package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.e2e.simulation.check.Checker;
import io.github.tandemsync.e2e.simulation.check.Readmissions;
import java.util.List;

/** Somebody who sees to privacy: has records erased, and lets some of them in again. */
final class PrivacyDesk {
    private final World world;
    private final Staff staff;

    PrivacyDesk(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
    }

    void act() {
        List<RecordRef> erased = world.ledger.erasures().records().stream()
                .filter(world::isThere)
                .toList();
        if (erased.isEmpty() || !world.choices.chance(1, 3)) {
            staff.erase();
        } else {
            readmit(erased.get(world.choices.below(erased.size())));
        }
    }

    private void readmit(RecordRef ref) {
        judge().begins(ref);
        staff.insist(
                "somebody readmits " + ref,
                engine -> engine.order(runner -> runner.records().readmit(ref)));
        judge().ended(ref, world.clock.nextEvent());
        world.coverage.met("record readmitted");
    }

    /** Judges, when all is quiet, who was readmitted. */
    void check() {
        if (judge().check() > 0) {
            world.coverage.met("readmission judged");
        }
    }

    private Readmissions judge() {
        Checker checker = new Checker(world.shape.agreement(), world.left, world.right, world.ledger, world.lines);
        return new Readmissions(checker, world.ledger);
    }
}
