package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Several;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody removes a record and makes it again: the new one is linked with what the old one left behind. */
class LeftBehindTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void tellTime() {
        desk.left.tellsTime(desk);
        desk.right.tellsTime(desk);
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theNewOneIsLinkedWithWhatTheOldOneLeftBehind(Side gone) {
        SyncRunner runner = inStep(gone, DeletePolicy.UNLINK);
        remove(gone, first(gone));
        runner.runOnce();
        put(gone, "new", "Contoso");
        runner.runOnce();

        assertLinked(gone, "new", only(gone.other()));
        edit(gone, "new", "Contoso Ltd");
        runner.runOnce();
        assertThat(names(gone.other())).containsExactly("Contoso Ltd");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void alsoIfBothCameAtOnce(Side gone) {
        SyncRunner runner = inStep(gone, DeletePolicy.UNLINK);
        remove(gone, first(gone));
        put(gone, "new", "Contoso");
        runner.runOnce();

        assertLinked(gone, "new", only(gone.other()));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void alsoIfNobodyHasToldOfTheRemovalYet(Side gone) {
        desk.shelf(gone).reportsNoRemovals();
        SyncRunner runner = inStep(gone, DeletePolicy.UNLINK);
        remove(gone, first(gone));
        put(gone, "new", "Contoso");
        runner.runOnce();

        assertLinked(gone, "new", only(gone.other()));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void alsoIfWhatIsGoneWasACopyOfOurs(Side gone) {
        desk.shelf(gone).reportsNoRemovals();
        SyncRunner runner = inStep(gone.other(), DeletePolicy.UNLINK);
        remove(gone, only(gone));
        put(gone, "new", "Contoso");
        runner.runOnce();

        assertLinked(gone, "new", first(gone.other()));
        assertThat(desk.shelf(gone.other()).ids("firm")).hasSize(1);
    }

    /** Both were seen to hold it when they were joined. */
    @Test
    void whatIsEmptiedBeforeTheTwoAreComparedIsNoGap() {
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        SyncRunner runner =
                desk.firms(DeletePolicy.UNLINK, new SameName(), new SameField("phone", ConflictResolver.MANUAL));
        put(Side.LEFT, "1", "Contoso");
        desk.left.edit("firm", "1", "phone", "555");
        runner.runOnce();
        remove(Side.LEFT, "1");
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        desk.left.edit("firm", "new", "phone", "777");
        String left = only(Side.RIGHT);
        desk.right.clearCalls();
        desk.right.onCall(call -> {
            if (call.startsWith("read") && desk.right.calls("read").size() == 2) {
                desk.right.edit("firm", left, "phone", "");
            }
        });
        runner.runOnce();
        runner.runOnce();

        assertLinked(Side.LEFT, "new", left);
        assertThat(desk.right.text("firm", left, "phone")).isEmpty();
        assertThat(desk.events(Kind.CONFLICT))
                .singleElement()
                .satisfies(event -> assertThat(event.rule()).isEqualTo("phone"));
    }

    /** One that takes over another in the same round, and looks as the newcomer does since. */
    @Test
    void aPlanCreatesNothingBesideOneThatTakesOverAnother() {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.firmsInStep(2);
        runner.runOnce();
        remove(Side.RIGHT, "r10000");
        remove(Side.RIGHT, "r10001");
        runner.runOnce();
        desk.left.merge("firm", "10000", "10001");
        edit(Side.LEFT, "10000", "Contoso");
        put(Side.RIGHT, "new", "Contoso");

        assertThat(runner.plan().writes()).isEmpty();
        runner.runOnce();
        assertLinked(Side.RIGHT, "new", "10000");
    }

    @Test
    void aPlanCreatesNothingBesideIt() {
        desk.left.reportsNoRemovals();
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        remove(Side.LEFT, first(Side.LEFT));
        put(Side.LEFT, "new", "Contoso");
        SyncPlan plan = runner.plan();
        assertThat(plan.text()).doesNotContain("CREATE");
        runner.apply(plan);
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
    }

    @Test
    void aTwinOfOneThatIsThereIsCopiedAsEver() {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertThat(names(Side.RIGHT)).containsExactly("Contoso", "Contoso");
    }

    @Test
    void alsoIfTheOtherSystemLetsNoTwoHaveTheSame() {
        desk.right.unique("name");
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        desk.pass(Duration.ofMinutes(1));
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
    }

    @Test
    void whatAnEditHasKeptIsLinkedToo() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(
                                        DeletePolicy.ARCHIVE,
                                        new SameName(),
                                        new SameField("phone", ConflictResolver.MANUAL))
                                .build())
                .build());
        put(Side.LEFT, "1", "Contoso");
        runner.runOnce();
        desk.right.edit("firm", only(Side.RIGHT), "phone", "555");
        remove(Side.LEFT, "1");
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
        assertThat(desk.left.text("firm", "new", "phone")).isEqualTo("555");
    }

    @Test
    void whatWasNotLetGoIsLinkedToo() {
        desk.right.refusesRemovals();
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.ARCHIVE);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        for (int hours : new int[] {1, 2, 4, 8, 16}) {
            desk.pass(Duration.ofHours(hours));
            runner.runOnce();
        }
        assertThat(desk.entry(Side.RIGHT, only(Side.RIGHT)).state()).isEqualTo(EntryState.UNLINKED);
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
    }

    @Test
    void whatWentWithItIsMadeAnew() {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.ARCHIVE);
        remove(Side.LEFT, first(Side.LEFT));
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(1);
        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
        assertThat(desk.events(Kind.REMOVED)).hasSize(1);
        assertThat(desk.events(Kind.CREATED)).hasSize(2);
    }

    @Test
    void whatIsGoneTooByNowIsMadeAnew() {
        desk.right.reportsNoRemovals();
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        remove(Side.RIGHT, only(Side.RIGHT));
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
        assertThat(desk.events(Kind.CREATED)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAnotherByNowIsLeftAlone(boolean seen) {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        String left = only(Side.RIGHT);
        edit(Side.RIGHT, left, "Fabrikam");
        if (seen) {
            runner.runOnce();
        }
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertThat(names(Side.RIGHT)).containsExactlyInAnyOrder("Contoso", "Fabrikam");
        assertThat(desk.entry(Side.RIGHT, left).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.left.names("firm")).containsExactly("Contoso");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThatIsChangedSoThatItMatchesAgainIsLinked(boolean planned) {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        edit(Side.RIGHT, only(Side.RIGHT), "Fabrikam");
        runner.runOnce();
        edit(Side.RIGHT, only(Side.RIGHT), "Contoso");
        put(Side.LEFT, "new", "Contoso");
        if (planned) {
            assertThat(runner.plan().text()).doesNotContain("CREATE");
        }
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
    }

    @Test
    void oneThatCanNotBeSeenIsWaitedFor() {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        String left = only(Side.RIGHT);
        desk.right.keepsFromUs(desk.right.type("firm").ref(left));
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();
        assertThat(desk.right.ids("firm")).hasSize(1);
        assertThat(desk.entry(Side.LEFT, "new").state()).isEqualTo(EntryState.FAILING);

        desk.right.keepsNothingFromUs();
        desk.pass(Duration.ofHours(6));
        runner.runOnce(); // it is seen again
        desk.pass(Duration.ofHours(6));
        runner.runOnce();
        assertLinked(Side.LEFT, "new", left);
    }

    @Test
    void severalOfThemAreLeftToAPersonUntilOneIsGone() {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        put(Side.LEFT, "1", "Contoso");
        runner.runOnce();
        put(Side.LEFT, "2", "Contoso");
        runner.runOnce();
        remove(Side.LEFT, "1");
        remove(Side.LEFT, "2");
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "new").state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(desk.right.ids("firm")).hasSize(2);
        List<String> both = desk.right.ids("firm");
        remove(Side.RIGHT, both.get(0));
        runner.runOnce();
        assertLinked(Side.LEFT, "new", both.get(1));
    }

    @Test
    void ofSeveralTheOldestIsLinkedWhereThePairSaysSoAndTheOthersAreNotCopied() {
        ObjectPair pair = desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                .several(Several.OLDEST)
                .build();
        SyncRunner runner = Desk.enabled(desk.builder("runner", pair).build());
        put(Side.LEFT, "1", "Contoso");
        runner.runOnce();
        String older = only(Side.RIGHT);
        desk.pass(Duration.ofMinutes(1));
        put(Side.LEFT, "2", "Contoso");
        runner.runOnce();
        String younger = desk.right.newest("firm");
        remove(Side.LEFT, "1");
        remove(Side.LEFT, "2");
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertLinked(Side.LEFT, "new", older);
        edit(Side.RIGHT, younger, "Fabrikam");
        runner.runOnce();
        assertThat(desk.entry(Side.RIGHT, younger).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.left.ids("firm")).containsExactly("new");
    }

    @Test
    void whoComesBackFindsItsPlaceTaken() {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.UNLINK);
        desk.left.archive("firm", first(Side.LEFT));
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();
        desk.left.restore("firm", "1");
        runner.runOnce();
        runner.runOnce();

        assertLinked(Side.LEFT, "new", only(Side.RIGHT));
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.RESTORED)).hasSize(1);

        remove(Side.LEFT, "new");
        runner.runOnce();
        put(Side.LEFT, "newer", "Contoso");
        runner.runOnce();
        assertLinked(Side.LEFT, "newer", only(Side.RIGHT));
    }

    @Test
    void whatWasSetInactiveStaysSo() {
        SyncRunner runner = inStep(Side.LEFT, DeletePolicy.DEACTIVATE);
        remove(Side.LEFT, first(Side.LEFT));
        runner.runOnce();
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void aFilterIsAskedBefore() {
        desk.right.has("kind", FieldSchema.Kind.TEXT);
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .membershipFilter(Side.RIGHT, Members.kind("", Members.MEMBER))
                                .build())
                .build());
        put(Side.LEFT, "1", "Contoso");
        runner.runOnce();
        String left = only(Side.RIGHT);
        remove(Side.LEFT, "1");
        runner.runOnce();
        desk.right.edit("firm", left, "kind", Members.FORMER);
        put(Side.LEFT, "new", "Contoso");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly(left);
        assertThat(desk.entry(Side.RIGHT, left).state()).isEqualTo(EntryState.UNLINKED);
        desk.right.edit("firm", left, "kind", Members.MEMBER);
        desk.pass(Duration.ofHours(24));
        runner.runOnce();
        assertLinked(Side.LEFT, "new", left);
    }

    private SyncRunner inStep(Side source, DeletePolicy policy) {
        SyncRunner runner = desk.firms(policy, new SameName());
        put(source, first(source), "Contoso");
        runner.runOnce();
        assertLinked(source, first(source), only(source.other()));
        return runner;
    }

    private static String first(Side side) {
        return side == Side.LEFT ? "1" : "r1";
    }

    private void put(Side side, String id, String name) {
        desk.shelf(side).put("firm", id, name);
    }

    private void edit(Side side, String id, String name) {
        desk.shelf(side).edit("firm", id, "name", name);
    }

    private void remove(Side side, String id) {
        desk.shelf(side).remove("firm", id);
    }

    private String only(Side side) {
        assertThat(desk.shelf(side).ids("firm")).hasSize(1);
        return desk.shelf(side).ids("firm").get(0);
    }

    private List<String> names(Side side) {
        return desk.shelf(side).names("firm");
    }

    private void assertLinked(Side side, String id, String other) {
        RecordRef facing = desk.link(side, id).ref(side.other());
        assertThat(desk.link(side, id).live()).isTrue();
        assertThat(facing.id()).isEqualTo(other);
        assertThat(desk.entry(side.other(), other).state()).isEqualTo(EntryState.LINKED);
    }
}
