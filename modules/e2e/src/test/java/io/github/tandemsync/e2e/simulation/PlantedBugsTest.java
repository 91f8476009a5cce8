package io.github.tandemsync.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.e2e.simulation.planted.Hunt;
import io.github.tandemsync.e2e.simulation.planted.PlantedBug;
import io.github.tandemsync.e2e.simulation.planted.PlantedBugs;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every planted bug is found within its budget: the test of the test. A build hunts every eighth one, so that eight days hunt all, and
 * plants and compiles the others; {@code -Dtandem.bugs=all} hunts all.
 */
@Tag("long")
class PlantedBugsTest {
    private static final int PLANTED = 84;
    private static final boolean ALL = System.getProperty("tandem.bugs", "").equals("all");
    private static final int DAYS = 8;
    private static final int DAY = (int) (LocalDate.now(ZoneOffset.UTC).toEpochDay() % DAYS);

    @Test
    void noneIsMissing() {
        assertThat(PlantedBugs.all()).hasSizeGreaterThanOrEqualTo(PLANTED);
    }

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound() {
        List<PlantedBug> bugs = PlantedBugs.all();
        return IntStream.range(0, bugs.size())
                .mapToObj(i -> ALL || i % DAYS == DAY
                        ? DynamicTest.dynamicTest(bugs.get(i).name(), () -> find(bugs.get(i)))
                        : DynamicTest.dynamicTest(bugs.get(i).name() + ", planted only", () -> plant(bugs.get(i))));
    }

    private static void find(PlantedBug bug) {
        Hunt.Result result = Hunts.hunt(bug);
        System.out.println(result);
        assertThat(result.violation()).as(result.toString()).isNotNull();
    }

    private static void plant(PlantedBug bug) {
        assertThat(Hunts.begin(bug).compile()).as(bug.name()).isNotEmpty();
    }
}
