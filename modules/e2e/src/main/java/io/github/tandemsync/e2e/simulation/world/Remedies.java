package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.engine.Resolution;
import io.github.tandemsync.core.engine.SyncPlan;
import io.github.tandemsync.core.engine.SyncRunner;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.state.RuleState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What those who run the application do about what reports ask of them, between runs and while people go on. */
final class Remedies {
    private static final int BOUTS = 8;

    private final World world;
    private final Staff staff;
    private final Settlements words;

    Remedies(World world, Staff staff) {
        this.world = world;
        this.staff = staff;
        this.words = new Settlements(world);
    }

    void act() {
        switch (world.choices.below(7)) {
            case 1 -> staff.operate(engine -> engine.plan(this::replayed));
            case 2 -> {
                staff.insist("somebody has everything tried again", EngineUnderTest::retry);
                world.coverage.met("records retried");
            }
            case 3 -> thaw();
            case 4, 5 -> world.users.createTwin();
            case 6 -> quarrel();
            default -> staff.operate(engine -> engine.plan(this::settled));
        }
    }

    private SyncPlan settled(SyncRunner runner) {
        return runner.planResolution(
                Settlements.open(runner).stream().map(words::any).toList());
    }

    private SyncPlan replayed(SyncRunner runner) {
        ConflictResolver policy =
                world.choices.pick(ConflictResolver.PREFER_LEFT, ConflictResolver.PREFER_RIGHT, world.host);
        List<Resolution> decided = runner.conflicts().replay(Shape.PAIR, policy, 0, Settlements.MOST).stream()
                .map(conflict -> conflict.resolution())
                .flatMap(Optional::stream)
                .map(word -> words.side(word.conflict(), word.side()))
                .toList();
        if (!decided.isEmpty()) {
            world.coverage.met("conflicts replayed");
        }
        return runner.planResolution(decided);
    }

    /** Automations of both sides quarrel about a field, and, mostly, somebody ends that. */
    private void quarrel() {
        for (int i = 0; i < BOUTS; i++) {
            world.users.insist();
            staff.cycle();
            world.pass(Duration.ofMinutes(1));
        }
        if (!world.choices.chance(1, 4)) {
            thaw();
        }
    }

    private void thaw() {
        staff.insist("somebody thaws what is frozen", engine -> engine.order(this::thaw));
    }

    private void thaw(SyncRunner runner) {
        runner.records().withRule(Shape.PAIR, RuleState.Status.FROZEN, rule -> {
            if (runner.pairs().thaw(Shape.PAIR, rule.ref(Side.LEFT), rule.rule())) {
                world.coverage.met("rule thawed");
            }
        });
    }
}
