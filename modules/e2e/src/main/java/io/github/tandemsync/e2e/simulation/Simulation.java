package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Shrinker;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs histories from the command line.
 *
 * <pre>
 *   run COUNT [FIRST-SEED] [THREADS] [SCENARIO]   many histories; the seeds that fail
 *   soak MINUTES [FIRST-SEED]          as many as fit
 *   small [EVENTS] [SETTINGS] [BEGINNINGS] [THREADS] [SECONDS]   every small history, or as many as fit; SETTINGS as 8 or 2-3
 *   show SEED|TAPE                     the tale of one history
 *   shrink SEED|TAPE                   the plainest history that breaks the same invariant, with its tape
 *   hunt [PART-OF-NAME [tapes]]        the planted bugs, and after how many histories each is found
 * </pre>
 *
 * <p>Before any of them, {@code sliced} and {@code shuffled} choose another {@link Manner}; a seed then has another history.
 */
public final class Simulation {
    private static final int SHRINK_BUDGET = 20_000;
    private static final int LONGEST_SEED = 18;
    private static final long FOR_EVER = 100L * 24 * 3600;
    private static final long NANOS = 1_000_000_000L;

    private final EngineUnderTest.Factory factory;
    private final PrintStream out;

    Simulation(EngineUnderTest.Factory factory, PrintStream out) {
        this.factory = factory;
        this.out = out;
    }

    /** See the class comment. */
    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean sliced = words.remove("sliced");
        boolean shuffled = words.remove("shuffled");
        boolean started = words.remove("started");
        EngineUnderTest.Factory factory = TandemEngine.in(new Manner(sliced, shuffled, started));
        boolean well = new Simulation(factory, System.out).obey(words.toArray(String[]::new));
        System.exit(well ? 0 : 1);
    }

    boolean obey(String... arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        return switch (command) {
            case "run" ->
                campaign(
                        arguments.length > 4 ? Scenario.of(arguments[4]) : Scenario.ANY,
                        number(arguments, 2, 1),
                        number(arguments, 1, 1000),
                        number(arguments, 3, 2),
                        Long.MAX_VALUE);
            case "soak" ->
                campaign(
                        Scenario.ANY,
                        number(arguments, 2, System.currentTimeMillis() << 20),
                        Long.MAX_VALUE / 2,
                        2,
                        System.nanoTime() + number(arguments, 1, 60) * 60_000_000_000L);
            case "small" ->
                small(
                        (int) number(arguments, 1, 2),
                        SmallHistories.Range.parse(arguments.length > 2 ? arguments[2] : "8"),
                        (int) number(arguments, 3, 3),
                        (int) number(arguments, 4, 2),
                        System.nanoTime() + number(arguments, 5, FOR_EVER) * NANOS);
            case "show" -> show(arguments[1]);
            case "shrink" -> shrink(arguments[1]);
            case "hunt" -> new Hunts(out).hunt(arguments.length > 1 ? arguments[1] : "", arguments.length > 2);
            default -> {
                out.println(
                        "run COUNT [FIRST-SEED] [THREADS] [SCENARIO] | soak MINUTES [FIRST-SEED] | small [EVENTS] [SETTINGS] [BEGINNINGS] [THREADS] [SECONDS] | show SEED|TAPE | shrink SEED|TAPE"
                                + " | hunt [PART-OF-NAME [tapes]]");
                yield false;
            }
        };
    }

    private static long number(String[] arguments, int place, long otherwise) {
        return arguments.length > place ? Long.parseLong(arguments[place]) : otherwise;
    }

    private boolean campaign(Scenario scenario, long first, long count, long threads, long end) {
        Campaign campaign = new Campaign(scenario, factory);
        long start = System.nanoTime();
        campaign.run(first, count, (int) threads, () -> System.nanoTime() >= end);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%s, from seed %d, %.1f s, %.0f a minute%n",
                campaign, first, seconds, campaign.histories() * 60 / seconds);
        campaign.failures().forEach(failure -> out.println("SEED=" + failure.seed() + " " + failure.violation()));
        for (Map.Entry<String, Long> mark : campaign.coverage().counts().entrySet()) {
            out.printf("%12d  %s%n", mark.getValue(), mark.getKey());
        }
        return campaign.failures().isEmpty();
    }

    private boolean small(int events, SmallHistories.Range settings, int beginnings, int threads, long end) {
        SmallHistories all = new SmallHistories(factory);
        long start = System.nanoTime();
        all.run(events, settings, beginnings, threads, () -> System.nanoTime() - end >= 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                "%s, of at most %d events in settings %s from %d beginnings, %.1f s, %.0f a minute%n",
                all, events, settings, beginnings, seconds, all.histories() * 60 / seconds);
        all.failures().forEach(failure -> out.println(failure.seed() + " " + failure.violation()));
        all.coverage().counts().forEach((mark, count) -> out.printf("%12d  %s%n", count, mark));
        return all.failures().isEmpty();
    }

    private boolean show(String address) {
        Outcome outcome = History.run(Scenario.in(address), choices(address), factory, Story.told(), new Coverage());
        out.print(outcome.story());
        out.println(outcome.violation() == null ? "all is well" : outcome.violation());
        return outcome.violation() == null;
    }

    private boolean shrink(String address) {
        Scenario scenario = Scenario.in(address);
        Outcome outcome = History.run(scenario, choices(address), factory, Story.silent(), new Coverage());
        if (outcome.violation() == null) {
            out.println("all is well");
            return true;
        }
        Tape shrunk = shrink(scenario, factory, outcome.tape(), outcome.violation());
        show(scenario.address(shrunk.toString()));
        out.println("tape of " + shrunk.length() + ": " + scenario.address(shrunk.toString()));
        return false;
    }

    /** The plainest tape found that breaks the same invariant. */
    static Tape shrink(Scenario scenario, EngineUnderTest.Factory factory, Tape tape, Violation violation) {
        return Shrinker.shrink(
                tape,
                candidate -> {
                    Violation found = History.run(
                                    scenario, Choices.replay(candidate), factory, Story.silent(), new Coverage())
                            .violation();
                    return found != null && found.invariant() == violation.invariant();
                },
                SHRINK_BUDGET);
    }

    // a seed is a short decimal number; everything else is a tape
    private static Choices choices(String address) {
        String argument = Scenario.history(address);
        boolean seed = argument.length() <= LONGEST_SEED && argument.matches("-?\\d+");
        return seed ? Choices.seeded(Long.parseLong(argument)) : Choices.replay(Tape.parse(argument));
    }
}
