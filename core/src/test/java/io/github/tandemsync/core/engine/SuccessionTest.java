package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that took over others takes over their links, and what has lost its place is left to people. */
class SuccessionTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = runner();

    private SyncRunner runner() {
        desk.left.hasHistory();
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        return desk.firms(DeletePolicy.ARCHIVE, new SameName(), new SameParent());
    }

    @Test
    void ofTwoThatAreMergedTheWinnerKeepsItsCounterpartAndTheOtherOneIsShadowed() {
        inStep("1", "2");
        desk.left.merge("firm", "1", "2");
        runner.runOnce();

        assertFaces("1", "r1");
        assertShadowed("r2");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.REPLACED);
        assertQuiet();
    }

    @Test
    void aMergeWithANewIdTakesOverOneLink() {
        inStep("1", "2");
        desk.left.mergeAs("firm", "3", "1", "2");
        runner.runOnce();

        assertFaces("3", "r1");
        assertShadowed("r2");
        assertThat(desk.events(Kind.SUCCEEDED)).hasSize(1);
        assertQuiet();
        desk.left.put("firm", "3", "renamed");
        runner.runOnce();
        assertThat(desk.right.text("firm", "r1", "name")).isEqualTo("renamed");
        assertThat(desk.right.text("firm", "r2", "name")).isEqualTo("firm 2");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1"})
    void ofAMergeWithANewIdThePrimarysCounterpartStays(String primary, String other) {
        inStep("1", "2");
        desk.left.mergeAs("firm", "3", primary, other);
        runner.runOnce();

        assertFaces("3", "r" + primary);
        assertShadowed("r" + other);
        assertThat(desk.right.text("firm", "r" + primary, "name")).isEqualTo("firm " + primary);
        assertThat(desk.right.text("firm", "r" + other, "name")).isEqualTo("firm " + other);
    }

    /** It came back as the heir of what the other one faced, and the two could not be compared at once. */
    @ParameterizedTest
    @EnumSource(Side.class)
    void whatIsEmptiedBeforeTheTwoAreComparedIsNoGap(Side emptied) {
        Desk firms = new Desk();
        RecordRef kept = firms.right.type("firm").ref("r1");
        firms.left.put("firm", "1", "firm 1");
        firms.right.put("firm", "r1", "firm 1");
        SyncRunner unlinking = firms.firms(DeletePolicy.UNLINK, new SameName());
        unlinking.runOnce();
        firms.right.refusesCreates(true);
        firms.left.put("firm", "9", "firm 9");
        unlinking.runOnce();
        firms.left.archive("firm", "1");
        firms.left.archive("firm", "9");
        unlinking.runOnce();
        firms.left.restore("firm", "1");
        firms.left.restore("firm", "9");
        firms.left.merge("firm", "9", "1");
        firms.right.keepsFromUs(kept);
        unlinking.runOnce();
        assertThat(firms.events(Kind.RESTORED)).hasSize(1);

        firms.shelf(emptied).edit("firm", emptied == Side.LEFT ? "9" : "r1", "name", "");
        firms.right.keepsNothingFromUs();
        firms.right.finds(kept);
        firms.pass(Duration.ofMinutes(30));
        unlinking.runOnce();

        assertThat(firms.events(Kind.CONFLICT)).hasSize(1);
    }

    @Test
    void aNewRecordThatTookOverAnotherTakesItsPlaceWithItsOwnValues() {
        inStep("1");
        desk.left.put("firm", "9", "new");
        desk.left.merge("firm", "9", "1");
        runner.runOnce();

        assertFaces("9", "r1");
        assertThat(desk.right.names("firm")).containsExactly("new");
        assertThat(desk.events(Kind.CONFLICT, Kind.CREATED)).isEmpty();
        assertQuiet();
    }

    @Test
    void aChainOfMergesEndsAtTheLast() {
        inStep("1", "2", "3");
        desk.left.merge("firm", "2", "1");
        desk.left.merge("firm", "3", "2");
        runner.runOnce();

        assertFaces("3", "r3");
        assertShadowed("r1", "r2");
        assertQuiet();
    }

    @Test
    void aChainThroughRecordsThatNobodySawKeepsTheLink() {
        inStep("1");
        desk.left.put("firm", "8", "between");
        desk.left.merge("firm", "8", "1");
        desk.left.put("firm", "9", "last");
        desk.left.merge("firm", "9", "8");
        runner.runOnce();

        assertFaces("9", "r1");
        assertThat(desk.right.names("firm")).containsExactly("last");
        assertQuiet();
    }

    @Test
    void aLoserThatIsStillThereAndNamesItsSuccessorIsTakenOverToo() {
        inStep("1", "2");
        desk.right.handOver(
                desk.right.type("firm").ref("r2"), desk.right.type("firm").ref("r1"));
        runner.runOnce();

        assertFaces("1", "r1");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.entry(Side.RIGHT, "r2").state()).isEqualTo(EntryState.REPLACED);
        assertQuiet();
    }

    @Test
    void theSameMergeOnBothSidesLeavesOneLinkAndNothingToReport() {
        inStep("1", "2");
        desk.left.merge("firm", "1", "2");
        desk.right.merge("firm", "r1", "r2");
        runner.runOnce();
        runner.runOnce();

        assertFaces("1", "r1");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.REPLACED);
        assertThat(desk.entry(Side.RIGHT, "r2").state()).isEqualTo(EntryState.REPLACED);
        assertQuiet();
    }

    @Test
    void aShadowedRecordIsNeitherMatchedNorCreatedFromNorDeleted() {
        inStep("1", "2");
        desk.left.merge("firm", "1", "2");
        runner.runOnce();
        desk.right.put("firm", "r2", "edited");
        desk.left.put("firm", "4", "edited");
        runner.runOnce();

        assertShadowed("r2");
        assertThat(desk.left.ids("firm")).containsExactly("1", "4");
        assertThat(desk.right.ids("firm")).as("one made from 4").hasSize(3).contains("r1", "r2");
        desk.left.archive("firm", "1");
        runner.runOnce();
        assertThat(desk.right.ids("firm")).contains("r2").doesNotContain("r1");
    }

    @Test
    void whatWasKeptApartStaysApartInItsSuccessor() {
        inStep("1");
        SyncRunner unlinking = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.right.remove("firm", "r1");
        unlinking.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        desk.left.put("firm", "2", "new");
        desk.left.mergeAs("firm", "3", "1", "2");

        unlinking.runOnce();

        assertThat(desk.entry(Side.LEFT, "3").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.right.ids("firm")).isEmpty();
    }

    @Test
    void whatWasKeptApartStaysApartInASuccessorThatWasAwayForAWhile() {
        inStep("1");
        SyncRunner unlinking = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.right.remove("firm", "r1");
        desk.left.put("firm", "2", "new");
        desk.left.archive("firm", "2");
        unlinking.runOnce();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.REMOVED);
        desk.left.restore("firm", "2");
        desk.left.merge("firm", "2", "1");

        unlinking.runOnce();

        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.right.ids("firm")).isEmpty();
    }

    @Test
    void aShadowedRecordThatIsMergedIntoOneThatCouldNotBeCreatedKeepsItApart() {
        inStep("1", "2");
        desk.left.merge("firm", "1", "2");
        desk.right.put("firm", "r9", "new");
        desk.left.refusesCreates(true);
        runner.runOnce();
        assertThat(desk.entry(Side.RIGHT, "r9").state()).isEqualTo(EntryState.FAILING);

        desk.right.handOver(right("r2"), right("r9"));
        desk.left.refusesCreates(false);
        runner.runOnce();

        assertShadowed("r9");
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertQuiet();
    }

    @Test
    void whatACounterpartRefusedIsToldOfTheHeirToo() {
        inStep("1");
        desk.right.refusesUpdates(true);
        desk.left.put("firm", "1", "refused");
        runner.runOnce();
        desk.left.mergeAs("firm", "3", "1", "1");
        runner.runOnce();

        assertFaces("3", "r1");
        assertThat(desk.events(Kind.REFUSED))
                .extracting(event -> Contract.known(event.other()))
                .containsExactly(left("1"), left("3"));
        assertQuiet();
    }

    @Test
    void aReferenceThatWaitsForAMergedRecordIsSetOnceItsSuccessorIsLinked() {
        inStep("1", "2");
        desk.right.refusesCreates(true);
        desk.left.put("firm", "p", "parent");
        desk.left.edit("firm", "1", SameParent.FIELD, FieldValue.reference(left("p")));
        runner.runOnce();
        assertThat(desk.right.text("firm", "r1", SameParent.FIELD)).isEmpty();

        desk.left.merge("firm", "2", "p");
        runner.runOnce();

        assertThat(desk.right.text("firm", "r1", SameParent.FIELD))
                .isEqualTo(FieldValue.reference(right("r2")).display());
    }

    @Test
    void aSuccessorThatIsGoneItselfTakesItsCounterpartWithIt() {
        inStep("1");
        desk.left.put("firm", "9", "new");
        desk.left.merge("firm", "9", "1");
        desk.left.archive("firm", "9");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).isEmpty();
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesBackWhileItsCounterpartComesBackAsAPartOfAnotherStaysAlone(boolean planned) {
        inStep("1", "2");
        desk.left.archive("firm", "1");
        runner.runOnce();
        assertThat(desk.right.ids("firm")).containsExactly("r2");
        desk.right.restore("firm", "r1");
        desk.left.restore("firm", "1");
        desk.left.mergeAs("firm", "3", "2", "1");
        if (planned) {
            assertThat(runner.plan().text()).doesNotContain("CREATE");
        }
        runner.runOnce();

        assertFaces("3", "r2");
        assertShadowed("r1");
        assertThat(desk.left.ids("firm")).containsExactly("3");
        assertQuiet();
    }

    @Test
    void whoComesBackIsNotCopiedWhileNobodyKnowsWhetherItsCounterpartCameBackToo() {
        inStep("1");
        desk.left.archive("firm", "1");
        runner.runOnce();
        desk.left.restore("firm", "1");
        desk.left.keepsFromUs(left("1"));
        desk.right.restore("firm", "r1");
        runner.runOnce();
        assertThat(desk.left.ids("firm")).containsExactly("1");

        desk.left.keepsNothingFromUs();
        desk.pass(Duration.ofHours(6));
        runner.runOnce();
        assertFaces("1", "r1");
    }

    @Test
    void aSuccessorThatWasAwayComesBackToWhatAPartOfItFaced() {
        inStep("1");
        SyncRunner unlinking = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.left.loses(left("1"));
        desk.left.loses(left("9"));
        desk.left.put("firm", "9", "new");
        desk.left.merge("firm", "9", "1");
        desk.left.archive("firm", "9");
        desk.right.edit("firm", "r1", "phone", "555");
        unlinking.runOnce();
        assertThat(desk.entry(Side.RIGHT, "r1").state()).isEqualTo(EntryState.UNLINKED);
        desk.left.restore("firm", "9");
        desk.left.finds(left("9"));
        desk.left.onCall(call -> {
            if (call.startsWith("read")) {
                desk.left.archive("firm", "9");
            }
        });
        unlinking.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.REPLACED);
        desk.left.onCall(call -> {});
        desk.left.restore("firm", "9");
        unlinking.runOnce();

        assertFaces("9", "r1");
        assertThat(desk.right.names("firm")).containsExactly("new");
    }

    @Test
    void anEditThatWaitedDuringTheMergeTravelsToTheHeirsCounterpart() {
        inStep("1");
        desk.right.put("firm", "r1", "edited on the right");
        desk.left.mergeAs("firm", "3", "1", "1");
        runner.runOnce();

        assertFaces("3", "r1");
        assertThat(desk.left.names("firm")).containsExactly("edited on the right");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    @Test
    void aLeadThatBecomesAContactKeepsItsLinkAndWhatWasAgreed() {
        SyncRunner people = people();
        desk.left.put("person", "1", "Ada");
        desk.right.put("lead", "l1", "Ada");
        people.runOnce();
        desk.right.put("contact", "c1", "Ada");
        desk.right.handOver(
                desk.right.type("lead").ref("l1"), desk.right.type("contact").ref("c1"));
        desk.left.put("person", "1", "Ada Lovelace");
        people.runOnce();

        assertThat(desk.right.text("contact", "c1", "name")).isEqualTo("Ada Lovelace");
        assertThat(desk.right.text("lead", "l1", "name")).isEqualTo("Ada");
        assertThat(desk.events(Kind.CONFLICT, Kind.CREATED)).isEmpty();
        assertThat(people.runOnce().writes()).isZero();
    }

    @Test
    void aLeadThatWasQualifiedBeforeTheFirstContactIsNobodysDoubt() {
        SyncRunner people = people();
        desk.left.put("person", "1", "Ada");
        desk.right.put("lead", "l1", "Ada");
        desk.right.put("contact", "c1", "Ada");
        desk.right.handOver(
                desk.right.type("lead").ref("l1"), desk.right.type("contact").ref("c1"));
        people.runOnce();
        people.runOnce();

        assertThat(desk.events(Kind.AMBIGUOUS)).isEmpty();
        assertThat(desk.events(Kind.LINKED))
                .singleElement()
                .satisfies(event -> assertThat(List.of(event.ref(), Contract.known(event.other())))
                        .containsExactlyInAnyOrder(
                                desk.left.type("person").ref("1"),
                                desk.right.type("contact").ref("c1")));
        desk.left.put("person", "1", "Ada Lovelace");
        people.runOnce();
        assertThat(desk.right.text("contact", "c1", "name")).isEqualTo("Ada Lovelace");
        assertThat(desk.right.text("lead", "l1", "name")).isEqualTo("Ada");
        assertThat(desk.events(Kind.CREATED)).isEmpty();
    }

    @Test
    void ofALeadAndTwoContactsOnlyTheContactsAreInDoubt() {
        SyncRunner people = people();
        desk.left.put("person", "1", "Ada");
        desk.right.put("lead", "l1", "Ada");
        desk.right.put("contact", "c1", "Ada");
        desk.right.put("contact", "c2", "Ada");
        desk.right.handOver(
                desk.right.type("lead").ref("l1"), desk.right.type("contact").ref("c1"));
        people.runOnce();
        people.runOnce();

        assertThat(desk.events(Kind.AMBIGUOUS))
                .extracting(event -> event.ref().id())
                .containsExactlyInAnyOrder("1", "c1", "c2");
        assertThat(desk.events(Kind.AMBIGUOUS))
                .noneMatch(event -> event.detail().contains("l1"));
        assertThat(desk.events(Kind.CREATED)).isEmpty();
    }

    @Test
    void aMergedRecordThatIsStillListedAtTheFirstContactIsNobodysDoubt() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        desk.right.put("firm", "r2", "Contoso");
        desk.right.handOver(right("r2"), right("r1"));
        runner.runOnce();
        runner.runOnce();

        assertFaces("1", "r1");
        assertThat(desk.entry(Side.RIGHT, "r2").state()).isEqualTo(EntryState.REPLACED);
        assertThat(desk.events(Kind.AMBIGUOUS, Kind.CREATED)).isEmpty();
        assertQuiet();
    }

    @Test
    void aTypeThatTheCounterpartCanNotFaceIsReported() {
        SyncRunner people = people();
        desk.left.put("robot", "1", "Ada");
        desk.right.put("lead", "l1", "Ada");
        people.runOnce();
        desk.right.put("contact", "c1", "Eve");
        desk.right.handOver(
                desk.right.type("lead").ref("l1"), desk.right.type("contact").ref("c1"));
        people.runOnce();

        assertThat(desk.events(Kind.SHADOWED)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.left.type("robot").ref("1"));
            assertThat(event.detail()).contains("can not face");
        });
    }

    /** Persons face leads or contacts, robots only leads. */
    private SyncRunner people() {
        ObjectPair.Builder pair = ObjectPair.builder("people").match(SameName.MATCH);
        for (String[] types : new String[][] {{"person", "lead"}, {"person", "contact"}, {"robot", "lead"}}) {
            pair.variant(new Variant(
                    desk.left.type(types[0]),
                    desk.right.type(types[1]),
                    List.of(new SameName(ConflictResolver.MANUAL))));
        }
        return Desk.enabled(desk.builder("runner", pair.build()).build());
    }

    private void inStep(String... ids) {
        for (String id : ids) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
        }
        runner.runOnce();
        desk.right.clearCalls();
    }

    private RecordRef left(String id) {
        return desk.left.type("firm").ref(id);
    }

    private RecordRef right(String id) {
        return desk.right.type("firm").ref(id);
    }

    private void assertFaces(String leftId, String rightId) {
        assertThat(desk.link(Side.LEFT, leftId).live()).isTrue();
        assertThat(desk.link(Side.LEFT, leftId).ref(Side.RIGHT)).isEqualTo(right(rightId));
        assertThat(desk.link(Side.RIGHT, rightId)).isEqualTo(desk.link(Side.LEFT, leftId));
    }

    private void assertShadowed(String... rightIds) {
        for (String id : rightIds) {
            assertThat(desk.entry(Side.RIGHT, id).state()).isEqualTo(EntryState.SHADOWED);
            assertThat(desk.right.ids("firm")).contains(id);
        }
        assertThat(desk.events(Kind.SHADOWED))
                .extracting(event -> event.ref().id())
                .contains(rightIds);
    }

    private void assertQuiet() {
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
    }
}
