package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What happens in a small history: a beginning, then at most three things that people do, before a run or around the sending of a
 * write, and at most one crash; everything else goes well. Whatever is decided is decided by the tape, and by nothing else, so that
 * whoever counts the tapes up has met every such history.
 *
 * <p>A process can be killed before and after every call and commit. Where nothing lasting happened since the last such place, neither
 * in the store nor in the systems, dying there is dying at that place, and is not tried again.
 */
final class Plot {
    /** Most things that people do. */
    static final int MOST_EVENTS = 3;

    private static final int MOST_RUNS = 4;
    /** Long enough for removals to be scanned for in each run. */
    private static final Duration BETWEEN = Staff.REMOVAL_SCAN.plusMinutes(1);

    private final World world;
    private final SmallActs acts;
    private int events;
    private int crashes;
    private int crashedAt = -1;
    private boolean unheard;
    private boolean acted;
    private boolean meanwhile;
    private boolean begun;
    private boolean changed;

    Plot(World world) {
        this.world = world;
        this.acts = new SmallActs(world);
    }

    /**
     * Plays it. The first decisions say how many events and crashes there may be, and how it begins.
     *
     * @param run lets a runner run; false if it was killed
     */
    void play(BooleanSupplier run) {
        Choices choices = world.choices;
        events = choices.below(MOST_EVENTS + 1);
        crashes = choices.below(2);
        int records = choices.below(3);
        for (int i = 0; i < records; i++) {
            acts.act(SmallActs.Act.CREATE, Side.LEFT);
        }
        for (int i = 0; records > 0 && i < 2; i++) {
            if (!run.getAsBoolean()) {
                world.ledger.report(Invariant.NO_PANIC, "a run failed although all is well");
            }
            world.pass(BETWEEN);
        }
        begun = true;
        boolean quiet = false;
        for (int i = 0; i < MOST_RUNS && !quiet; i++) {
            int before = events;
            people();
            quiet = i > 0 && before == events;
            heard();
            if (!run.getAsBoolean()) {
                world.pass(World.LEASE);
            }
            world.pass(BETWEEN);
        }
        begun = false;
    }

    /** People do as much as they like. */
    private void people() {
        int before;
        do {
            before = events;
            mayAct();
        } while (events < before);
    }

    /** Somebody does something while a write is under way, or nothing. */
    void mayActMeanwhile() {
        int before = events;
        mayAct();
        meanwhile |= events < before;
    }

    /**
     * Whether the answers, or what is found after a crash, tell which writes took effect: a removal of what a user has removed just then
     * took none, and what a user wrote over before anybody looked shows no more.
     */
    boolean isTold() {
        return !acted && !meanwhile;
    }

    private void mayAct() {
        if (!begun || events == 0) {
            return;
        }
        List<Runnable> possible = acts.possible();
        int choice = world.choices.below(possible.size() + 1);
        if (choice > 0) {
            possible.get(choice - 1).run();
            world.coverage.met("event");
            events--;
            unheard = true;
            acted |= crashedAt >= 0;
            changed();
        }
    }

    /** How it ended; asked when all is over. */
    Ending ending() {
        return new Ending(crashedAt, acted, Ending.of(world.left, world.right));
    }

    /**
     * A run begins, or something became durable and no create is open: what people did before is no news to the answer of a write that
     * is under way, and no create that the crash prevents was for a record that they merged.
     */
    void heard() {
        unheard = false;
    }

    /** Something lasting has happened: to be killed now is not what it was before. */
    void changed() {
        changed = true;
    }

    /** The process dies here, or goes on. */
    void mayKill(RunnerProcess process) {
        if (!begun || crashes == 0 || !changed) {
            return;
        }
        changed = false;
        if (world.choices.below(2) == 1) {
            crashes--;
            crashedAt = world.choices.drawn() - 1;
            acted |= unheard;
            world.coverage.met("crash");
            process.kill(false);
        }
    }
}
