package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both sides merge the same two, and different ones survive: they meet as at first contact, and nothing is overwritten silently. */
class DifferentSurvivorsTest {
    /** Which of the two merges is seen in a run of its own before the other. */
    private enum Seen {
        TOGETHER,
        LEFT_FIRST,
        RIGHT_FIRST
    }

    private final Desk desk = new Desk();

    @ParameterizedTest
    @EnumSource
    void differentSurvivorsAreAConflictForAPersonAndNothingIsOverwritten(Seen seen) {
        SyncRunner runner = runner(ConflictResolver.MANUAL);

        merge(runner, seen);

        assertFacing();
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("firm 1");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
        assertThat(desk.link(Side.LEFT, "1").rule("name").status()).isEqualTo(Status.CONFLICT);
        assertThat(runner.conflicts().open(0, 10)).singleElement().satisfies(conflict -> {
            assertThat(conflict.leftValues()).isEqualTo(name("firm 1"));
            assertThat(conflict.rightValues()).isEqualTo(name("firm 2"));
        });
        assertTheRestFollowsFirstContactRules();
        assertQuiet(runner);
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyChoosesAmongDifferentSurvivorsAndTheLoserIsRecorded(Seen seen) {
        SyncRunner runner = runner(ConflictResolver.PREFER_LEFT);

        merge(runner, seen);

        assertFacing();
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("firm 1");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 1");
        assertThat(conflicts()).singleElement().satisfies(event -> {
            assertThat(event.before()).isEqualTo(name("firm 2"));
            assertThat(event.after()).isEqualTo(name("firm 1"));
        });
        assertTheRestFollowsFirstContactRules();
        assertQuiet(runner);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void anEditMadeBeforeTheSurvivorsMeetIsNotLostEither(Side edited) {
        SyncRunner runner = runner(ConflictResolver.MANUAL);
        desk.shelf(edited).put("firm", edited == Side.LEFT ? "1" : "r2", "edited");

        merge(runner, Seen.TOGETHER);

        assertFacing();
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo(edited == Side.LEFT ? "edited" : "firm 1");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo(edited == Side.LEFT ? "firm 2" : "edited");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void whatSomebodyEmptiesBeforeTheSurvivorsMeetIsNoGap(Side emptied) {
        SyncRunner runner = runner(ConflictResolver.MANUAL);
        desk.left.merge("firm", "1", "2");
        desk.right.merge("firm", "r2", "r1");
        desk.shelf(emptied).edit("firm", emptied == Side.LEFT ? "1" : "r2", "name", "");

        runner.runOnce();
        runner.runOnce();

        assertFacing();
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo(emptied == Side.LEFT ? "" : "firm 1");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo(emptied == Side.LEFT ? "firm 2" : "");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void aShadowedRecordThatTakesOverAStrangersPlaceBringsItsValuesAsTheyWereChosen() {
        SyncRunner runner = runner(ConflictResolver.MANUAL);
        desk.left.put("firm", "3", "firm 3");
        desk.right.put("firm", "r3", "firm 3");
        runner.runOnce();
        desk.left.merge("firm", "3", "2");
        runner.runOnce();
        desk.right.merge("firm", "r2", "r1");
        runner.runOnce();
        runner.runOnce();

        assertFacing();
        assertThat(desk.left.text("firm", "1", "name")).isEqualTo("firm 2");
        assertThat(conflicts()).isEmpty();
        assertQuiet(runner);
    }

    private SyncRunner runner(ConflictResolver policy) {
        desk.left.hasHistory();
        for (String id : List.of("1", "2")) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
            desk.left.edit("firm", id, "city", "Lyon");
            desk.right.edit("firm", "r" + id, "city", "Lyon");
        }
        desk.right.edit("firm", "r2", "phone", "555");
        desk.left.edit("firm", "2", "phone", "555");
        SyncRunner runner = desk.firms(
                DeletePolicy.UNLINK,
                new SameName(policy),
                new SameField("phone", policy),
                new SameField("city", policy));
        assertThat(runner.runOnce().writes()).isZero();
        return runner;
    }

    @Test
    void aConflictOfTwoReferencesEndsOnceTheRecordsThatTheyNameFaceEachOther() {
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        SyncRunner runner = desk.firms(
                DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new SameParent(ConflictResolver.MANUAL));
        for (String id : List.of("1", "2", "child")) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
        desk.left.edit(
                "firm",
                "child",
                SameParent.FIELD,
                FieldValue.reference(desk.left.type("firm").ref("1")));
        desk.right.edit(
                "firm",
                "rchild",
                SameParent.FIELD,
                FieldValue.reference(desk.right.type("firm").ref("r2")));
        runner.runOnce();
        assertThat(parent().status()).isEqualTo(Status.CONFLICT);

        merge(runner, Seen.TOGETHER);

        assertFacing();
        assertThat(parent().status()).isEqualTo(Status.AGREED);
    }

    private RuleState parent() {
        return desk.link(Side.LEFT, "child").rule(SameParent.FIELD);
    }

    private void merge(SyncRunner runner, Seen seen) {
        if (seen != Seen.RIGHT_FIRST) {
            desk.left.merge("firm", "1", "2");
        }
        if (seen == Seen.LEFT_FIRST) {
            runner.runOnce();
        }
        desk.right.merge("firm", "r2", "r1");
        if (seen == Seen.RIGHT_FIRST) {
            runner.runOnce();
            desk.left.merge("firm", "1", "2");
        }
        runner.runOnce();
        runner.runOnce();
    }

    private void assertFacing() {
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT))
                .isEqualTo(desk.right.type("firm").ref("r2"));
        assertThat(desk.events(Kind.SUCCEEDED)).hasSize(1);
    }

    /** What agrees is left, and what one has and the other has not is filled. */
    private void assertTheRestFollowsFirstContactRules() {
        assertThat(desk.left.text("firm", "1", "phone")).isEqualTo("555");
        assertThat(desk.right.text("firm", "r2", "phone")).isEqualTo("555");
        assertThat(desk.link(Side.LEFT, "1").rule("city").status()).isEqualTo(Status.AGREED);
        assertThat(conflicts()).extracting(HistoryEntry::rule).containsExactly("name");
    }

    private List<HistoryEntry> conflicts() {
        return desk.events(Kind.CONFLICT);
    }

    private void assertQuiet(SyncRunner runner) {
        desk.pass(Duration.ofDays(1));
        int told = conflicts().size();
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(conflicts()).hasSize(told);
    }

    private static Values name(String value) {
        return Values.of("name", FieldValue.text(value));
    }
}
