package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.HistoryQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a change takes to the other side. */
class LagTest {
    private static final Duration SKEW = Duration.ofHours(3);

    private final Desk desk = new Desk();
    private final SyncRunner runner = Desk.enabled(desk.builder("runner").build());

    LagTest() {
        desk.left.tellsTime(() -> desk.instant().plus(SKEW));
        desk.right.tellsTime(desk);
    }

    private void bringInStep() {
        desk.fill(4);
        desk.pass(Duration.ofMinutes(1));
        assertThat(lag(runner.runOnce()))
                .as("what was there before is no change")
                .isEqualTo(Lag.NONE);
        desk.pass(Duration.ofMinutes(1));
    }

    private static Lag lag(SyncReport report) {
        SyncReport.PairReport pair = report.pairs().get(new PairId("firms"));
        return pair == null ? Lag.NONE : pair.lag();
    }

    @Test
    void countsFromTheChangeWhateverTheSystemsClockShows() {
        bringInStep();
        desk.left.put("firm", "100", "renamed");
        desk.left.put("firm", "900", "new");
        desk.right.put("firm", "r102", "renamed on the right");
        desk.pass(Duration.ofSeconds(40));

        SyncReport report = runner.runOnce();

        assertThat(lag(report).count()).isEqualTo(3);
        assertThat(lag(report).p50()).isEqualTo(Duration.ofSeconds(40));
        assertThat(lag(report).max()).isEqualTo(Duration.ofSeconds(40));
        assertThat(lag(report).unknown()).isZero();
        assertThat(report.text()).contains("lag PT40S, 95 % PT40S, at most PT40S");
    }

    @Test
    void theTimeThatATriedAgainChangeTookCountsWhole() {
        bringInStep();
        desk.right.refusesCreates(true);
        desk.left.put("firm", "900", "new");
        runner.runOnce();
        desk.right.refusesCreates(false);
        desk.pass(Duration.ofHours(1));

        assertThat(lag(runner.runOnce()).max()).isEqualTo(Duration.ofHours(1));
    }

    /** The left is years old, and no change. */
    @Test
    void whatIsGivenBackIsNotMeasured() {
        bringInStep();
        desk.left.put("firm", "100", "renamed");
        runner.runOnce();
        String run = runner.history(HistoryQuery.of(Desk.CONNECTION)).stream()
                .reduce((first, last) -> last)
                .orElseThrow()
                .run();
        desk.pass(Duration.ofDays(400));

        SyncReport report = runner.apply(runner.planUndo(run));

        assertThat(report.writes()).isEqualTo(1);
        assertThat(lag(report)).isEqualTo(Lag.NONE);
    }

    @Test
    void whatIsGivenBackIsNotMeasuredEvenIfItsSourceMovedInAnotherField() {
        bringInStep();
        desk.left.put("firm", "100", "renamed");
        String run = runner.runOnce().run();
        desk.left.edit("firm", "100", "note", FieldValue.text("met today"));
        desk.pass(Duration.ofMinutes(5));

        SyncReport report = runner.apply(runner.planUndo(run));

        assertThat(report.writes()).isEqualTo(1);
        assertThat(lag(report)).isEqualTo(Lag.NONE);
    }

    @Test
    void aSystemThatDoesNotTellItsTimeIsNotGuessedAt() {
        desk.left.tellsTime(null);
        bringInStep();
        desk.left.put("firm", "100", "renamed");

        Lag lag = lag(runner.runOnce());

        assertThat(lag.count()).isZero();
        assertThat(lag.unknown()).isEqualTo(1);
    }

    @Test
    void nothingIsNegative() {
        bringInStep();
        desk.left.tellsTime(() -> desk.instant().plus(SKEW).plusMillis(900));
        desk.left.put("firm", "100", "renamed");
        desk.left.tellsTime(() -> desk.instant().plus(SKEW));

        assertThat(lag(runner.runOnce()).max()).isZero();
    }

    @Test
    void slicesOfARunAddUp() {
        bringInStep();
        for (int i = 0; i < 8; i++) {
            desk.left.put("firm", "n" + i, "new " + i);
        }
        desk.pass(Duration.ofSeconds(40));
        SyncReport report = runner.runSlice(SliceBudget.ofEntries(3));
        while (report.more()) {
            report = report.plus(runner.runSlice(SliceBudget.ofEntries(3)));
        }
        assertThat(lag(report).count()).isEqualTo(8);
    }

    @Test
    void percentilesAreRightToWithinAnEighth() {
        List<Duration> exact = new ArrayList<>();
        Lag lag = Lag.NONE;
        for (int i = 1; i <= 1000; i++) {
            Duration each = Duration.ofMillis((long) i * i);
            exact.add(each);
            lag = lag.plus(Lag.of(each));
        }
        assertThat(lag.count()).isEqualTo(1000);
        assertThat(lag.max()).isEqualTo(Duration.ofSeconds(1000));
        assertWithin(lag.p50(), exact.get(499));
        assertWithin(lag.p95(), exact.get(949));
        assertThat(lag.spread()).hasSizeLessThan(130);
        assertThat(Lag.NONE.p95()).isZero();
    }

    private static void assertWithin(Duration measured, Duration exact) {
        assertThat(measured).isBetween(exact, exact.plus(exact.dividedBy(8)));
    }
}
