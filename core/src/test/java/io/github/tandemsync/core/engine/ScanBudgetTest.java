package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.SavedCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds of many pages are read a few pages at a time, and stop where a slice, a reserve or somebody wants it. */
class ScanBudgetTest {
    private static final int PAGES = 9;
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    private final Desk desk = new Desk();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void aFullBinIsReadOverSeveralRunsAndWhatIsGoneIsFound() {
        SyncRunner runner = inStep(2);
        desk.pass(INTERVAL);
        desk.left.archive("firm", "zz");
        desk.left.clearCalls();

        for (int run = 1; run < PAGES / 2; run++) {
            runner.runOnce();
            assertThat(scans()).as("calls after run " + run).isEqualTo(2 * run);
        }
        assertThat(desk.entry(Side.LEFT, "zz").state()).isEqualTo(EntryState.LINKED);
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "zz").state()).isEqualTo(EntryState.REMOVED);
        assertThat(saved()).as("the pass is over").isNull();
        int whole = scans();
        runner.runOnce();
        assertThat(scans()).as("rests until its time").isEqualTo(whole);
    }

    @Test
    void whatIsArchivedBehindTheScanIsFoundByTheNextOne() {
        SyncRunner runner = inStep(4);
        desk.pass(INTERVAL);
        runner.runOnce();
        desk.left.archive("firm", "aa");

        runner.runOnce();
        runner.runOnce();
        assertThat(saved()).isNull();
        assertThat(desk.entry(Side.LEFT, "aa").state()).isEqualTo(EntryState.LINKED);
        desk.pass(INTERVAL);
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "aa").state()).isEqualTo(EntryState.REMOVED);
    }

    /** Else a runner that runs once in two days would begin each time anew, and never see the end of the bin. */
    @Test
    void whereItsPlaceIsTooOldTheScanIsBegunAnewAndReadToItsEnd() {
        SyncRunner runner = inStep(2);
        desk.pass(INTERVAL);
        desk.left.archive("firm", "zz");
        runner.runOnce();
        desk.pass(Duration.ofDays(2));
        desk.left.clearCalls();

        runner.runOnce();

        assertThat(scans()).isEqualTo(PAGES);
        assertThat(saved()).isNull();
        assertThat(desk.entry(Side.LEFT, "zz").state()).isEqualTo(EntryState.REMOVED);
    }

    @Test
    void aBinThatFitsIntoARunCostsNoStoreWrite() {
        SyncRunner runner = inStep(PAGES + 1);
        desk.pass(INTERVAL);
        desk.left.clearCalls();
        long before = generation();

        runner.runOnce();

        assertThat(scans()).isEqualTo(PAGES);
        assertThat(generation()).isEqualTo(before);
    }

    @Test
    void theFirstScanOfARunnerIsReadToItsEndBeforeAnythingIsMade() {
        inStep(2).close();
        desk.left.put("firm", "new", "made meanwhile");
        desk.left.clearCalls();
        AtomicInteger before = new AtomicInteger(-1);
        desk.right.onCall(call -> before.compareAndSet(-1, call.startsWith("write") ? scans() : -1));

        runner(2).runOnce();

        assertThat(before).hasValue(PAGES);
    }

    @Test
    void aRunnerBeginsAtTheBeginningWhateverPlaceAnotherOneHasSaved() {
        SyncRunner one = inStep(2);
        desk.pass(INTERVAL);
        one.runOnce();
        assertThat(saved()).isNotNull();
        one.close();
        desk.left.clearCalls();
        AtomicInteger failing = new AtomicInteger();
        desk.left.onCall(call -> {
            if (call.startsWith("REMOVALS") && failing.getAndIncrement() == 0) {
                throw new ConnectorException(Category.UNAVAILABLE, "no answer");
            }
        });
        SyncRunner other = runner(2);

        other.runOnce();
        other.runOnce();

        assertThat(scans()).isEqualTo(1 + PAGES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void aFirstScanInSlicesReadsEachPageOnce(int entries) {
        inStep(2).close();
        desk.left.clearCalls();
        SyncRunner runner = runner(2);

        SyncReport report;
        do {
            report = runner.runSlice(SliceBudget.ofEntries(entries));
        } while (report.more());

        assertThat(scans()).isEqualTo(PAGES);
    }

    @Test
    void aScanStopsAtTheReserveAndGoesOnAfterTheRenewal() {
        inStep(2).close();
        Instant midnight = desk.instant().plus(Duration.ofHours(9));
        desk.left.clearCalls();
        desk.left.onCall(call -> desk.left.quota(new CallQuota(100, scans() == 3 ? 9 : 50, midnight)));
        SyncRunner runner = runner(2);

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isFalse();
        assertThat(scans()).isEqualTo(3);
        desk.pass(Duration.ofHours(10));
        desk.left.onCall(call -> {});
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(scans()).isEqualTo(PAGES);
    }

    @Test
    void closingDuringAScanReturnsAfterThePage() throws Exception {
        inStep(2).close();
        ManualAlarm alarm = new ManualAlarm();
        SyncRunner runner = Desk.enabled(builder(2).alarms(() -> alarm).build());
        desk.left.clearCalls();
        Thread[] closing = new Thread[1];
        desk.left.onCall(call -> {
            if (call.startsWith("REMOVALS") && scans() == 3) {
                closing[0] = new Thread(runner::close);
                closing[0].start();
                awaitRest(closing[0]);
            }
        });

        runner.start(Duration.ofMinutes(2));
        alarm.ring();
        closing[0].join();

        assertThat(scans()).isEqualTo(3);
    }

    /** Until it waits for the run to end. */
    private static void awaitRest(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptEndsAScanBetweenTwoPages() {
        inStep(2).close();
        SyncRunner runner = runner(2);
        desk.left.clearCalls();
        desk.left.onCall(call -> {
            if (call.startsWith("REMOVALS") && scans() == 3) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(runner::runOnce).isInstanceOf(TandemException.class).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(scans()).isEqualTo(3);
    }

    @Test
    void aScanWithoutAPageIsRefused() {
        assertThatThrownBy(() -> desk.builder("runner").removalScan(INTERVAL, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyChangesAreReadInSlicesEachPageOnce() {
        SyncRunner runner = changing();
        desk.left.clearCalls();

        SyncReport first = runner.runSlice(SliceBudget.ofEntries(1));
        assertThat(first.more()).isTrue();
        assertThat(desk.left.calls("CHANGES")).hasSize(1);
        goOn(runner);

        assertThat(desk.left.calls("CHANGES")).hasSize(3);
        assertThat(desk.right.names("firm")).contains("moved 10", "moved 19");
    }

    @Test
    void aRunThatGoesOnWithThePassOfAnotherAsksOnceMore() {
        SyncRunner runner = changing();
        desk.left.clearCalls();
        runner.runSlice(SliceBudget.ofEntries(1));
        desk.left.put("firm", "late", "made while the feed was being read");

        runner.runOnce();

        assertThat(desk.left.calls("CHANGES")).hasSize(3 + 1);
        assertThat(desk.right.names("firm")).contains("made while the feed was being read", "moved 19");
    }

    @Test
    void aPassThatWasStoppedTooLongAgoIsBegunAnew() {
        SyncRunner runner = changing();
        desk.left.clearCalls();
        runner.runSlice(SliceBudget.ofEntries(1));
        desk.pass(Duration.ofHours(2));

        goOn(runner);

        assertThat(desk.left.calls("CHANGES")).hasSizeGreaterThanOrEqualTo(1 + 3);
        assertThat(desk.right.names("firm")).contains("moved 10", "moved 19");
    }

    @Test
    void anotherNodeGoesOnWithAPassThatWasStopped() {
        SyncRunner runner = changing();
        desk.left.clearCalls();
        runner.runSlice(SliceBudget.ofEntries(1));

        SyncRunner other = desk.builder(
                        "other",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build())
                .build();
        other.runOnce();

        assertThat(desk.left.calls("CHANGES")).hasSize(3 + 1);
        assertThat(desk.right.names("firm")).contains("moved 10", "moved 19");
    }

    private void goOn(SyncRunner runner) {
        SyncReport report;
        do {
            report = runner.runSlice(SliceBudget.ofEntries(1));
        } while (report.more());
    }

    /** Ten firms in step, of which all were edited since on a side whose feed has pages of four. */
    private SyncRunner changing() {
        desk.left.pagesChanges();
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        for (int i = 10; i < 20; i++) {
            desk.left.put("firm", "" + i, "firm " + i);
        }
        runner.runOnce();
        runner.runSlice(SliceBudget.unlimited()); // gives the lease back
        for (int i = 10; i < 20; i++) {
            desk.left.put("firm", "" + i, "moved " + i);
        }
        return runner;
    }

    private SyncRunnerBuilder builder(int pages) {
        return desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build())
                .removalScan(INTERVAL, pages);
    }

    private SyncRunner runner(int pages) {
        return Desk.enabled(builder(pages).build());
    }

    /** A runner that has made its first scan of a bin of nine pages, and two firms, one before and one behind all in the bin. */
    private SyncRunner inStep(int pages) {
        desk.left.reportsNoRemovals();
        for (int i = 0; i < PAGES * ShelfSystem.PAGE - 2; i++) {
            String id = "m" + (100 + i);
            desk.left.put("firm", id, "old " + i);
            desk.left.archive("firm", id);
        }
        desk.left.put("firm", "aa", "Acme");
        desk.left.put("firm", "zz", "Zenith");
        SyncRunner runner = runner(pages);
        runner.runOnce();
        runner.runOnce();
        return runner;
    }

    private int scans() {
        return desk.left.calls("REMOVALS").size();
    }

    private @Nullable SavedCursor saved() {
        return desk.store
                .connection(Desk.CONNECTION)
                .cursors()
                .get(new CursorKey(new PairId("firms"), desk.left.type("firm"), FeedMode.REMOVALS));
    }

    private long generation() {
        return Long.parseLong(desk.store.connection(Desk.CONNECTION).pins().get("generation"));
    }
}
