package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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

    /** How many decisions make a setting, a course and a beginning. */
    static final int FIXED = 6;
    /** Which of them says how many events there are. */
    static final int EVENTS = 3;
    /** Which of them says what course the history takes: without a crash, with one, or as it is written. */
    static final int COURSE = 4;

    /** The course without a crash in which what people do follows on the tape, scene by scene. */
    static final int WRITTEN = 2;

    private static final int MOST_RUNS = 4;
    /** Long enough for removals to be scanned for in each run. */
    private static final Duration BETWEEN = Staff.REMOVAL_SCAN.plusMinutes(1);

    private final World world;
    private final SmallActs acts;
    private int events;
    private int crashes;
    private int crashedRun = -1;
    private int run;
    private int place;
    private @Nullable List<Scene> script;
    private final List<Scene> done = new ArrayList<>();
    private boolean unheard;
    private boolean acted;

    private boolean begun;
    private boolean changed;

    Plot(World world) {
        this.world = world;
        this.acts = new SmallActs(world);
    }

    /**
     * Plays it. The first decisions say how many events and crashes there may be, and how it begins.
     *
     * @param runner runs; false if it was killed
     */
    void play(BooleanSupplier runner) {
        Choices choices = world.choices;
        events = choices.below(MOST_EVENTS + 1);
        int course = choices.below(3);
        crashes = course % 2;
        int records = choices.below(3);
        script = course == WRITTEN ? new ArrayList<>(Scene.drawn(choices, events)) : null;
        for (int i = 0; i < records; i++) {
            acts.act(SmallActs.Act.CREATE.on(Side.LEFT));
        }
        for (int i = 0; records > 0 && i < 2; i++) {
            if (!runner.getAsBoolean()) {
                world.ledger.report(Invariant.NO_PANIC, "a run failed although all is well");
            }
            world.pass(BETWEEN);
        }
        begun = true;
        boolean quiet = false;
        int most = script == null ? MOST_RUNS : MOST_RUNS + 1;
        for (run = 0; run < most && !quiet; run++) {
            int before = events;
            place = 0;
            people();
            quiet = run > 0 && before == events && isPlayed();
            heard();
            if (!runner.getAsBoolean()) {
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

    private boolean isPlayed() {
        return script == null || script.isEmpty();
    }

    /** Somebody does something while a write is under way, or nothing. */
    void mayActMeanwhile() {
        place++;
        mayAct();
    }

    /**
     * Whether the answers, or what is found after a crash, tell which writes took effect: a removal of what a user has removed just then
     * took none, and what a user wrote over before anybody looked shows no more.
     */
    boolean isTold() {
        return done.stream().allMatch(scene -> scene.place() == 0 && (crashedRun < 0 || scene.run() <= crashedRun));
    }

    private void mayAct() {
        SmallActs.Deed deed = !begun || events == 0 ? null : script == null ? chosen() : written(script);
        if (deed != null) {
            acts.act(deed);
            done.add(new Scene(run, place, deed));
            world.coverage.met("event");
            events--;
            unheard = true;
            acted |= crashedRun >= 0;
            changed();
        }
    }

    private SmallActs.@Nullable Deed chosen() {
        List<SmallActs.Deed> possible = acts.possible();
        int choice = world.choices.below(possible.size() + 1);
        return choice == 0 ? null : possible.get(choice - 1);
    }

    private SmallActs.@Nullable Deed written(List<Scene> rest) {
        Scene next = rest.isEmpty() ? null : rest.get(0);
        if (next == null || next.run() != run || next.place() != place || !acts.isPossible(next.deed())) {
            return null;
        }
        rest.remove(0);
        return next.deed();
    }

    /** How it ended; asked when all is over. */
    Ending ending() {
        return new Ending(
                crashedRun,
                !acted,
                isPlayed(),
                Scene.orders(done, crashedRun).stream()
                        .map(order -> Scene.tape(order, world.choices.tape()))
                        .toList(),
                Ending.of(world.left, world.right));
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
            crashedRun = run;
            acted |= unheard;
            world.coverage.met("crash");
            process.kill(false);
        }
    }
}
