package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.PairState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a feed should have told, and never did, is found by comparing everything from time to time. */
class FullCompareTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Desk desk = new Desk();

    private SyncRunner runner(SyncRunnerBuilder builder) {
        SyncRunner runner = Desk.enabled(builder.build());
        runner.runOnce();
        runner.runOnce();
        clearCalls();
        return runner;
    }

    private SyncRunnerBuilder firms() {
        return desk.builder(
                "runner", desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build());
    }

    private SyncRunner comparing() {
        return runner(firms().fullCompare(MONTH));
    }

    private void clearCalls() {
        desk.left.clearCalls();
        desk.right.clearCalls();
    }

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }

    /** An edit, a new record and a removal of which the feed has told nothing. */
    private void loseChanges() {
        for (String id : List.of("10000", "10001", "900")) {
            desk.left.loses(firm(id));
        }
        desk.left.put("firm", "10000", "renamed");
        desk.left.put("firm", "900", "new");
        desk.left.remove("firm", "10001");
    }

    @Test
    void aChangeThatNoFeedToldIsFound() {
        desk.firmsInStep(4);
        SyncRunner runner = comparing();
        loseChanges();
        desk.pass(MONTH.minusSeconds(1));
        runner.runOnce();
        assertThat(desk.right.names("firm")).as("nobody knows").doesNotContain("renamed", "new");

        desk.pass(Duration.ofSeconds(1));
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.right.names("firm")).contains("renamed", "new");
        assertThat(desk.entry(Side.LEFT, "10001").state()).isEqualTo(EntryState.REMOVED);
    }

    @Test
    void itIsOffByDefault() {
        desk.firmsInStep(4);
        SyncRunner runner = runner(firms());
        loseChanges();
        desk.pass(MONTH.multipliedBy(24));
        runner.runOnce();
        assertThat(desk.left.calls("BASELINE")).isEmpty();
    }

    @Test
    void aRunListsSoManyPagesAndTheNextGoesOnWhileOtherWorkIsDone() {
        desk.firmsInStep(60);
        SyncRunner runner = comparing();
        desk.left.loses(firm("10059"));
        desk.left.put("firm", "10059", "renamed");
        desk.pass(MONTH);
        int runs = 0;
        do {
            clearCalls();
            desk.left.put("firm", "10001", "edit " + runs);
            runner.runOnce();
            assertThat(desk.right.names("firm"))
                    .as("what the feed tells is not held up")
                    .contains("edit " + runs);
            assertThat(desk.left.calls("BASELINE").size()
                            + desk.right.calls("BASELINE").size())
                    .isBetween(1, FullCompare.PAGES);
            runs++;
        } while (Listing.isBeside(state()) && runs < 50);

        assertThat(runs).isGreaterThan(2);
        assertThat(desk.right.names("firm")).contains("renamed");
        assertThat(state().listing()).isEmpty();
        assertThat(state().sweeping()).isEmpty();
    }

    private PairState state() {
        return desk.store.connection(Desk.CONNECTION).pair(new PairId("firms"));
    }

    @Test
    void afterItEverythingIsQuietUntilTheNext() {
        desk.firmsInStep(4);
        SyncRunner runner = comparing();
        desk.pass(MONTH);
        assertThat(runner.runOnce().pairs().values())
                .as("what is as it was is not looked at")
                .allMatch(pair -> pair.looked() == 0);
        clearCalls();
        desk.pass(MONTH.minusSeconds(1));
        runner.runOnce();
        assertThat(desk.left.calls("BASELINE")).isEmpty();
        desk.pass(Duration.ofSeconds(1));
        runner.runOnce();
        assertThat(desk.left.calls("BASELINE")).isNotEmpty();
    }

    /** Another process goes on with it. */
    @Test
    void itSurvivesTheProcess() {
        desk.firmsInStep(60);
        comparing().close();
        desk.left.loses(firm("10059"));
        desk.left.put("firm", "10059", "renamed");
        desk.pass(MONTH);
        int runs = 0;
        do {
            try (SyncRunner next = firms().fullCompare(MONTH).build()) {
                next.runOnce();
            }
            runs++;
        } while (Listing.isBeside(state()) && runs < 50);

        assertThat(runs).isGreaterThan(2);
        assertThat(desk.right.names("firm")).contains("renamed");
    }

    /** What the feeds told since is unknown then, and everything waits for the listing. */
    @Test
    void anExpiredCursorTurnsItIntoAListing() {
        desk.firmsInStep(60);
        SyncRunner runner = comparing();
        desk.pass(MONTH);
        runner.runOnce();
        assertThat(Listing.isBeside(state())).isTrue();
        desk.left.expireChanges();
        desk.left.put("firm", "10059", "renamed");

        runner.runOnce();

        assertThat(desk.right.names("firm")).contains("renamed");
        assertThat(Listing.isBeside(state())).isFalse();
    }

    @Test
    void anIntervalOfNothingIsRefused() {
        assertThatThrownBy(() -> firms().fullCompare(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
