package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** History is kept for as long as it was asked to be, and no longer. */
class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final Desk desk = new Desk();
    private final SyncRunner runner = Desk.enabled(desk.builder(
                    "runner",
                    desk.firmsPair(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL))
                            .build())
            .historyRetention(MONTH)
            .build());

    private long history() {
        return desk.store.countHistory(HistoryQuery.of(Desk.CONNECTION));
    }

    private String copied(int from, int many) {
        for (int i = from; i < from + many; i++) {
            desk.left.put("firm", "" + (1000 + i), "Firm " + i);
        }
        return runner.runOnce().run();
    }

    private void renamed(String name) {
        desk.left.put("firm", "1000", name);
    }

    @Test
    void whatIsOlderIsDroppedAtTheEndOfARunAndWhatIsKnownOfTheRecordsStays() {
        copied(0, 3);
        assertThat(history()).isEqualTo(6);
        desk.pass(MONTH);
        runner.runOnce();
        assertThat(history()).as("not older yet").isEqualTo(6);
        desk.pass(Duration.ofHours(2));
        renamed("Contoso");
        runner.runOnce();

        assertThat(desk.store.history(HistoryQuery.of(Desk.CONNECTION)))
                .extracting(HistoryEntry::kind)
                .containsExactly(Kind.UPDATED);
        assertThat(desk.right.names("firm")).contains("Contoso");
        assertThat(desk.entry(Side.LEFT, "1000").state()).isEqualTo(EntryState.LINKED);
    }

    @Test
    void anApplicationThatOnlyPlansAndAppliesDropsItToo() {
        runner.apply(runner.plan());
        desk.left.put("firm", "1000", "Firm");
        runner.apply(runner.plan());
        assertThat(history()).isEqualTo(2);
        desk.pass(MONTH.plusHours(2));
        renamed("Contoso");
        runner.apply(runner.plan());

        assertThat(desk.store.history(HistoryQuery.of(Desk.CONNECTION)))
                .extracting(HistoryEntry::kind)
                .containsExactly(Kind.UPDATED);
    }

    @Test
    void aConflictThatWaitsForAPersonIsKept() {
        copied(0, 1);
        String copy = desk.right.newest("firm");
        renamed("Contoso");
        desk.right.put("firm", copy, "Fabrikam");
        runner.runOnce();
        desk.pass(MONTH.multipliedBy(2));
        runner.runOnce();

        assertThat(runner.conflicts().count()).isEqualTo(1);
        assertThat(history()).isEqualTo(1);
    }

    @Test
    void aRunWhoseHistoryIsGoneIsNotTakenBack() {
        copied(0, 1);
        renamed("Contoso");
        String run = runner.runOnce().run();
        desk.pass(MONTH.plusDays(1));
        runner.runOnce();

        assertThatThrownBy(() -> runner.planUndo(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(run)
                .hasMessageContaining("kept for 30 days");
    }

    @Test
    void aRunWhoseHistoryMayBeCutIsNotTakenBackEither() {
        copied(0, 1);
        desk.pass(MONTH.minusDays(1));
        renamed("Contoso");
        String run = runner.runOnce().run();
        renamed("Fabrikam");
        String later = runner.runOnce().run();
        desk.pass(Duration.ofDays(2));
        runner.runOnce();

        assertThatThrownBy(() -> runner.planUndo(run))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may have been dropped");
        assertThat(runner.planUndo(later).items()).isNotEmpty();
    }

    @Test
    void beforeAnythingIsDroppedTheFirstRunCanBeTakenBack() {
        copied(0, 1);
        String run = runner.runOnce().run();
        renamed("Contoso");
        String first = runner.runOnce().run();
        assertThat(first).isNotEqualTo(run);
        assertThat(runner.planUndo(first).items()).isNotEmpty();
    }

    @Test
    void aRunDropsABoundedNumberAndTheNextGoesOn() {
        Session session = new EngineFixture(
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build(), desk.left, desk.right)
                .session;
        Instant old =
                EngineFixture.START.minus(SyncRunnerBuilder.HISTORY_RETENTION).minusSeconds(1);
        StateChange change = new StateChange();
        for (int i = 0; i < 20_500; i++) {
            HistoryEntry event = session.event(
                    Kind.LINKED,
                    new PairId("firms"),
                    Side.LEFT,
                    desk.left.type("firm").ref("1"),
                    null,
                    "");
            change.record(new HistoryEntry(
                    event.pair(),
                    event.run(),
                    event.kind(),
                    event.side(),
                    event.ref(),
                    null,
                    null,
                    event.before(),
                    event.after(),
                    "",
                    false,
                    old));
        }
        session.commit(change);
        HistoryQuery all = HistoryQuery.of(session.settings().connection());
        Retention retention = new Retention();
        retention.prune(session);
        assertThat(session.store().countHistory(all)).isEqualTo(500);
        retention.prune(session);
        assertThat(session.store().countHistory(all)).isZero();
    }

    @Test
    void lessThanWhatTheGuardCountsIsRefused() {
        assertThatThrownBy(() -> SyncRunner.builder().historyRetention(Duration.ofHours(47)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two days");
    }
}
