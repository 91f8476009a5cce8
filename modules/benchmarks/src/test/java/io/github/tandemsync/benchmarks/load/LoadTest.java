package io.github.tandemsync.benchmarks.load;

import static io.github.tandemsync.core.connector.CallKind.CHANGES;
import static io.github.tandemsync.core.connector.CallKind.HISTORY;
import static io.github.tandemsync.core.connector.CallKind.READ;
import static io.github.tandemsync.core.connector.CallKind.WRITE;
import static io.github.tandemsync.core.record.Side.LEFT;
import static io.github.tandemsync.core.record.Side.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.record.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A short run: what it counts, and never what it times. The bounds of calls are those of the design, with ten percent to spare. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadTest {
    private static final int FIRMS = 2_000;

    private final List<Measurement> phases = new ArrayList<>();
    private SortedMap<String, Long> stores = new TreeMap<>();

    @BeforeAll
    void measure(@TempDir Path folder) {
        stores = Load.run(FIRMS, Phases.STORES, folder, phases::add);
    }

    @Test
    void aFirstPlanNamesEveryCreateAndReadsEveryRecordOnce() {
        Measurement plan = phase("first plan, creates");
        assertThat(plan.writes()).isEqualTo(FIRMS);
        assertThat(plan.recordsCalled(LEFT, READ)).isEqualTo(FIRMS);
        assertThat(plan.calls(LEFT, READ)).isEqualTo(FIRMS / 100);
        assertThat(plan.calls(RIGHT, WRITE)).isZero();
    }

    @Test
    void aFirstLoadOfCreatesListsReadsAndWritesEveryRecordOnce() {
        Measurement load = phase("first load, creates");
        assertThat(load.writes()).isEqualTo(FIRMS);
        assertThat(load.calls(LEFT, CHANGES)).isBetween(FIRMS / 100L, FIRMS / 100L + 4);
        assertThat(load.calls(LEFT, READ)).isEqualTo(FIRMS / 100);
        assertThat(load.calls(RIGHT, WRITE)).isEqualTo(FIRMS / 100);
        assertThat(load.recordsCalled(RIGHT, READ)).isZero();
    }

    @Test
    void aPlanOfLinksListsBothSidesAndReadsNothing() {
        Measurement plan = phase("first plan, links");
        assertThat(plan.writes()).isEqualTo(FIRMS);
        assertThat(plan.calls(LEFT, CHANGES)).isBetween(FIRMS / 100L, FIRMS / 100L + 4);
        assertThat(plan.calls(RIGHT, CHANGES)).isBetween(FIRMS / 5000L, FIRMS / 5000L + 4);
        assertThat(plan.recordsCalled(LEFT, READ) + plan.recordsCalled(RIGHT, READ))
                .isZero();
    }

    @Test
    void aFirstLoadOfLinksReadsBothSidesOnceAndWritesNothing() {
        Measurement load = phase("first load, links");
        assertThat(load.writes()).isZero();
        assertThat(load.calls(LEFT, READ)).isEqualTo(FIRMS / 100);
        assertThat(load.calls(RIGHT, READ)).isEqualTo(FIRMS / 500);
    }

    @Test
    void anIdleCycleAsksEachFeedOnceAndDoesNothingElse() {
        assertThat(phases("idle")).hasSize(3).allSatisfy(idle -> {
            assertThat(idle.calls(LEFT, CHANGES)).isEqualTo(1);
            assertThat(idle.calls(RIGHT, CHANGES)).isEqualTo(1);
            assertThat(others(idle, LEFT) + others(idle, RIGHT)).isZero();
            assertThat(idle.writes()).isZero();
        });
    }

    @Test
    void changesInHubSpotCostWhatTheyMay() {
        Measurement changes = phase("HubSpot changed");
        assertThat(changes.records()).isEqualTo(1_000);
        assertThat(changes.writes()).isEqualTo(1_000);
        assertThat(all(changes)).isLessThanOrEqualTo(52);
    }

    @Test
    void changesInDataverseCostWhatTheyMay() {
        Measurement changes = phase("Dataverse changed");
        assertThat(changes.records()).isEqualTo(1_000);
        assertThat(changes.writes()).isEqualTo(1_000);
        assertThat(all(changes)).isLessThanOrEqualTo(63);
        assertThat(changes.calls(LEFT, HISTORY)).isLessThanOrEqualTo(20);
    }

    @Test
    void aPairThatWasDisabledCatchesUpWithBothSides() {
        Measurement again = phase("enabled again");
        assertThat(again.writes()).isEqualTo(again.records()).isEqualTo(2_000);
    }

    @Test
    void theStoresAreWhatRemains() {
        assertThat(stores).containsOnlyKeys("created", "linked", "planned");
        assertThat(stores.values()).allSatisfy(bytes -> assertThat(bytes).isPositive());
    }

    private Measurement phase(String name) {
        return phases(name).iterator().next();
    }

    private Collection<Measurement> phases(String name) {
        List<Measurement> found =
                phases.stream().filter(phase -> phase.phase().equals(name)).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static long all(Measurement measured) {
        return calls(measured, LEFT) + calls(measured, RIGHT);
    }

    private static long others(Measurement measured, Side side) {
        return calls(measured, side) - measured.calls(side, CHANGES);
    }

    private static long calls(Measurement measured, Side side) {
        long sum = 0;
        for (CallKind kind : CallKind.values()) {
            sum += measured.calls(side, kind);
        }
        return sum;
    }
}
