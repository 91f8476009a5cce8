package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import io.github.tandemsync.e2e.simulation.check.Invariant;
import io.github.tandemsync.e2e.simulation.check.Violation;
import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two connections in one store and one process, with systems of their own whose records have the same ids, and runs, intents and
 * processes of the same names. Each is played alone first, and then both together, taking {@link Turns}: each is judged by its own
 * promises, and has to end as it did alone. What the second one does comes of its own seed, of which the tape holds the number.
 */
final class Neighbours {
    /** Of what the histories are: among others of whatever deletes rows, or puts off or gives up runs. */
    private static final Scenario[] SCENARIOS = {
        Scenario.ANY,
        Scenario.LIFECYCLE,
        Scenario.PRIVACY,
        Scenario.UPKEEP,
        Scenario.OPERATE,
        Scenario.LINES,
        Scenario.APPLY,
        Scenario.MADE_AGAIN
    };

    private static final int ENOUGH = 10;
    private static final int SEEDS = 1 << 20;
    private static final ConnectionId ONE = new ConnectionId("sim");
    private static final ConnectionId NEXT = new ConnectionId("sim-2");

    private final Choices choices;
    private final EngineUnderTest.Factory factory;
    private final Coverage coverage;
    private final Scenario scenario;
    private final int neighbour;

    Neighbours(Choices choices, EngineUnderTest.Factory factory, Coverage coverage) {
        this.choices = choices;
        this.factory = factory;
        this.coverage = coverage;
        this.scenario = choices.pick(SCENARIOS);
        this.neighbour = choices.below(SEEDS);
    }

    /** One of the two, when it is over. */
    private record Played(World world, Outcome outcome, Remains remains) {
        static Played of(World world, EngineUnderTest.Factory factory) {
            Outcome outcome = History.play(world, factory);
            return new Played(world, outcome, Remains.of(world, outcome));
        }
    }

    Outcome run(Story story) {
        Played one = Played.of(one(choices, Story.silent(), Place.alone(ONE, false)), factory);
        Played next = Played.of(next(Story.silent(), Place.alone(NEXT, false)), factory);
        if (one.outcome.violation() != null || next.outcome.violation() != null) {
            return outcome(one, next, first(one.outcome.violation(), next.outcome.violation()));
        }
        Turns turns = new Turns(neighbour);
        InMemoryStateStore store = new InMemoryStateStore(turns);
        Function<Integer, Place> place =
                number -> new Place(number == 0 ? ONE : NEXT, turns.clock(number), store, turns.of(number), false);
        Choices again = Choices.replay(choices.tape());
        again.pick(SCENARIOS);
        again.below(SEEDS);
        CompletableFuture<Played> beside = new CompletableFuture<>();
        Thread thread = new Thread(() -> inTurn(turns.of(1), () -> next(story.beside(), place.apply(1)), beside));
        thread.start();
        CompletableFuture<Played> here = new CompletableFuture<>();
        inTurn(turns.of(0), () -> one(again, story, place.apply(0)), here);
        Played oneOfTwo = here.join();
        Played nextOfTwo = beside.join();
        if (turns.taken() > ENOUGH) {
            coverage.met("two connections at work");
        }
        return outcome(
                oneOfTwo,
                nextOfTwo,
                first(
                        changed("the first connection", one, oneOfTwo),
                        changed("the second connection", next, nextOfTwo)));
    }

    private World one(Choices tape, Story story, Place place) {
        return new World(scenario, tape, story, coverage, place);
    }

    // of number 0 is the one in which nothing happens
    private World next(Story story, Place place) {
        Choices own = neighbour == 0 ? Choices.replay(Tape.of()) : Choices.seeded(neighbour);
        return new World(SCENARIOS[neighbour % SCENARIOS.length], own, story, coverage, place);
    }

    private void inTurn(Turns.Turn turn, Supplier<World> world, CompletableFuture<Played> played) {
        turn.begins();
        try {
            played.complete(Played.of(world.get(), factory));
        } catch (RuntimeException | Error fault) {
            played.completeExceptionally(fault);
        } finally {
            turn.ends();
        }
    }

    private static @Nullable Violation first(@Nullable Violation one, @Nullable Violation next) {
        return one == null ? next : one;
    }

    private static @Nullable Violation changed(String which, Played alone, Played ofTwo) {
        String unlike = alone.remains.unlike(ofTwo.remains);
        return unlike == null
                ? null
                : new Violation(Invariant.UNDISTURBED, which + " does not end as it does alone: " + unlike);
    }

    private Outcome outcome(Played one, Played next, @Nullable Violation violation) {
        return new Outcome(
                violation,
                first(one.outcome.limit(), next.outcome.limit()),
                choices.tape(),
                one.outcome.steps() + next.outcome.steps(),
                one.outcome.writes() + next.outcome.writes(),
                31 * one.outcome.fingerprint() + next.outcome.fingerprint(),
                null,
                one.outcome.story());
    }
}
