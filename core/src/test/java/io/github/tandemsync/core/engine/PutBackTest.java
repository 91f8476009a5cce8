package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system that was restored from a backup under the same identity: nothing runs until somebody accepts it. */
class PutBackTest {
    private final Desk desk = new Desk();
    private SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());
    private Runnable backup = () -> {};

    @BeforeEach
    void bringInStep() {
        desk.right.tellsVersions();
        desk.firmsInStep(3);
        runner.runOnce();
        backup = desk.right.backup();
        desk.left.put("firm", "10000", "since");
        desk.left.put("firm", "1", "made since");
        runner.runOnce();
        assertThat(desk.right.names("firm")).contains("since", "made since");
        runner.runOnce(); // reads what it has written
    }

    @Test
    void aFeedThatEndsBeforeWhereItWasReadStopsEverythingBeforeAnyWrite() {
        backup.run();
        desk.left.put("firm", "10001", "not to be written");

        SyncReport report = runner.runOnce();

        assertStopped(report);
        assertThat(report.next()).isNull();
        assertThat(desk.right.names("firm")).doesNotContain("not to be written", "since");
    }

    @Test
    void aRecordOfAnEarlierVersionStopsEverything() {
        backup.run();
        for (int i = 0; i < 10; i++) {
            desk.right.put("firm", "r10002", "busy " + i); // the feed's place is overtaken
        }
        desk.left.put("firm", "10000", "not to be written");

        assertStopped(runner.runOnce());
        assertThat(desk.right.names("firm")).doesNotContain("not to be written");
        assertThat(desk.left.names("firm")).contains("not to be written");
    }

    @Test
    void aListingAfterAnExpiredFeedThatShowsAnEarlierVersionStopsEverything() {
        backup.run();
        desk.right.expireChanges();
        runner.close();
        SyncRunner small = desk.builder(
                        "small rounds",
                        desk.firmsPair(DeletePolicy.ARCHIVE, new SameName()).build())
                .roundSize(1)
                .build();
        small.hint(desk.left.type("firm").ref("1")); // comes first; what it faced is lost, which looks like a removal

        assertStopped(small.runOnce());
        assertThat(desk.left.names("firm")).contains("since", "made since");
    }

    @Test
    void nothingIsAskedOrWrittenAnyMoreByAnyNodeAndPreflightSaysSo() {
        backup.run();
        runner.runOnce();
        runner.close();
        desk.left.clearCalls();
        desk.right.clearCalls();
        SyncRunner other = desk.builder(
                        "other",
                        desk.firmsPair(DeletePolicy.ARCHIVE, new SameName()).build())
                .build();

        assertStopped(other.runOnce());
        assertThat(other.plan().problems()).hasSize(1);

        assertThat(desk.right.calls("")).isEmpty();
        assertThat(desk.left.calls("")).isEmpty();
        assertThat(other.preflight().ok()).isFalse();
        assertThat(other.preflight().text()).contains("acceptRestored()");
    }

    @Test
    void acceptedItIsComparedAndNothingIsOverwrittenRemovedOrMadeAnew() {
        backup.run();
        runner.runOnce();
        desk.pass(Duration.ofHours(1));

        runner.acceptRestored();
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(report.writes()).isZero();
        assertThat(desk.right.names("firm")).containsExactly("firm 10000", "firm 10001", "firm 10002");
        assertThat(desk.left.names("firm")).containsExactly("firm 10001", "firm 10002", "made since", "since");
        assertThat(runner.conflicts().count()).isEqualTo(1);
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED)).hasSize(1);
        assertThat(runner.pairs().isRecovering("firms")).isFalse();
        desk.right.put("firm", "r10001", "as ever");
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.left.names("firm")).contains("as ever");
        assertThat(runner.preflight().ok()).isTrue();
    }

    @Test
    void aRecordThatWasDeletedSinceTheBackupAndIsBackIsTold() {
        desk.left.archive("firm", "10002");
        runner.runOnce();
        assertThat(desk.right.ids("firm")).doesNotContain("r10002");
        backup.run();
        runner.runOnce();

        runner.acceptRestored();

        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.left.ids("firm")).doesNotContain("10002");
        assertThat(desk.right.ids("firm")).contains("r10002");
        assertThat(desk.events(Kind.RESTORED, Kind.UNLINKED)).isNotEmpty();
    }

    private static void assertStopped(SyncReport report) {
        assertThat(report.writes()).isZero();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("connection desk");
            assertThat(problem.message())
                    .startsWith("The RIGHT system was put back")
                    .contains("acceptRestored()");
        });
    }
}
