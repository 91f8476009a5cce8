package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.AccessRequest.Right;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.Several;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an explanation says comes next, does come next, in states that runs lead to. */
class NextInRunsTest {
    private final Members members = new Members();
    private final Desk desk = members.desk;

    // ---- suspended

    /** Why a pair takes no part in runs. */
    enum Cause {
        RIGHT,
        FIELD,
        SECOND_WRITER,
        RESTORED
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void aSuspendedPairIsNamedAsTheCauseWithItsRemedy(Cause cause) {
        desk.right.tellsVersions();
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.firmsInStep(3);
        runner.runOnce();
        suspended(cause, runner);
        String trouble = cause == Cause.RESTORED
                ? runner.runOnce().problems().get(0).message()
                : runner.pairs().suspended("firms");

        String text = runner.explain(firm("10000")).text();

        assertThat(trouble)
                .contains(
                        switch (cause) {
                            case RIGHT -> "pairs().resume(\"firms\")";
                            case FIELD -> "pairs().acceptSchema(\"firms\")";
                            case SECOND_WRITER -> "Stop it, or keep what the two sync apart";
                            case RESTORED -> "runner.acceptRestored()";
                        });
        assertThat(text)
                .contains("\n  next: nothing for now. " + trouble + "\n")
                .doesNotContain("is merged when it is seen");
    }

    private void suspended(Cause cause, SyncRunner runner) {
        switch (cause) {
            case RIGHT -> desk.right.takesAway(Right.UPDATE, "firm");
            case FIELD -> desk.left.hasNo("name");
            case SECOND_WRITER -> {
                SyncRunner other = Desk.enabled(desk.builder(
                                "other",
                                desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                        .build())
                        .connection("another")
                        .stateStore(new InMemoryStateStore(desk))
                        .build());
                for (int i = 0; i < SecondWriter.MOST; i++) {
                    desk.left.put("firm", "" + i, "firm " + i);
                    runner.runOnce();
                    desk.left.put("firm", "" + i, "renamed " + i);
                    other.runOnce();
                    runner.runOnce();
                }
            }
            case RESTORED -> {
                Runnable backup = desk.right.backup();
                desk.left.put("firm", "10001", "since");
                runner.runOnce();
                runner.runOnce();
                backup.run();
            }
        }
        desk.left.put("firm", "10000", "edited");
        desk.pass(SchemaWatch.AGE.plusMinutes(1));
        assertThat(runner.runOnce().ok()).isFalse();
    }

    // ---- out

    @Test
    void ofTwoThatArePausedNothingIsSaidToBeMergedNow() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE));
        members.edit(Side.LEFT, "name", "Contoso AG");
        members.edit(Side.RIGHT, "name", "Contoso Ltd");
        runner.runOnce();
        members.leaves(Side.LEFT);
        runner.runOnce();

        for (Side side : Side.values()) {
            assertThat(runner.explain(members.ref(side)).text())
                    .contains(
                            "\n  next: nothing is written to the two while one of them is out; once both are in again,"
                                    + " what was edited meanwhile is merged\n")
                    .contains("name: CONFLICT")
                    .doesNotContain("planResolution");
        }
    }

    @Test
    void whatIsUnlinkedBecauseItIsOutIsLinkedAgainAsItIsSaid() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        runner.runOnce();

        for (Side side : Side.values()) {
            assertThat(members.entry(side).state()).isEqualTo(EntryState.UNLINKED);
            assertThat(next(runner, members.ref(side)))
                    .isEqualTo("it is linked again once both are in, and what was edited meanwhile is merged");
        }
        members.edit(Side.RIGHT, "phone", "555");
        members.comesIn(Side.LEFT);
        runner.runOnce();
        runner.runOnce();
        assertThat(members.text(Side.LEFT, "phone")).isEqualTo("555");

        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.right.remove("firm", Members.id(Side.RIGHT));
        members.comesIn(Side.LEFT);
        runner.runOnce();
        assertThat(next(runner, members.ref(Side.LEFT))).startsWith("nothing: it stays, and is not copied again");
    }

    // ---- consent

    @Test
    void whatNeedsConsentIsDoneByWhatIsSaidAndNotByARetryAlone() {
        SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());
        desk.firmsInStep(21);
        runner.runOnce();
        for (int i = 0; i < 21; i++) {
            desk.left.archive("firm", Integer.toString(10_000 + i));
        }
        runner.runOnce();
        RecordRef parked = desk.right.type("firm").ref(desk.right.ids("firm").get(0));
        assertThat(next(runner, parked))
                .contains("call pairs().consentToRemovals(\"firms\", n)", "records().retry(..)");

        runner.records().retry(List.of(parked));
        runner.runOnce();
        assertThat(desk.right.ids("firm")).as("a retry consents to nothing").hasSize(1);
        runner.pairs().consentToRemovals("firms", 1);
        runner.records().retry(List.of(parked));
        runner.runOnce();
        assertThat(desk.right.ids("firm")).isEmpty();
    }

    // ---- twins

    @Test
    void aTwinIsLinkedOrCopiedByWhatIsSaidOfIt() {
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .several(Several.OLDEST)
                                .build())
                .build());
        for (String id : List.of("1", "2", "3")) {
            desk.left.put("firm", id, "Contoso");
        }
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        assertThat(next(runner, firm("2")))
                .isEqualTo(
                        "nothing: merge it with the older one; if it is a record of its own, change what the rule compares"
                                + " in it, or call records().retry(..), and it is linked or copied");

        desk.left.put("firm", "2", "Fabrikam");
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Fabrikam");
        runner.records().retry(List.of(firm("3")));
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Contoso", "Fabrikam");
    }

    // ---- one way

    @Test
    void aTargetThatWasEditedFollowsItsSourceAgainAsItIsSaid() {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new OneWay("phone"));
        desk.firmsInStep(1);
        desk.left.edit("firm", "10000", "phone", "1");
        runner.runOnce();
        desk.right.edit("firm", "r10000", "phone", "2");
        runner.runOnce();

        String text = runner.explain(firm("10000")).text();
        assertThat(text)
                .contains(
                        "phone: AGREED, though the two sides differ (the target of a one-way rule was edited, and is left")
                .contains("\n      next: it syncs again with the next edit of left:firm/10000\n");
        desk.right.edit("firm", "r10000", "phone", "3");
        runner.runOnce();
        assertThat(desk.left.text("firm", "10000", "phone")).isEqualTo("1");
        desk.left.edit("firm", "10000", "phone", "4");
        runner.runOnce();
        assertThat(desk.right.text("firm", "r10000", "phone")).isEqualTo("4");
    }

    private static String next(SyncRunner runner, RecordRef ref) {
        return Contract.known(runner.explain(ref).views().get(0).next());
    }

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }
}
