package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in slices does what a run does, and lets others have the connection in between. */
class SlicesTest {
    private static final int RECORDS = 17;
    private static final SliceBudget THREE = SliceBudget.ofEntries(3);

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void theSlicesOfARunAddUpToTheWholeRun(int entries) {
        Desk other = new Desk();
        other.fill(RECORDS);
        SyncReport whole = other.runner().runOnce();
        desk.fill(RECORDS);

        List<SyncReport> slices = slices(desk.runner(), SliceBudget.ofEntries(entries));
        SyncReport sum = slices.stream().reduce(SyncReport::plus).orElseThrow();

        assertThat(sum.pairs()).isEqualTo(whole.pairs());
        assertThat(sum.problems()).isEqualTo(whole.problems()).isEmpty();
        assertThat(sum.count(Kind.CREATED)).isEqualTo(2 * (RECORDS / 2));
        assertThat(desk.isInStep()).isTrue();
        assertThat(slices.size()).as("slices").isGreaterThanOrEqualTo(Math.max(1, 2 * RECORDS / entries));
    }

    @Test
    void noFeedIsAskedAndNoPageReadTwiceInOneRun() {
        Desk other = new Desk();
        other.fill(RECORDS);
        other.runner().runOnce();
        desk.fill(RECORDS);

        desk.left.onCall(call -> desk.pass(Duration.ofSeconds(1)));
        desk.right.onCall(call -> desk.pass(Duration.ofSeconds(1)));

        slices(desk.runner(), new SliceBudget(Duration.ofSeconds(1), 3));

        for (String call : List.of("CHANGES", "BASELINE", "REMOVALS")) {
            assertThat(desk.left.calls(call)).as(call).isEqualTo(other.left.calls(call));
            assertThat(desk.right.calls(call)).as(call).isEqualTo(other.right.calls(call));
        }
    }

    @Test
    void aSliceStopsWhenItsTimeIsUp() {
        desk.fill(RECORDS);
        SyncRunner runner = desk.runner();
        desk.left.onCall(call -> desk.pass(Duration.ofSeconds(1)));

        SyncReport slice = runner.runSlice(SliceBudget.ofTime(Duration.ofSeconds(2)));

        assertThat(slice.more()).isTrue();
        assertThat(slice.next()).isEqualTo(slice.ended());
        assertThat(Duration.between(slice.started(), slice.ended()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    void anotherNodeMayTakeTheNextSlice() {
        desk.fill(RECORDS);
        SyncRunner one = desk.runner();
        SyncRunner two = desk.builder("two").build();

        int turns = 0;
        for (boolean more = true; more; turns++) {
            one.runSlice(THREE);
            more = two.runSlice(THREE).more();
        }

        assertThat(desk.isInStep()).isTrue();
        assertThat(turns).isGreaterThan(2);
        assertThat(desk.left.calls("write").size() + desk.right.calls("write").size())
                .isLessThanOrEqualTo(2 * RECORDS);
    }

    @Test
    void aWholeRunKeepsTheLeaseAndASliceGivesItBack() {
        SyncRunner one = desk.runner();
        SyncRunner two = desk.builder("two").build();
        one.runOnce();
        assertThatThrownBy(() -> two.runSlice(THREE)).isInstanceOf(FencedException.class);

        one.runSlice(THREE);

        assertThat(two.runSlice(SliceBudget.unlimited()).ok()).isTrue();
    }

    @Test
    void theLeaseIsGivenBackAfterAFaultToo() {
        desk.fill(1);
        SyncRunner one = desk.runner();
        desk.left.onCall(call -> {
            throw new Death("a bug");
        });
        assertThatThrownBy(() -> one.runSlice(THREE)).hasMessage("a bug");
        desk.left.onCall(call -> {});

        assertThat(desk.builder("two").build().runSlice(SliceBudget.unlimited()).ok())
                .isTrue();
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void aPairDisabledBetweenSlicesStaysAsItIs() {
        desk.fill(RECORDS);
        SyncRunner runner = desk.runner();
        runner.runSlice(THREE);
        runner.pairs().disable("people");

        slices(runner, THREE);

        assertThat(desk.right.names("firm")).hasSize(RECORDS);
        assertThat(desk.right.names("person")).hasSize(RECORDS / 2 + 1);
    }

    @Test
    void aWholeRunStartsAnewAndSeesWhatASlicedOneHadPassed() {
        desk.fill(RECORDS);
        SyncRunner runner = desk.runner();
        slices(runner, THREE);
        desk.left.put("firm", "999", "late");
        runner.runSlice(SliceBudget.ofEntries(1));
        desk.left.put("firm", "998", "later");

        SyncReport whole = runner.runOnce();

        assertThat(whole.more()).isFalse();
        assertThat(desk.right.names("firm")).contains("late", "later");
    }

    @Test
    void theListenerHearsOfOneRun() {
        List<String> heard = new ArrayList<>();
        desk.fill(RECORDS);
        SyncRunner runner = Desk.enabled(desk.builder("runner")
                .listener(new SyncListener() {
                    @Override
                    public void started(String run) {
                        heard.add(run);
                    }

                    @Override
                    public void ended(SyncReport report) {
                        heard.add(report.run() + " " + report.writes());
                    }
                })
                .build());

        List<SyncReport> slices = slices(runner, THREE);

        String run = slices.get(0).run();
        assertThat(heard).containsExactly(run, run + " " + 2 * (RECORDS / 2));
    }

    @Test
    void aFinishedRunSaysWhenSomethingIsDueAgain() {
        assertThat(desk.runner().runOnce().next()).as("nothing waits").isNull();
        desk.right.reportsNoRemovals();

        SyncReport report = Desk.enabled(desk.builder("runner").build()).runOnce();

        assertThat(report.next()).as("the next scan").isEqualTo(desk.instant().plus(SyncRunnerBuilder.REMOVAL_SCAN));
    }

    @Test
    void aPairThatFailedIsNotTriedAgainAtOnce() {
        desk.fill(1);
        SyncRunner runner = desk.runner();
        desk.left.onCall(call -> {
            if (call.startsWith("BASELINE firm")) {
                throw new ConnectorException(Category.THROTTLED, "too much", Duration.ofHours(2), null);
            }
        });
        assertThat(runner.runOnce().next()).isEqualTo(desk.instant().plus(Duration.ofHours(2)));
        desk.pass(Duration.ofHours(2));
        desk.left.onCall(call -> {
            if (call.startsWith("BASELINE firm")) {
                throw new ConnectorException(Category.UNAVAILABLE, "no answer");
            }
        });

        SyncReport report = runner.runOnce();

        assertThat(report.next()).isEqualTo(desk.instant().plus(Run.FAULT_PAUSE));
        assertThat(desk.right.names("person")).as("the other pair went on").hasSize(1);
    }

    @Test
    void aBudgetThatLetsNothingThroughIsRefused() {
        assertThatThrownBy(() -> SliceBudget.ofEntries(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SliceBudget.ofTime(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<SyncReport> slices(SyncRunner runner, SliceBudget budget) {
        List<SyncReport> reports = new ArrayList<>();
        do {
            assertThat(reports.size()).as("slices without an end").isLessThan(500);
            reports.add(runner.runSlice(budget));
        } while (reports.get(reports.size() - 1).more());
        return reports;
    }
}
