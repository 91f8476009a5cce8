package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.StateStore;
import io.github.tandemsync.core.state.StateStoreException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An erased record stays erased, on both sides, however it comes back. */
class EraseTest {
    private static final String MAIL = "ada@example.org";

    private final Desk desk = new Desk();
    private SyncRunner runner = runner();

    private SyncRunner runner() {
        return Desk.enabled(desk.builder("runner", people()).build());
    }

    private ObjectPair people() {
        return desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("mail"))
                .match(Identifying.by("mail"))
                .build();
    }

    /** A store that dies before it forgets a value. */
    private static StateStore dying(StateStore store) {
        return (StateStore) Proxy.newProxyInstance(
                EraseTest.class.getClassLoader(), new Class<?>[] {StateStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("erase")) {
                        throw new StateStoreException("the disk is gone", null);
                    }
                    return method.invoke(store, arguments);
                });
    }

    @BeforeEach
    void copied() {
        desk.left.has("mail", FieldSchema.Kind.TEXT);
        desk.right.has("mail", FieldSchema.Kind.TEXT);
        runner.runOnce();
        person(desk.left, "1", "Ada", MAIL);
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Ada");
    }

    private static void person(ShelfConnector side, String id, String name, String mail) {
        side.put("firm", id, name);
        side.edit("firm", id, "mail", mail);
    }

    private RecordRef left(String id) {
        return desk.left.type("firm").ref(id);
    }

    private RecordRef right(String id) {
        return desk.right.type("firm").ref(id);
    }

    private String copy() {
        return desk.right.newest("firm");
    }

    private void deletedForGood() {
        String copy = copy();
        desk.left.remove("firm", "1");
        desk.right.remove("firm", copy);
        runner.runOnce();
    }

    private void stays(Entry entry) {
        assertThat(entry.state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(Contract.known(entry.reason()).code()).isEqualTo("erased");
        assertThat(entry.digests()).isEmpty();
    }

    @Test
    void bothRecordsAndAllTheirValuesAreErasedAndNeitherSystemIsWrittenTo() {
        desk.left.clearCalls();
        desk.right.clearCalls();
        RecordRef copy = right(copy());
        ErasureReport report = runner.records().erase(copy);

        assertThat(report.records()).containsExactly(left("1"), copy);
        assertThat(report.rows()).isPositive();
        assertThat(report.mayArrive()).isNull();
        stays(desk.entry(Side.LEFT, "1"));
        stays(desk.entry(Side.RIGHT, copy.id()));
        assertThat(desk.link(Side.LEFT, "1").live()).isFalse();
        assertThat(desk.link(Side.LEFT, "1").rules().values()).allMatch(rule -> rule.leftBase() == null);
        assertThat(desk.store.history(HistoryQuery.of(Desk.CONNECTION)))
                .allMatch(event -> event.before().isEmpty() && event.after().isEmpty());
        assertThat(desk.events(Kind.ERASED)).hasSize(2);
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.left.calls("write")).isEmpty();
        assertThat(desk.right.calls("write")).isEmpty();
    }

    @Test
    void whatIsEditedAfterwardsDoesNotTravelAndIsNotRemembered() {
        runner.records().erase(left("1"));
        desk.left.put("firm", "1", "Ada again");
        assertThat(runner.runOnce().writes()).isZero();

        assertThat(desk.right.names("firm")).containsExactly("Ada");
        stays(desk.entry(Side.LEFT, "1"));
        assertThat(desk.events(Kind.ERASED)).as("it was known").hasSize(2);
    }

    @Test
    void aRestoredRecordIsReportedAndNotCopied() {
        runner.records().erase(left("1"));
        desk.left.archive("firm", "1");
        desk.right.remove("firm", copy());
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.REMOVED);
        assertThat(runner.explain(left("1")).text())
                .contains("(erased; since 2026-")
                .doesNotContain("erased: )");

        desk.left.restore("firm", "1");
        SyncReport report = runner.runOnce();

        assertThat(report.count(Kind.ERASED)).isEqualTo(1);
        assertThat(desk.right.ids("firm")).isEmpty();
        stays(desk.entry(Side.LEFT, "1"));
        assertThat(runner.explain(left("1")).text()).contains("EXCLUDED", "readmit");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void thePersonImportedAgainOnEitherSideIsReportedAndNotCopied(Side side) {
        runner.records().erase(left("1"));
        deletedForGood();
        person(desk.shelf(side), "again", "Countess", MAIL);
        SyncReport report = runner.runOnce();

        assertThat(report.count(Kind.ERASED)).isEqualTo(1);
        assertThat(report.writes()).isZero();
        assertThat(desk.shelf(side.other()).ids("firm")).isEmpty();
        stays(desk.entry(side, "again"));
    }

    @Test
    void importedOnBothSidesTheTwoAreNotLinkedEither() {
        runner.records().erase(left("1"));
        deletedForGood();
        person(desk.left, "again", "Countess", MAIL);
        person(desk.right, "r-again", "Countess", MAIL);
        person(desk.right, "namesake", "Countess", "other@example.org");
        runner.runOnce();

        stays(desk.entry(Side.LEFT, "again"));
        stays(desk.entry(Side.RIGHT, "r-again"));
        assertThat(desk.left.names("firm")).as("the other person").containsExactly("Countess", "Countess");
    }

    @Test
    void amongMoreNewRecordsThanARoundTakesNothingIsLinkedWithIt() {
        runner.records().erase(left("1"));
        deletedForGood();
        for (int i = 0; i < 12; i++) {
            person(desk.left, "a" + i, "Person " + i, i + "@example.org");
        }
        person(desk.right, "z", "Person 0", MAIL);
        runner.runOnce();

        stays(desk.entry(Side.RIGHT, "z"));
        assertThat(desk.right.ids("firm")).hasSize(13);
    }

    @Test
    void whatWasErasedBeforeItWasEverSyncedStaysOutToo() {
        person(desk.right, "r9", "Grace", "grace@example.org");
        runner.records().erase(right("r9"));
        person(desk.left, "9", "Grace", "grace@example.org");
        runner.runOnce();

        stays(desk.entry(Side.LEFT, "9"));
        stays(desk.entry(Side.RIGHT, "r9"));
        assertThat(desk.left.ids("firm")).containsExactly("1", "9");
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void anAddressThatChangedAfterTheLastRunCountsAsWell() {
        desk.left.edit("firm", "1", "mail", "new@example.org");
        runner.records().erase(left("1"));
        deletedForGood();
        person(desk.right, "old", "A", MAIL);
        person(desk.right, "new", "B", "new@example.org");
        runner.runOnce();

        stays(desk.entry(Side.RIGHT, "old"));
        stays(desk.entry(Side.RIGHT, "new"));
    }

    @Test
    void recordsThatWereDeletedBeforeAreKnownByWhatTheStoreHolds() {
        deletedForGood();
        ErasureReport report = runner.records().erase(left("1"));
        assertThat(report.records()).hasSize(2);
        person(desk.right, "again", "Countess", MAIL);
        runner.runOnce();

        stays(desk.entry(Side.RIGHT, "again"));
        assertThat(desk.left.ids("firm")).isEmpty();
    }

    @Test
    void namesakesAreNotTouched() {
        runner.records().erase(left("1"));
        person(desk.left, "2", "Ada", "lovelace@example.org");
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void unlinkedRecordsWithTheSameAddressAreNamedAndStayOut() {
        desk.right.refusesCreates(true);
        person(desk.left, "2", "A. L.", "twin@example.org");
        runner.runOnce();
        desk.left.edit("firm", "1", "mail", "twin@example.org");
        ErasureReport report = runner.records().erase(left("1"));
        desk.right.refusesCreates(false);
        desk.pass(Duration.ofDays(2));
        runner.runOnce();

        assertThat(report.alike()).containsExactly(left("2"));
        stays(desk.entry(Side.LEFT, "2"));
        assertThat(desk.right.ids("firm")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyUnderWayAtThatMomentIsNotTakenForSomebodyElse(CreateKeyKind keys) {
        desk.right.keys(keys);
        person(desk.left, "2", "Grace", "grace@example.org");
        desk.right.line(Line.WRITES_LATE);
        runner.runOnce();
        desk.right.line(Line.UP);
        ErasureReport report = runner.records().erase(left("2"));
        desk.right.deliver();
        String late = copy();
        desk.right.edit("firm", late, "mail", "nobody@example.org");
        desk.left.remove("firm", "2");
        runner.runOnce();
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(5));
        runner.runOnce();

        assertThat(report.mayArrive()).isAfter(desk.instant().minus(Duration.ofMinutes(6)));
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.right.ids("firm")).as("nothing is made again").hasSize(2);
        Entry entry = desk.entry(Side.RIGHT, late);
        assertThat(entry.state()).as(keys.name()).isEqualTo(EntryState.EXCLUDED);
    }

    @Test
    void firstContactDoesNotLinkIt() {
        runner.records().erase(left("1"));
        deletedForGood();
        runner.pairs().disable("firms");
        runner.pairs().delete("firms");
        person(desk.left, "again", "Countess", MAIL);
        person(desk.right, "r-again", "Countess", MAIL);
        runner.pairs().enable("firms");
        runner.runOnce();

        stays(desk.entry(Side.LEFT, "again"));
        stays(desk.entry(Side.RIGHT, "r-again"));
    }

    @Test
    void whatIsMergedIntoItIsLetGo() {
        person(desk.left, "2", "Grace", "grace@example.org");
        runner.runOnce();
        runner.records().erase(left("1"));
        desk.left.merge("firm", "1", "2");
        runner.runOnce();

        stays(desk.entry(Side.LEFT, "1"));
        String other = desk.link(Side.LEFT, "2").ref(Side.RIGHT).id();
        assertThat(desk.entry(Side.RIGHT, other).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.link(Side.LEFT, "2").live()).isFalse();
    }

    /** The two were matched by name, and one was deleted before they had agreed on anything. */
    @Test
    void whatWasSetFreeAndFacesAnotherByNowIsNotErasedWithIt() {
        person(desk.left, "5", "Bob", "bob@example.org");
        person(desk.right, "r5", "Bob", "robert@example.org");
        desk.right.onCall(call -> {
            boolean linked = desk.events(Kind.LINKED).size() == 2;
            if (linked && call.startsWith("read") && desk.right.ids("firm").contains("r5")) {
                desk.right.remove("firm", "r5");
            }
        });
        runner.runOnce();
        desk.right.onCall(call -> {});
        assertThat(desk.link(Side.LEFT, "5").ref(Side.RIGHT)).isNotEqualTo(right("r5"));

        assertThat(runner.records().erase(right("r5")).records()).containsExactly(right("r5"));
        assertThat(desk.entry(Side.LEFT, "5").state()).isEqualTo(EntryState.LINKED);
    }

    @Test
    void itsPredecessorsAreErasedWithIt() {
        person(desk.left, "2", "Grace", "grace@example.org");
        runner.runOnce();
        desk.left.merge("firm", "1", "2");
        runner.runOnce();
        ErasureReport report = runner.records().erase(left("1"));

        assertThat(report.records()).contains(left("1"), left("2"));
        assertThat(desk.entry(Side.LEFT, "2").digests()).isEmpty();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.REPLACED);
    }

    @Test
    void anUndoNamesWhatWasErased() {
        desk.left.put("firm", "1", "Countess");
        String run = runner.runOnce().run();
        runner.records().erase(left("1"));

        assertThat(runner.planUndo(run).text()).contains("its values were erased");
    }

    @Test
    void readmittedItTakesItsLinkUpAgain() {
        runner.records().erase(left("1"));
        assertThat(runner.records().readmit(left("1"))).isTrue();
        desk.left.put("firm", "1", "Countess");
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.right.names("firm")).containsExactly("Countess");
        assertThat(runner.records().readmit(left("1"))).isFalse();
    }

    @Test
    void readmittedUnderANewAddressItIsCopied() {
        runner.records().erase(left("1"));
        deletedForGood();
        person(desk.left, "again", "Countess", MAIL);
        runner.runOnce();
        runner.records().readmit(left("again"));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Countess");
    }

    @Test
    void readmittedWhileItIsAwayItIsCopiedOnceItIsBack() {
        runner.records().erase(left("1"));
        deletedForGood();
        runner.runOnce();
        runner.records().readmit(left("1"));
        runner.runOnce();
        person(desk.left, "1", "Countess", MAIL);
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Countess");
    }

    @Test
    void readmittedItLetsInWhoWasTakenForIt() {
        runner.records().erase(left("1"));
        deletedForGood();
        person(desk.left, "again", "Countess", MAIL);
        runner.runOnce();
        runner.records().readmit(left("1"));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Countess");
    }

    @Test
    void readmittedItLeavesOutWhoWasErasedBesides() {
        person(desk.left, "2", "Duke", "duke@example.org");
        runner.runOnce();
        desk.right.remove("firm", copy());
        runner.records().erase(left("1"));
        runner.records().erase(left("2"));
        runner.records().readmit(left("1"));
        person(desk.left, "again", "Duke", "duke@example.org");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Ada");
    }

    @Test
    void erasedOnceMoreWhatWasStoredSinceGoes() {
        runner.records().erase(left("1"));
        assertThat(runner.records().erase(left("1")).rows()).isZero();
        assertThat(desk.events(Kind.ERASED)).hasSize(2);
        runner.records().readmit(left("1"));
        runner.runOnce();
        assertThat(runner.records().erase(left("1")).rows()).isPositive();
        stays(desk.entry(Side.LEFT, "1"));
    }

    /** The process dies between the two: what keeps the record out is durable first, and a second call erases the rest. */
    @Test
    void aStoreThatFailsInTheMiddleLeavesNoGap() {
        desk.left.put("firm", "1", "Countess");
        runner.runOnce();
        SyncRunner dying =
                desk.builder("runner", people()).stateStore(dying(desk.store)).build();
        assertThatThrownBy(() -> dying.records().erase(left("1"))).isInstanceOf(StateStoreException.class);
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.EXCLUDED);
        runner = runner();
        deletedForGood();
        person(desk.right, "again", "Countess", MAIL);
        runner.runOnce();

        stays(desk.entry(Side.RIGHT, "again"));
        assertThat(runner.records().erase(left("1")).rows()).isPositive();
    }

    @Test
    void anotherMappingDoesNotBringItBack() {
        runner.records().erase(left("1"));
        ObjectPair edited = desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                .match(Identifying.by("mail"))
                .build();
        runner.close();
        runner = Desk.enabled(desk.builder("runner", edited).build());
        runner.runOnce();

        stays(desk.entry(Side.LEFT, "1"));
    }

    @Test
    void aRecordThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> runner.records().erase(RecordRef.parse("other:thing/1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other:thing/1");
    }

    @Test
    void nothingIsStoredThatNamesThePerson() {
        runner.records().erase(left("1"));
        List<Entry> kept = desk.store.entries(
                new EntryQuery.InState(Desk.CONNECTION, Suppression.PAIR, Set.of(EntryState.EXCLUDED), null, 100));
        assertThat(kept).isNotEmpty().allMatch(entry -> entry.ref().id().matches("[0-9a-f]{32}"));
    }

    /** A privacy delete that is only seen: the record is gone, as after any other delete for good. */
    @Test
    void withoutAnErasureARecordDeletedForGoodIsNotMadeAnewFromItsCounterpart() {
        desk.left.remove("firm", "1");
        runner.runOnce();
        desk.right.edit("firm", copy(), "name", "Countess");
        runner.runOnce();

        assertThat(desk.left.ids("firm")).isEmpty();
        assertThat(desk.entry(Side.RIGHT, copy()).state()).isEqualTo(EntryState.UNLINKED);
        List<HistoryEntry> made = desk.events(Kind.CREATED);
        assertThat(made).hasSize(1);
    }

    @Test
    void theNameOfTheTombstonesIsNoName() {
        ObjectPair pair = ObjectPair.builder(Suppression.PAIR.value())
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(new SameName())))
                .build();
        assertThatThrownBy(() -> SyncRunner.builder().pair(pair))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tandem-erased");
    }
}
