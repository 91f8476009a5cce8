package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a record whose counterpart is gone. */
class RemovalsTest {
    private final Desk desk = new Desk();

    @ParameterizedTest
    @EnumSource(Side.class)
    void byDefaultTheOtherOneStaysAndIsUnlinked(Side gone) {
        SyncRunner runner = inStep(DeletePolicy.UNLINK);
        remove(gone);
        runner.runOnce();

        assertThat(ids(gone.other())).hasSize(1);
        assertThat(entry(gone.other()).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(entry(gone).state()).isEqualTo(EntryState.REMOVED);
        assertThat(desk.events(Kind.UNLINKED))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.ref()).isEqualTo(entry(gone.other()).ref()));
        assertThat(runner.runOnce().writes()).as("not created anew").isZero();
    }

    @Test
    void whatIsIgnoredIsNotReportedEither() {
        SyncRunner runner = inStep(DeletePolicy.IGNORE);
        remove(Side.LEFT);
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(desk.events(Kind.UNLINKED)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void byPolicyTheOtherOneIsArchived(Side gone) {
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(gone);
        runner.runOnce();

        assertThat(ids(gone.other())).isEmpty();
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(runner.runOnce().writes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDriftedIsNoLessAnEditForHavingBeenSeenBefore(boolean seen) {
        SyncRunner runner = desk.firms(DeletePolicy.DELETE, new SameName(), new OneWay("phone"));
        desk.left.put("firm", "1", "one");
        desk.left.edit("firm", "1", "phone", "555");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.right.edit("firm", copy, "phone", "a person's own");
        if (seen) {
            runner.runOnce();
        }
        desk.left.remove("firm", "1");
        runner.runOnce();

        assertThat(desk.right.text("firm", copy, "phone")).isEqualTo("a person's own");
        assertThat(desk.events(Kind.REMOVED)).isEmpty();
        assertThat(desk.events(Kind.UNLINKED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("edited since"));
    }

    @Test
    void whatDriftedIsAnEditAlsoWhereTheWriteThatWouldCoverItIsRefused() {
        SyncRunner runner = desk.firms(DeletePolicy.DELETE, new SameName(), new OneWay("phone"));
        desk.left.put("firm", "1", "one");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.right.edit("firm", copy, "phone", "a person's own");
        runner.runOnce();
        desk.right.refusesUpdates(true);
        desk.left.edit("firm", "1", "phone", "555");
        runner.runOnce();
        desk.left.remove("firm", "1");
        runner.runOnce();

        assertThat(desk.right.text("firm", copy, "phone")).isEqualTo("a person's own");
        assertThat(desk.events(Kind.REMOVED)).isEmpty();
    }

    @Test
    void whatWasTakenBackOnTheOtherSideIsNotRemovedWithIt() {
        SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());
        desk.left.put("firm", "1", "one");
        runner.runOnce();
        desk.left.put("firm", "1", "a person's own");
        runner.apply(runner.planUndo(runner.runOnce().run()));
        desk.right.remove("firm", desk.right.ids("firm").get(0));
        runner.runOnce();

        assertThat(desk.left.names("firm")).containsExactly("a person's own");
        assertThat(desk.events(Kind.REMOVED)).isEmpty();
    }

    @Test
    void whatDriftedGoesOnceItsSourceHasCoveredItAgain() {
        SyncRunner runner = desk.firms(DeletePolicy.DELETE, new SameName(), new OneWay("phone"));
        desk.left.put("firm", "1", "one");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.right.edit("firm", copy, "phone", "a person's own");
        runner.runOnce();
        desk.left.edit("firm", "1", "phone", "555");
        runner.runOnce();
        desk.left.remove("firm", "1");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).isEmpty();
    }

    @Test
    void whatTookOverAnothersCounterpartIsNotNewWhenItsMatchIsRemovedBeforeTheTwoAgreed() {
        SyncRunner runner = inStep(DeletePolicy.UNLINK);
        desk.left.put("firm", "2", "two");
        desk.right.put("firm", "r2", "two");
        AtomicInteger reads = new AtomicInteger();
        desk.left.onCall(call -> {
            if (call.equals("read firm[2]") && reads.incrementAndGet() == 2) {
                desk.right.merge("firm", "r2", "r1");
                desk.left.archive("firm", "2");
            }
        });
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.entry(Side.RIGHT, "r2").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.left.ids("firm")).hasSize(1);
        assertThat(desk.events(Kind.UNLINKED)).hasSize(1);
    }

    @Test
    void whoComesBackFacesAgainWhatStayedBehindLastAndNotWhoComesBackToo() {
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .onRemoved(Side.LEFT, DeletePolicy.ARCHIVE)
                                .build())
                .build());
        desk.left.put("firm", "1", "one");
        runner.runOnce();
        String copy = desk.right.ids("firm").get(0);
        desk.left.archive("firm", "1");
        runner.runOnce();
        desk.right.restore("firm", copy);
        runner.runOnce();
        String anew = desk.left.ids("firm").get(0);
        desk.right.archive("firm", copy);
        runner.runOnce();
        desk.left.restore("firm", "1");
        desk.left.onCall(call -> {
            if (call.equals("read firm[1]")) {
                desk.right.restore("firm", copy);
                desk.left.onCall(any -> {});
            }
        });
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.link(Side.RIGHT, copy).ref(Side.LEFT).id()).isEqualTo(anew);
        assertThat(desk.link(Side.RIGHT, copy).live()).isTrue();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.RESTORED))
                .anySatisfy(event ->
                        assertThat(event.detail()).contains("it came back, and right:firm/" + copy + " is LINKED"));
    }

    @ParameterizedTest
    @CsvSource({"ARCHIVE, BIN", "DELETE, DELETED", "DEACTIVATE, THERE"})
    void eachPolicyDoesWhatItSays(DeletePolicy policy, Shelf.Place place) {
        SyncRunner runner = inStep(policy);
        remove(Side.LEFT);
        runner.runOnce();

        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(desk.right.place("firm", "r1")).isEqualTo(place);
        assertThat(runner.runOnce().writes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void eachSideHasItsOwnPolicy(Side gone) {
        ObjectPair pair = desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                .onRemoved(Side.LEFT, DeletePolicy.ARCHIVE)
                .build();
        SyncRunner runner = inStep(Desk.enabled(desk.builder("runner", pair).build()));
        remove(gone);
        runner.runOnce();

        assertThat(ids(gone.other())).hasSize(gone == Side.LEFT ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEditWinsAgainstTheRemoval(boolean historic) {
        if (historic) {
            desk.right.hasHistory();
        }
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        desk.right.put("firm", "r1", "edited");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("edited");
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).contains("edited since"));
    }

    @Test
    void anEditThatComesBetweenTheLookAndTheRemovalWins() {
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.put("firm", "r1", "edited");
            }
        });
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("edited");
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
    }

    @Test
    void whatWasDeactivatedStaysSoAndBringsNothingBack() {
        SyncRunner runner = inStep(DeletePolicy.DEACTIVATE);
        remove(Side.LEFT);
        runner.runOnce();
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(desk.right.ids("firm")).hasSize(1);

        desk.right.put("firm", "r1", "edited by somebody");
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.left.ids("firm")).isEmpty();
        assertThat(desk.events(Kind.CREATED)).isEmpty();

        desk.left.restore("firm", "1");
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isEqualTo("r1");
    }

    /** Only we ever wrote into the copy, and what it was made from is gone: it is kept all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyOfOursThatAUserBringsBackStays(boolean removedFirst) {
        desk.left.hasHistory();
        SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName());
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        String copy = ids(Side.LEFT).get(0);
        if (removedFirst) {
            desk.left.archive("firm", copy);
        } else {
            desk.right.archive("firm", "r1");
        }
        runner.runOnce();
        assertThat(ids(Side.LEFT)).isEmpty();
        assertThat(ids(Side.RIGHT)).isEmpty();

        desk.left.restore("firm", copy);
        runner.runOnce();
        runner.runOnce();

        assertThat(ids(Side.LEFT)).containsExactly(copy);
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(desk.link(Side.LEFT, copy).live()).isTrue();
        assertThat(desk.events(Kind.RESTORED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARemovalOfOursEmptiedElsewhereIsNobodysEdit(boolean history) {
        if (history) {
            desk.left.hasHistory(); // which shows it as somebody's
        }
        SyncRunner runner = parentIsRemovedAnd(() -> desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY));
        runner.runOnce(); // its policy would prefer the left
        runner.runOnce();

        assertThat(desk.left.ids("firm")).doesNotContain("1");
        assertThat(desk.right.text("firm", "r2", SameParent.FIELD)).contains("r3");
        assertThat(desk.left.text("firm", "2", SameParent.FIELD)).contains("3");
    }

    @Test
    void whatSomebodyEmptiedAfterARemovalOfOursIsTheirEdit() {
        desk.left.hasHistory();
        desk.left.tracesReferences();
        SyncRunner runner = parentIsRemovedAnd(() -> {
            point(Side.LEFT, "2", "3");
            desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY);
        });
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.left.text("firm", "2", SameParent.FIELD)).isEmpty();
        assertThat(desk.right.text("firm", "r2", SameParent.FIELD)).isEmpty();
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.rule()).isEqualTo(SameParent.FIELD));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void andStaysSoWhileTheOtherWordWaitsThoughWhatWasRemovedIsBackUnlessSomebodySaysSo(boolean said) {
        desk.left.hasHistory();
        desk.left.tracesReferences();
        SyncRunner runner =
                parentIsRemovedAnd(() -> desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY), "r4");
        desk.left.refusesCreates(true); // so that the new parent has no counterpart
        desk.right.put("firm", "r4", "no parent yet");
        runner.runOnce();
        runner.runOnce();
        assertThat(runner.explain(desk.left.type("firm").ref("2")).text())
                .contains("waits for right:firm/r4 to be linked");

        desk.left.restore("firm", "1");
        if (said) {
            point(Side.LEFT, "2", "3");
            desk.left.edit("firm", "2", SameParent.FIELD, FieldValue.EMPTY);
        }
        runner.runOnce();
        runner.hint(desk.left.type("firm").ref("2"));
        runner.runOnce();

        assertThat(desk.right.names("firm")).contains("the parent");
        assertThat(desk.right.text("firm", "r2", SameParent.FIELD)).matches(said ? "" : ".*r4");
        assertThat(desk.events(Kind.CONFLICT)).hasSize(said ? 1 : 0);
    }

    /** The copy of a parent is about to be removed; meanwhile the child on the right gets another, and the one on the left is edited. */
    private SyncRunner parentIsRemovedAnd(Runnable edit) {
        return parentIsRemovedAnd(edit, "r3");
    }

    private SyncRunner parentIsRemovedAnd(Runnable edit, String next) {
        for (Side side : Side.values()) {
            desk.shelf(side).has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
            String prefix = side == Side.LEFT ? "" : "r";
            desk.shelf(side).put("firm", prefix + "1", "the parent");
            desk.shelf(side).put("firm", prefix + "2", "the child");
            desk.shelf(side).put("firm", prefix + "3", "the next parent");
            point(side, prefix + "2", prefix + "1");
        }
        SyncRunner runner = desk.firms(DeletePolicy.ARCHIVE, new SameName(), new SameParent());
        runner.runOnce();
        desk.right.remove("firm", "r1");
        desk.left.onCall(call -> {
            if (call.startsWith("write")) {
                desk.left.onCall(any -> {});
                edit.run();
                point(Side.RIGHT, "r2", next);
            }
        });
        return runner;
    }

    private void point(Side side, String id, String to) {
        desk.shelf(side)
                .edit(
                        "firm",
                        id,
                        SameParent.FIELD,
                        FieldValue.reference(desk.shelf(side).type("firm").ref(to)));
    }

    @Test
    void whereTheRemovalCanNotBeRefusedTheEditThatItTookAwayIsReported() {
        desk.right.hasHistory();
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.put("firm", "r1", "edited");
            }
        });
        runner.runOnce();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.before().orEmpty("name").display()).isEqualTo("edited");
            assertThat(event.detail()).contains("edited while it was being removed");
        });
    }

    @Test
    void aRemovalThatIsRefusedForADayLeavesTheRecordUnlinkedAndSaysSo() {
        desk.right.refusesRemovals();
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        runner.runOnce();

        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.FAILING);
        assertThat(desk.link(Side.RIGHT, "r1").live()).isTrue();
        for (int hours : new int[] {1, 2, 4, 8, 16}) {
            desk.right.clearCalls();
            desk.pass(Duration.ofHours(hours).minusMinutes(1));
            runner.runOnce();
            assertThat(desk.right.calls("write")).as("before %s hours", hours).isEmpty();
            desk.pass(Duration.ofMinutes(1));
            runner.runOnce();
            assertThat(desk.right.calls("write")).as("after %s hours", hours).hasSize(1);
        }

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.REFUSED)).hasSize(1);
        assertThat(desk.events(Kind.UNLINKED)).hasSize(1);
        desk.pass(Duration.ofDays(2));
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.right.calls("write")).hasSize(1);
    }

    @Test
    void aRemovalThatWasRefusedForAnHourIsMadeUpFor() {
        desk.right.refusesRemovals();
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        runner.runOnce();
        desk.right.takesRemovals();
        desk.pass(Duration.ofHours(1));
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).isEmpty();
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.REMOVED);
    }

    @Test
    void anEditOfWhatWasNotLetGoKeepsIt() {
        desk.right.refusesRemovals();
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        runner.runOnce();
        desk.right.takesRemovals();
        desk.right.put("firm", "r1", "edited");
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aRecordThatAListingDoesNotShowIsNotGoneForThat(Side blind) {
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        desk.shelf(blind).hides(entry(blind).ref());
        desk.shelf(blind).expireChanges();
        runner.runOnce();

        assertThat(desk.shelf(blind).calls("BASELINE")).hasSizeGreaterThan(1);
        assertThat(entry(blind).state()).isEqualTo(EntryState.LINKED);
        assertThat(ids(Side.LEFT)).hasSize(1);
        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
    }

    @Test
    void aRecordThatCanNotBeSeenIsNotGoneForThat() {
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        desk.left.put("firm", "1", "Contoso AG");
        desk.left.keepsFromUs(desk.left.type("firm").ref("1"));
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).hasSize(1);
        assertThat(entry(Side.LEFT).state()).isEqualTo(EntryState.SUSPENDED);
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
    }

    @Test
    void whatNoFeedReportsIsFoundByTheScanOfTheBin() {
        desk.left.reportsNoRemovals();
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        desk.left.archive("firm", "1");
        runner.runOnce();
        assertThat(ids(Side.RIGHT)).as("nobody has told of it yet").hasSize(1);

        desk.pass(SyncRunnerBuilder.REMOVAL_SCAN);
        runner.runOnce();

        assertThat(ids(Side.RIGHT)).isEmpty();
    }

    @Test
    void bothGoneIsTheEndOfTheLinkWithoutAnyWrite() {
        SyncRunner runner = inStep(DeletePolicy.ARCHIVE);
        remove(Side.LEFT);
        remove(Side.RIGHT);

        assertThat(runner.runOnce().writes()).isZero();
        assertThat(entry(Side.LEFT).state()).isEqualTo(EntryState.REMOVED);
        assertThat(entry(Side.RIGHT).state()).isEqualTo(EntryState.REMOVED);
        assertThat(desk.link(Side.LEFT, "1").live()).isFalse();
    }

    private SyncRunner inStep(DeletePolicy policy) {
        return inStep(desk.firms(policy, new SameName()));
    }

    private SyncRunner inStep(SyncRunner runner) {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        return runner;
    }

    private void remove(Side side) {
        desk.shelf(side).remove("firm", side == Side.LEFT ? "1" : "r1");
    }

    private List<String> ids(Side side) {
        return desk.shelf(side).ids("firm");
    }

    private Entry entry(Side side) {
        return desk.entry(side, side == Side.LEFT ? "1" : "r1");
    }
}
