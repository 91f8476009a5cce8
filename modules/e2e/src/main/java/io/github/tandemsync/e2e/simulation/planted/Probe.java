package io.github.tandemsync.e2e.simulation.planted;

import io.github.tandemsync.e2e.simulation.tape.Choices;
import io.github.tandemsync.e2e.simulation.tape.Tape;
import io.github.tandemsync.e2e.simulation.world.Coverage;
import io.github.tandemsync.e2e.simulation.world.EngineUnderTest;
import io.github.tandemsync.e2e.simulation.world.History;
import io.github.tandemsync.e2e.simulation.world.Outcome;
import io.github.tandemsync.e2e.simulation.world.Scenario;
import io.github.tandemsync.e2e.simulation.world.Story;
import java.util.function.Function;

/**
 * Runs one history inside a {@link MutantLoader}. Takes a scenario's seed or tape as text and answers "" or "violation\ntape", so
 * that only the JDK's types cross the border of the loader.
 */
public final class Probe implements Function<String, String> {
    private static final String SEED = "seed ";

    private final EngineUnderTest.Factory factory;

    /**
     * A probe of the engine that the named class makes.
     *
     * @param factory name of a class with a constructor without parameters
     */
    public Probe(String factory) {
        try {
            this.factory = Class.forName(factory)
                    .asSubclass(EngineUnderTest.Factory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No engine factory " + factory, e);
        }
    }

    static String seed(Scenario scenario, long seed) {
        return scenario.address(SEED + seed);
    }

    @Override
    public String apply(String address) {
        String history = Scenario.history(address);
        Choices choices = history.startsWith(SEED)
                ? Choices.seeded(Long.parseLong(history.substring(SEED.length())))
                : Choices.replay(Tape.parse(history));
        Outcome outcome = History.run(Scenario.in(address), choices, factory, Story.silent(), new Coverage());
        return outcome.violation() == null ? "" : outcome.violation() + "\n" + outcome.tape();
    }
}
