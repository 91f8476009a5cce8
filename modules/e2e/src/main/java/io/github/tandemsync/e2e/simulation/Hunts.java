package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.planted.Hunt;
import io.github.tandemsync.e2e.simulation.planted.PlantedBug;
import io.github.tandemsync.e2e.simulation.planted.PlantedBugs;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import java.io.PrintStream;
import java.util.List;

/** Hunts planted bugs, and prints what was found as the rows of a table. */
final class Hunts {
    /** Hunts are repeatable: everybody begins at the same seed. */
    private static final long FIRST_SEED = 1;

    private static final int THREADS = 2;

    private final PrintStream out;

    Hunts(PrintStream out) {
        this.out = out;
    }

    static Hunt begin(PlantedBug bug) {
        return new Hunt(bug, PlantedBugs::source, TandemEngine.Maker.class.getName());
    }

    static Hunt.Result hunt(PlantedBug bug) {
        return begin(bug).run(FIRST_SEED, THREADS);
    }

    /**
     * Hunts every bug whose name holds the text; true if each was found.
     *
     * @param tapes whether to print the plainest tape of each
     */
    boolean hunt(String name, boolean tapes) {
        List<PlantedBug> bugs = PlantedBugs.all().stream()
                .filter(bug -> bug.name().contains(name))
                .toList();
        out.println("| bug | what it does | histories | seen as |\n|---|---|---|---|");
        boolean all = !bugs.isEmpty();
        long start = System.nanoTime();
        for (PlantedBug bug : bugs) {
            Hunt.Result result = hunt(bug);
            out.println(row(bug, result));
            result.stale().forEach(tape -> out.println("stale tape of " + bug.name() + ": " + tape));
            all &= result.violation() != null;
            if (tapes && result.tape() != null) {
                out.println("tape of " + bug.name() + ": " + begin(bug).shrink(Scenario.history(result.tape())));
            }
        }
        out.printf("%d bugs, %.1f s%n", bugs.size(), (System.nanoTime() - start) / 1e9);
        return all;
    }

    private static String row(PlantedBug bug, Hunt.Result result) {
        String violation = result.violation();
        return "| " + bug.name() + " | " + bug.about() + " | "
                + (violation == null ? "NOT FOUND in " : "") + result.histories() + " | "
                + (violation == null ? "-" : violation.substring(0, violation.indexOf(':'))) + " |";
    }
}
