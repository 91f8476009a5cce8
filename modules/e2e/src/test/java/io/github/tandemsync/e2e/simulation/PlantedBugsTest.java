package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.planted.Hunt;
import io.github.tandemsync.e2e.simulation.planted.PlantedBug;
import io.github.tandemsync.e2e.simulation.planted.PlantedBugs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every planted bug is found within its budget: the test of the test. Takes long, and is not part of the build yet: run it with
 * {@code -Dtandem.planted=true}.
 */
@EnabledIfSystemProperty(named = "tandem.planted", matches = "true")
class PlantedBugsTest {
    private static final long FIRST_SEED = 1_000_000_000L;

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound() {
        return PlantedBugs.all().stream().map(bug -> DynamicTest.dynamicTest(bug.name(), () -> find(bug)));
    }

    private static void find(PlantedBug bug) {
        Hunt hunt = new Hunt(bug, PlantedBugs::source, TandemEngine.Maker.class.getName());
        Hunt.Result result = hunt.run(FIRST_SEED, 2);
        System.out.println(result);
        assertThat(result.violation()).as(result.toString()).isNotNull();
    }
}
