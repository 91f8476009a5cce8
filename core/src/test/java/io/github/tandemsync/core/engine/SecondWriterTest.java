package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another sync that works on the same records is noticed, doubles nothing through us, and stops the pair if it goes on. */
class SecondWriterTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
    private final SyncRunner other = Desk.enabled(desk.builder(
                    "other", desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build())
            .connection("another")
            .stateStore(new InMemoryStateStore(desk))
            .build());

    @ParameterizedTest
    @EnumSource(
            value = CreateKeyKind.class,
            names = {"CLIENT_ID", "UNIQUE", "SEARCHED"})
    void aCopyThatAnotherConnectionMadeIsReportedAndNotCopiedBack(CreateKeyKind keys) {
        desk.right.keys(keys);
        runner.runOnce();

        SyncReport report = bothCopy("1", "Contoso");

        String theirs = desk.right.newest("firm");
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.entry(Side.RIGHT, theirs).state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message()).contains("right:firm/" + theirs, "another sync", "stop that sync");
        });
        assertThat(runner.explain(desk.right.type("firm").ref(theirs)).text()).contains(SecondWriter.FOREIGN);
        SyncReport next = runner.runOnce();
        assertThat(next.ok()).as("told once").isTrue();
        desk.right.put("firm", theirs, "edited by somebody");
        runner.runOnce();
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.events(Kind.AMBIGUOUS)).hasSize(1);
    }

    @Test
    void aCopyThatAnotherConnectionMadeIsLinkedWhereItMatches() {
        desk.left.put("firm", "1", "Contoso");
        other.runOnce();

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.right.ids("firm")).hasSize(1);
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.LINKED, 2L);
    }

    @Test
    void manyCopiesMadeByAnotherConnectionWithinADaySuspendThePairUntilSomebodyResumesIt() {
        runner.runOnce();
        for (int i = 0; i < SecondWriter.MOST; i++) {
            assertThat(runner.pairs().suspended("firms")).isNull();
            bothCopy(Integer.toString(i), "firm " + i);
            runner.runOnce();
        }
        desk.left.put("firm", "0", "not to be written");

        assertSuspended(runner.runOnce());

        assertThat(desk.right.names("firm")).doesNotContain("not to be written");
        assertThat(runner.preflight().ok()).isFalse();
        runner.pairs().resume("firms");
        assertThat(runner.pairs().suspended("firms")).isNull();
        assertThat(runner.runOnce().ok()).isTrue();
        assertThat(desk.right.names("firm")).contains("not to be written");
        assertThat(desk.left.ids("firm")).hasSize(SecondWriter.MOST);
    }

    @Test
    void copiesThatTurnUpOnDifferentDaysSuspendNothing() {
        runner.runOnce();
        for (int i = 0; i < SecondWriter.MOST + 2; i++) {
            bothCopy(Integer.toString(i), "firm " + i);
            runner.runOnce();
            desk.pass(Duration.ofHours(12));
        }
        runner.runOnce();
        assertThat(runner.pairs().suspended("firms")).isNull();
    }

    @Test
    void manyFrozenRulesWithinADaySuspendThePair() {
        for (int i = 0; i < SecondWriter.MOST; i++) {
            desk.left.put("firm", Integer.toString(i), "start " + i);
            desk.right.put("firm", "r" + i, "start " + i);
        }
        runner.runOnce();
        for (int turn = 0; turn < 8; turn++) {
            for (int i = 0; i < SecondWriter.MOST; i++) {
                if (turn % 2 == 0) {
                    desk.left.put("firm", Integer.toString(i), "ours " + i);
                } else {
                    desk.right.put("firm", "r" + i, "theirs " + i);
                }
            }
            runner.runOnce();
        }
        assertThat(desk.events(Kind.FROZEN)).hasSize(SecondWriter.MOST);

        assertSuspended(runner.runOnce());

        runner.pairs().resume("firms");
        assertThat(runner.runOnce().ok()).as("what was counted counts no more").isTrue();
        assertThat(runner.runOnce().ok()).isTrue();
    }

    @Test
    void aSuspendedPairDoesNotHoldUpTheOthers() {
        runner.close();
        SyncRunner both = desk.runner();
        desk.left.put("person", "1", "Ada");
        both.runOnce();
        for (int i = 0; i < SecondWriter.MOST; i++) {
            String id = Integer.toString(100 + i);
            bothCopy(both, id, "firm " + id);
            both.runOnce();
        }
        desk.left.put("person", "2", "Bob");

        SyncReport report = both.runOnce();

        assertThat(report.problems()).extracting(SyncReport.Problem::where).containsExactly("firms");
        assertThat(desk.right.names("person")).containsExactly("Ada", "Bob");
        assertThat(report.next()).as("nobody tries it again").isNull();
    }

    private SyncReport bothCopy(String id, String name) {
        return bothCopy(runner, id, name);
    }

    /** Two connections copy a new record, the second before it has seen the copy that the first one made. */
    private SyncReport bothCopy(SyncRunner first, String id, String name) {
        desk.left.put("firm", id, name);
        first.runOnce();
        String ours = desk.right.newest("firm");
        desk.right.put("firm", ours, "renamed " + name); // so that it is not matched
        other.runOnce();
        desk.right.put("firm", ours, name);
        return first.runOnce();
    }

    private static void assertSuspended(SyncReport report) {
        assertThat(report.writes()).isZero();
        assertThat(report.next()).isNull();
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message()).contains("second-writer", "pairs().resume(\"firms\")");
        });
    }
}
