package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.world.Upkeep.Begun;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Judges that nothing is written, and of another system nothing even read, by a run that began when its process had to know of a
 * trouble: it was started since, or has had the time within which it is to ask again; or, of a right, was told so by the last run.
 */
final class StandStill {
    /** A process asks that often what fields there are, and whose the systems are. */
    private static final Duration ASKED_AGAIN = Duration.ofHours(6);

    /** A right that was missing is asked for again after that long. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final Set<Trouble> ASKED =
            EnumSet.of(Trouble.FIELD_GONE, Trouble.FIELD_READ_ONLY, Trouble.OTHER_SYSTEM);

    private final World world;
    private long turnedAwayUntil;

    StandStill(World world) {
        this.world = world;
    }

    void runBegins(RunnerProcess process) {
        process.runBegins(world.clock.millis());
        Set<Trouble> known = process.known();
        known.clear();
        for (Trouble trouble : Trouble.values()) {
            Begun begun = world.upkeep.begun(trouble);
            if (begun != null && hasToKnow(process, trouble, begun)) {
                known.add(trouble);
            }
        }
    }

    private boolean hasToKnow(RunnerProcess process, Trouble trouble, Begun begun) {
        if (ASKED.contains(trouble)) {
            return process.started() > begun.since() || world.clock.millis() - begun.since() >= ASKED_AGAIN.toMillis();
        }
        if (trouble == Trouble.RULES_THROW) {
            return false; // each record fails by itself
        }
        return trouble == Trouble.CALLS_USED_UP
                || trouble == Trouble.CONNECTOR_THROWS
                || (begun.right() != Right.READ && world.clock.millis() < turnedAwayUntil);
    }

    /** A run ended, whether by an exception or not. */
    void runOver(RunnerProcess process) {
        process.known().stream()
                .filter(trouble -> isStill(process, trouble))
                .forEach(trouble -> world.coverage.met(trouble.mark()));
    }

    /** A run ended, and said so. */
    void runEnded(RunnerProcess process, List<String> problems) {
        if (process.wasTurnedAway() && problems.stream().anyMatch(problem -> problem.contains("is suspended"))) {
            turnedAwayUntil = Math.max(turnedAwayUntil, process.turnedAwayAt() + PAUSE.toMillis());
        }
        runOver(process);
        world.upkeep.suspended(problems);
        for (Trouble trouble : process.known()) {
            if (isNotSaid(problems) && isStill(process, trouble)) {
                world.ledger.report(Invariant.STANDS_STILL, "a run does not say that it stands still for " + trouble);
            }
        }
        Begun used = world.upkeep.begun(Trouble.CALLS_USED_UP);
        if (used != null
                && isStill(process, Trouble.CALLS_USED_UP)
                && process.known().size() == 1
                && problems.stream()
                        .noneMatch(problem -> problem.contains(used.renewal().toString()))) {
            world.ledger.report(Invariant.STANDS_STILL, "a run does not say when there are calls again: " + problems);
        }
    }

    private boolean isNotSaid(List<String> problems) {
        return world.scenario == Scenario.SUSPENDED
                ? problems.stream().noneMatch(problem -> problem.startsWith(Shape.PAIR + ":"))
                : problems.isEmpty();
    }

    /** What is known of rights is forgotten, or they were given back. */
    void forgotten() {
        turnedAwayUntil = 0;
    }

    /** The process asks a system for records, or what has become of them. */
    void reads(RunnerProcess process) {
        if (isStill(process, Trouble.OTHER_SYSTEM)) {
            world.ledger.report(Invariant.STANDS_STILL, "another system is asked for records");
        }
    }

    /** The process sends a batch of the type. */
    void writes(RunnerProcess process, ObjectType type) {
        for (Trouble trouble : process.known()) {
            if (isStill(process, trouble) && world.upkeep.concerns(type)) {
                world.ledger.report(Invariant.STANDS_STILL, "something is written in spite of " + trouble);
            }
        }
    }

    /** Whether it has been on since the run began. */
    private boolean isStill(RunnerProcess process, Trouble trouble) {
        Begun begun = world.upkeep.begun(trouble);
        boolean on = begun != null
                && begun.since() <= process.runBegan()
                && process.known().contains(trouble);
        return on && (trouble != Trouble.RIGHT_MISSING || world.clock.millis() < turnedAwayUntil);
    }
}
