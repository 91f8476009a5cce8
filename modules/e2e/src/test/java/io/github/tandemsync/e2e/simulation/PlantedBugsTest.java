package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.planted.Hunt;
import io.github.tandemsync.e2e.simulation.planted.PlantedBug;
import io.github.tandemsync.e2e.simulation.planted.PlantedBugs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every planted bug is found within its budget: the test of the test. */
@Tag("long")
class PlantedBugsTest {
    private static final int PLANTED = 61;

    @Test
    void noneIsMissing() {
        assertThat(PlantedBugs.all()).hasSizeGreaterThanOrEqualTo(PLANTED);
    }

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound() {
        return PlantedBugs.all().stream().map(bug -> DynamicTest.dynamicTest(bug.name(), () -> find(bug)));
    }

    private static void find(PlantedBug bug) {
        Hunt.Result result = Hunts.hunt(bug);
        System.out.println(result);
        assertThat(result.violation()).as(result.toString()).isNotNull();
    }
}
