package io.github.tandemsync.e2e.simulation;

import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.Ending;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every history of {@link Scenario#SMALL}, counted up rather than drawn: all that at most so many things people do can come to, from
 * each beginning, under each setting, with a crash at every place where dying makes a difference, and without. Safe for use by one
 * thread; runs histories on several.
 */
final class SmallHistories {
    private static final int MOST_FAILURES = 500;

    private static final int SETTINGS = 8;
    private static final int BEGINNINGS = 3;

    /** How many decisions make a setting and a beginning; those after them are counted up. */
    private static final int FIXED = 6;

    private final EngineUnderTest.Factory factory;
    private final List<Campaign.Failure> failures = new ArrayList<>();
    private final Coverage coverage = new Coverage();
    private long histories;
    private long steps;

    /** Some of several that are counted from 1 on, both ends included. */
    record Range(int first, int last) {
        Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "Give a number, for as many from the first on, or FIRST-LAST: " + first + "-" + last);
            }
        }

        static Range parse(String text) {
            String[] ends = text.split("-", 2);
            return ends.length == 1
                    ? new Range(1, Integer.parseInt(text))
                    : new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    SmallHistories(EngineUnderTest.Factory factory) {
        this.factory = factory;
    }

    /**
     * Runs them.
     *
     * @param events most things that people do, at most three
     * @param settings which of the eight settings, from 1 on: removals followed or not, records matched or not, conflicts decided or not
     * @param beginnings how many of the three beginnings: no, one or two records in step
     * @param stop asked again and again; true ends the run early
     */
    void run(int events, Range settings, int beginnings, int threads, BooleanSupplier stop) {
        Queue<Tape> tapes = new ConcurrentLinkedQueue<>();
        for (int setting = settings.first() - 1; setting < Math.min(settings.last(), SETTINGS); setting++) {
            for (int records = 0; records < Math.min(beginnings, BEGINNINGS); records++) {
                tapes.add(Tape.of(setting & 1, setting >> 1 & 1, setting >> 2, events, 1, records));
            }
        }
        Threads.run(threads, "small", () -> work(tapes, stop));
    }

    private void work(Queue<Tape> tapes, BooleanSupplier stop) {
        Coverage mine = new Coverage();
        for (Tape beginning = tapes.poll(); beginning != null; beginning = tapes.poll()) {
            CrashJudge crashes = new CrashJudge(this::ending);
            Tape tape = beginning;
            while (tape != null && !stop.getAsBoolean() && failed() < MOST_FAILURES) {
                tape = one(tape, crashes, mine);
            }
        }
        synchronized (this) {
            coverage.add(mine);
        }
    }

    private @Nullable Tape one(Tape tape, CrashJudge crashes, Coverage mine) {
        Choices choices = Choices.replay(tape);
        Outcome outcome = History.run(Scenario.SMALL, choices, factory, Story.silent(), mine);
        Ending ending = Objects.requireNonNull(outcome.ending());
        Violation violation = crashes.judge(ending);
        violation = outcome.violation() == null ? violation : outcome.violation();
        synchronized (this) {
            histories++;
            steps += outcome.steps();
            if (violation != null) {
                String address = Scenario.SMALL.address(outcome.tape().toString());
                failures.add(new Campaign.Failure(address, violation.toString(), address));
            }
        }
        return choices.successor(FIXED);
    }

    private Ending ending(Tape tape) {
        Outcome outcome = History.run(Scenario.SMALL, Choices.replay(tape), factory, Story.silent(), new Coverage());
        return Objects.requireNonNull(outcome.ending());
    }

    private synchronized int failed() {
        return failures.size();
    }

    synchronized List<Campaign.Failure> failures() {
        return List.copyOf(failures);
    }

    synchronized Coverage coverage() {
        return coverage;
    }

    synchronized long histories() {
        return histories;
    }

    @Override
    public synchronized String toString() {
        return histories + " small histories, " + steps + " calls and commits, " + failures.size() + " violations";
    }
}
