package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.Expected;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Many histories, one for each seed, on a few threads. Every twentieth is run twice, to see that the engine is deterministic. */
public final class Campaign {
    private static final int BLOCK = 64;
    private static final int TWICE = 20;
    private static final int MOST_FAILURES = 500;

    private final Scenario scenario;
    private final EngineUnderTest.Factory factory;
    private final List<Failure> failures = new ArrayList<>();
    private final Coverage coverage = Expected.marks();
    private final SortedMap<Invariant, Long> limits = new TreeMap<>();
    private long histories;
    private long steps;
    private long writes;

    public Campaign(EngineUnderTest.Factory factory) {
        this(Scenario.ANY, factory);
    }

    public Campaign(Scenario scenario, EngineUnderTest.Factory factory) {
        this.scenario = scenario;
        this.factory = factory;
    }

    /** A seed whose history broke an invariant; the seed stands behind its scenario. */
    public record Failure(String seed, String violation, String tape) {}

    /** Runs {@code count} seeds from {@code first} on, or fewer if told to stop, or if too many fail. */
    public void run(long first, long count, int threads, BooleanSupplier stop) {
        AtomicLong next = new AtomicLong(first);
        Threads.run(threads, "histories", () -> work(next, first + count, stop));
    }

    private void work(AtomicLong next, long end, BooleanSupplier stop) {
        Coverage mine = new Coverage();
        for (long block = next.getAndAdd(BLOCK); block < end; block = next.getAndAdd(BLOCK)) {
            if (stop.getAsBoolean() || failed() >= MOST_FAILURES) {
                break;
            }
            for (long seed = block; seed < Math.min(end, block + BLOCK); seed++) {
                try {
                    one(seed, mine);
                } catch (RuntimeException | Error e) {
                    throw new IllegalStateException("The simulation itself failed in the history of seed " + seed, e);
                }
            }
        }
        synchronized (this) {
            coverage.add(mine);
        }
    }

    private void one(long seed, Coverage mine) {
        Outcome outcome = History.run(scenario, Choices.seeded(seed), factory, Story.silent(), mine);
        String violation =
                outcome.violation() == null ? null : outcome.violation().toString();
        if (violation == null && seed % TWICE == 0) {
            Outcome again = History.run(scenario, Choices.seeded(seed), factory, Story.silent(), new Coverage());
            if (again.fingerprint() != outcome.fingerprint()) {
                violation = "DETERMINISTIC: two runs of the seed differ";
            }
        }
        synchronized (this) {
            histories++;
            steps += outcome.steps();
            writes += outcome.writes();
            if (violation == null && outcome.limit() != null) {
                limits.merge(outcome.limit().invariant(), 1L, Long::sum);
            }
            if (violation != null) {
                failures.add(new Failure(
                        scenario.address(Long.toString(seed)),
                        violation,
                        scenario.address(outcome.tape().toString())));
            }
        }
    }

    private synchronized int failed() {
        return failures.size();
    }

    public synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    public synchronized Coverage coverage() {
        return coverage;
    }

    /** Histories without a violation in which a promise did not hold for a record that a late write touched. */
    public synchronized long limited() {
        return limits.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized long histories() {
        return histories;
    }

    @Override
    public synchronized String toString() {
        return histories + " histories, " + steps + " calls and commits, " + writes + " writes, " + failures.size()
                + " violations, " + limited() + " at the limit of a late write " + limits;
    }
}
