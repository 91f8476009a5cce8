package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairs whose feeds are asked at intervals of their own. */
class IntervalsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Desk desk = new Desk();
    private final ManualAlarm alarm = new ManualAlarm();

    private SyncRunnerBuilder builder(Duration firms) {
        ObjectPair people = ObjectPair.builder("people")
                .variant(new Variant(desk.left.type("person"), desk.right.type("person"), List.of(new SameName())))
                .match(SameName.MATCH)
                .build();
        return SyncRunner.builder()
                .connection("desk")
                .left(desk.left)
                .right(desk.right)
                .stateStore(desk.store)
                .clock(desk)
                .pair(desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build(), firms)
                .pair(people)
                .alarms(() -> alarm);
    }

    /** Firms are asked every hour, people in every slice. */
    private SyncRunner hourly() {
        desk.fill(2);
        SyncRunner runner = Desk.enabled(builder(HOUR).build());
        runner.runSlice(SliceBudget.unlimited());
        clearCalls();
        return runner;
    }

    private void clearCalls() {
        desk.left.clearCalls();
        desk.right.clearCalls();
    }

    private List<String> calls(String name) {
        List<String> calls = new ArrayList<>(desk.left.calls(""));
        calls.addAll(desk.right.calls(""));
        calls.removeIf(call -> !call.contains(name));
        return calls;
    }

    @Test
    void aPairThatIsNotDueCostsNoCallAndTheOthersAreAsked() {
        SyncRunner runner = hourly();
        desk.left.put("firm", "900", "Contoso");
        desk.left.put("person", "900", "Ada");
        desk.pass(HOUR.minusSeconds(1));

        SyncReport report = runner.runSlice(SliceBudget.unlimited());

        assertThat(calls("firm")).isEmpty();
        assertThat(desk.right.names("person")).contains("Ada");
        assertThat(report.next()).isEqualTo(desk.instant().plusSeconds(1));
        desk.pass(Duration.ofSeconds(1));
        runner.runSlice(SliceBudget.unlimited());
        assertThat(desk.right.names("firm")).contains("Contoso");
    }

    @Test
    void aHintAtALinkedRecordOfItIsFollowedWithoutItsFeeds() {
        SyncRunner runner = hourly();
        desk.left.put("firm", "100", "renamed");

        runner.hint(desk.left.type("firm").ref("100"));
        runner.runSlice(SliceBudget.unlimited());

        assertThat(desk.right.names("firm")).contains("renamed");
        assertThat(calls("CHANGES firm")).isEmpty();
    }

    @Test
    void nothingIsMadeInItBesideWhatSomebodyMadeMeanwhile() {
        SyncRunner runner = hourly();
        desk.left.put("firm", "900", "Contoso");
        desk.right.put("firm", "r900", "Contoso");

        runner.hint(desk.left.type("firm").ref("900"));
        runner.runSlice(SliceBudget.unlimited());

        assertThat(calls("CHANGES firm")).hasSize(2);
        assertThat(desk.right.names("firm")).containsOnlyOnce("Contoso");
        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void thatGoesOnWhereASliceEnds() {
        SyncRunner runner = hourly();
        desk.left.put("firm", "900", "Contoso");
        desk.left.put("firm", "901", "Fabrikam");
        runner.hint(desk.left.type("firm").ref("900"));

        int slices = 1;
        while (runner.runSlice(SliceBudget.ofEntries(1)).more()) {
            slices++;
        }

        assertThat(slices).isGreaterThan(1);
        assertThat(desk.right.names("firm")).contains("Contoso", "Fabrikam");
    }

    @Test
    void whoAsksForARunOrAPlanGetsAllOfIt() {
        SyncRunner runner = hourly();
        runner.plan();
        assertThat(calls("CHANGES firm")).hasSize(2);
        runner.runOnce();
        assertThat(calls("CHANGES firm")).hasSize(4);
    }

    @Test
    void parentsAreAskedFirstWhenBothAreDue() {
        SyncRunner runner = hourly();
        desk.pass(HOUR);
        runner.runSlice(SliceBudget.unlimited());
        assertThat(desk.left.calls("CHANGES")).containsExactly("CHANGES firm", "CHANGES person");
    }

    @Test
    void startedRunsFollowTheShortestIntervalAndAskEachPairAtItsOwn() {
        desk.fill(2);
        SyncRunner runner = Desk.enabled(builder(MINUTE).build());
        runner.start(MINUTE.multipliedBy(3));
        alarm.ring();
        clearCalls();

        for (int minute = 1; minute <= 6; minute++) {
            assertThat(alarm.after()).isEqualTo(MINUTE);
            desk.pass(MINUTE);
            alarm.ring();
        }

        assertThat(desk.left.calls("CHANGES firm")).hasSize(6);
        assertThat(desk.left.calls("CHANGES person")).hasSize(2);
    }

    /** Else a scan that is due would bring a run each second until the pair is. */
    @Test
    void aScanWaitsForTheIntervalOfItsPair() {
        desk.fill(2);
        desk.left.reportsNoRemovals();
        SyncRunner runner =
                Desk.enabled(builder(HOUR).removalScan(Duration.ofMinutes(5)).build());
        runner.start(HOUR);
        alarm.ring();
        desk.pass(Duration.ofMinutes(6));
        runner.hint(desk.left.type("firm").ref("100"));
        clearCalls();

        assertThat(alarm.ring()).isEqualTo(HOUR.minusMinutes(6));

        assertThat(desk.left.calls("REMOVALS")).isEmpty();
    }

    @Test
    void aPairThatFailedIsLeftAloneForAsLongAsWasSaid() {
        SyncRunner runner = hourly();
        desk.pass(HOUR);
        desk.left.onCall(call -> {
            if (call.equals("CHANGES firm")) {
                throw new ConnectorException(ConnectorException.Category.UNAVAILABLE, "no answer");
            }
        });
        runner.runSlice(SliceBudget.unlimited());
        desk.pass(Run.FAULT_PAUSE.minusSeconds(1));
        runner.runSlice(SliceBudget.unlimited());
        assertThat(desk.left.calls("CHANGES firm")).hasSize(1);

        desk.pass(Duration.ofSeconds(1));
        runner.runSlice(SliceBudget.unlimited());

        assertThat(desk.left.calls("CHANGES firm")).hasSize(2);
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> builder(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval must be longer than zero");
    }
}
