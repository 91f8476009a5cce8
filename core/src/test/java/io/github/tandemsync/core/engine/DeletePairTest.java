package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
import io.github.tandemsync.core.connector.FencedException;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.ConnectionState;
import io.github.tandemsync.core.state.CursorKey;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryQuery;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.SavedCursor;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pair that is deleted leaves nothing in the store, everything in the systems, and may begin again. */
class DeletePairTest {
    private static final PairId FIRMS = new PairId("firms");

    private final Desk desk = new Desk();

    /** Nothing but the create key tells which records belong together. */
    private ObjectPair unmatched(DeletePolicy policy) {
        return ObjectPair.builder("firms")
                .onRemoved(Side.LEFT, policy)
                .onRemoved(Side.RIGHT, policy)
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(new SameName())))
                .build();
    }

    private SyncRunner keyed(DeletePolicy policy) {
        return Desk.enabled(desk.builder("runner", unmatched(policy)).build());
    }

    private static void delete(SyncRunner runner, String pair) {
        runner.pairs().disable(pair);
        runner.pairs().delete(pair);
    }

    private static SyncReport again(SyncRunner runner, String pair) {
        delete(runner, pair);
        runner.pairs().enable(pair);
        return runner.runOnce();
    }

    private void clearCalls() {
        desk.left.clearCalls();
        desk.right.clearCalls();
    }

    private List<String> writes() {
        List<String> writes = new ArrayList<>(desk.left.calls("write"));
        writes.addAll(desk.right.calls("write"));
        return writes;
    }

    private static List<LinkId> links(SyncRunner runner, String pair) {
        List<LinkId> links = new ArrayList<>();
        runner.pairs().links(pair, links::add);
        return links;
    }

    @Test
    void nothingOfItIsLeftAndTheOtherPairIsAsBefore() {
        desk.fill(7);
        SyncRunner runner = desk.runner();
        runner.runOnce();
        desk.left.put("firm", "101", "renamed");
        runner.runOnce();
        List<LinkId> people = links(runner, "people");
        clearCalls();

        delete(runner, "firms");

        assertThat(writes()).isEmpty();
        assertThat(desk.store.history(HistoryQuery.of(Desk.CONNECTION).pair(FIRMS)))
                .isEmpty();
        assertThat(runner.pairs().counts("firms").values()).containsOnly(0L);
        assertThat(runner.pairs().state("firms")).isEqualTo(PairState.NEW);
        assertThat(links(runner, "firms")).isEmpty();
        ConnectionState left = desk.store.connection(Desk.CONNECTION);
        assertThat(left.pairs()).containsOnlyKeys(new PairId("people"));
        assertThat(left.cursors().keySet())
                .isNotEmpty()
                .noneMatch(key -> key.pair().equals(FIRMS));
        assertThat(left.pins()).as("whom the store belongs to").containsKey("account.LEFT");
        assertThat(links(runner, "people")).isEqualTo(people).hasSize(7);
        runner.runOnce();
        assertThat(runner.pairs().counts("firms").values())
                .as("it does not begin by itself")
                .containsOnly(0L);
    }

    @Test
    void begunAgainItLinksTheSameRecordsAndWritesNothing() {
        desk.fill(23);
        SyncRunner runner = desk.runner();
        runner.runOnce();
        List<LinkId> before = links(runner, "firms");
        clearCalls();

        SyncReport report = again(runner, "firms");

        assertThat(report.ok()).isTrue();
        assertThat(writes()).isEmpty();
        assertThat(links(runner, "firms")).isEqualTo(before).hasSize(23);
        assertThat(desk.isInStep()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void copiesThatNoMatchRuleFindsAreFoundByTheirKeys(CreateKeyKind keys) {
        desk.right.keys(keys);
        SyncRunner runner = keyed(DeletePolicy.UNLINK);
        copied(runner, 12);
        List<LinkId> before = links(runner, "firms");
        clearCalls();

        again(runner, "firms");

        assertThat(writes()).isEmpty();
        assertThat(desk.right.ids("firm")).as("nothing is made twice").hasSize(12);
        assertThat(links(runner, "firms")).isEqualTo(before);
        desk.left.put("firm", "103", "renamed");
        runner.runOnce();
        assertThat(desk.right.names("firm")).as("it syncs as before").contains("renamed");
    }

    /** Its key is not the first that was derived for its source, and its forerunners are in the bin. */
    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyThatWasMadeAnewIsFoundByItsKeyToo(CreateKeyKind keys) {
        desk.right.reportsNoRemovals();
        desk.right.keys(keys);
        SyncRunner runner = keyed(DeletePolicy.ARCHIVE);
        copied(runner, 8);
        for (int times = 0; times < 2; times++) {
            desk.left.archive("firm", "103");
            runner.runOnce();
            desk.left.restore("firm", "103");
            runner.runOnce();
        }
        List<LinkId> before = links(runner, "firms");
        assertThat(desk.entry(Side.LEFT, "103").generation()).isEqualTo(2);
        clearCalls();

        again(runner, "firms");

        assertThat(writes()).isEmpty();
        assertThat(desk.right.ids("firm")).hasSize(8);
        assertThat(links(runner, "firms")).isEqualTo(before);
        desk.left.archive("firm", "103");
        runner.runOnce();
        desk.left.restore("firm", "103");
        runner.runOnce();
        assertThat(desk.right.names("firm"))
                .as("its next copy has a key of its own again")
                .hasSize(8)
                .contains("firm 103");
    }

    /** Nothing in the bin tells of the copies before the one that is there. */
    @Test
    void aCopyThatWasMadeAnewIsFoundWhereItsForerunnersAreDeleted() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        SyncRunner runner = keyed(DeletePolicy.DELETE);
        copied(runner, 8);
        desk.left.archive("firm", "103");
        runner.runOnce();
        desk.left.restore("firm", "103");
        runner.runOnce();
        clearCalls();

        again(runner, "firms");

        assertThat(writes()).isEmpty();
        assertThat(desk.right.ids("firm")).hasSize(8);
        assertThat(links(runner, "firms")).hasSize(8);
    }

    @Test
    void whatWasDeletedWhileItWasAwayIsNotMadeAgainAsLongAsTheSystemShowsIt() {
        desk.right.reportsNoRemovals();
        desk.right.keys(CreateKeyKind.UNIQUE);
        SyncRunner runner = keyed(DeletePolicy.UNLINK);
        copied(runner, 3);
        String gone = desk.right.newest("firm");
        delete(runner, "firms");
        desk.right.archive("firm", gone);
        clearCalls();

        runner.pairs().enable("firms");
        runner.runOnce();

        assertThat(writes()).isEmpty();
        assertThat(links(runner, "firms")).hasSize(2);
    }

    @Test
    void valuesThatDifferAreAConflictForThePolicy() {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.firmsInStep(1);
        runner.runOnce();
        desk.right.keys(CreateKeyKind.UNIQUE);
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        String copy = desk.right.newest("firm");
        delete(runner, "firms");
        desk.right.put("firm", copy, "Contoso Ltd");

        runner.pairs().enable("firms");
        SyncReport report = runner.runOnce();

        assertThat(desk.right.text("firm", copy, "name"))
                .as("the policy prefers the left, and no base says who moved")
                .isEqualTo("Contoso");
        assertThat(report.writes()).isEqualTo(1);
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void anEnabledPairIsNotDeleted() {
        desk.fill(3);
        SyncRunner runner = desk.runner();
        runner.runOnce();

        assertThatThrownBy(() -> runner.pairs().delete("firms"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is enabled")
                .hasMessageContaining("pairs().disable(\"firms\") first");

        assertThat(links(runner, "firms")).hasSize(3);
    }

    @Test
    void aPairNobodyKnowsIsAnErrorAndADeletedOneMayBeDeletedAgain() {
        SyncRunner runner = desk.runner();
        assertThatThrownBy(() -> runner.pairs().delete("ghosts"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ghosts")
                .hasMessageContaining("[firms, people]");
        delete(runner, "firms");
        runner.pairs().delete("firms");
        assertThat(runner.pairs().stored()).containsExactly(new PairId("people"));
    }

    @Test
    void aPairWhoseMappingAndSystemsAreGoneCanBeExportedDisabledAndDeleted() {
        desk.fill(5);
        SyncRunner before = desk.runner();
        before.runOnce();
        before.close();
        ObjectPair firms = desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
        desk.left.unreachable();
        desk.right.unreachable();
        SyncRunner runner = desk.builder("runner", firms).build();

        assertThat(runner.pairs().ids()).containsExactly(FIRMS);
        assertThat(runner.pairs().stored()).containsExactly(FIRMS, new PairId("people"));
        assertThat(links(runner, "people")).hasSize(5);
        assertThatThrownBy(() -> runner.pairs().delete("people")).hasMessageContaining("is enabled");
        delete(runner, "people");

        assertThat(runner.pairs().stored()).containsExactly(FIRMS);
        assertThat(links(runner, "firms")).hasSize(5);
        assertThatThrownBy(() -> runner.pairs().enable("people"))
                .as("without its mapping it can not run")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWriteThatMayStillArriveKeepsThePairFromBeingDeleted() {
        SyncRunner runner = keyed(DeletePolicy.UNLINK);
        desk.right.line(Line.WRITES_LATE);
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        runner.pairs().disable("firms");

        assertThatThrownBy(() -> runner.pairs().delete("firms"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 may still arrive")
                .hasMessageContaining(
                        desk.instant().plus(SyncRunnerBuilder.SETTLE_TIME).toString());

        assertThat(desk.store.intents(Desk.CONNECTION)).hasSize(1);
    }

    /** Also where nothing keeps the key from being used twice. */
    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCreateWhoseOutcomeIsForgottenIsFoundByItsKey(CreateKeyKind keys) {
        desk.right.keys(keys);
        SyncRunner runner = keyed(DeletePolicy.UNLINK);
        desk.right.line(Line.WRITES_LATE);
        desk.left.put("firm", "1", "Contoso");
        runner.runOnce();
        runner.pairs().disable("firms");
        desk.right.line(Line.UP);
        desk.right.deliver();
        desk.pass(SyncRunnerBuilder.SETTLE_TIME);
        clearCalls();

        runner.pairs().delete("firms");
        assertThat(desk.store.intents(Desk.CONNECTION)).isEmpty();
        runner.pairs().enable("firms");
        runner.runOnce();

        assertThat(writes()).isEmpty();
        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(links(runner, "firms")).hasSize(1);
    }

    @Test
    void childrenOfAnotherPairKeepTheirParentsAndThoseThatWaitGoOnWaiting() {
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        ObjectPair firms = desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
        ObjectPair people = ObjectPair.builder("people")
                .variant(new Variant(
                        desk.left.type("person"), desk.right.type("person"), List.of(new SameName(), new SameParent())))
                .match(SameName.MATCH)
                .build();
        SyncRunner runner =
                Desk.enabled(desk.builder("runner", firms).pair(people).build());
        desk.firmsInStep(1);
        desk.left.put("person", "1", "Ann");
        desk.left.edit("person", "1", SameParent.FIELD, parent("10000"));
        runner.runOnce();
        String ann = desk.right.newest("person");
        assertThat(desk.right.text("person", ann, SameParent.FIELD)).contains("r10000");

        delete(runner, "firms");
        desk.left.put("person", "1", "Anne");
        desk.left.put("person", "2", "Bob");
        desk.left.edit("person", "2", SameParent.FIELD, parent("10000"));
        runner.runOnce();

        String bob = desk.right.newest("person");
        assertThat(desk.right.text("person", ann, "name")).isEqualTo("Anne");
        assertThat(desk.right.text("person", ann, SameParent.FIELD)).contains("r10000");
        assertThat(desk.right.text("person", bob, SameParent.FIELD)).doesNotContain("r10000");

        runner.pairs().enable("firms");
        runner.runOnce();

        assertThat(desk.right.text("person", bob, SameParent.FIELD)).contains("r10000");
        assertThat(desk.right.names("person")).containsExactly("Anne", "Bob");
    }

    private FieldValue parent(String id) {
        return FieldValue.reference(desk.left.type("firm").ref(id));
    }

    @Test
    void aRunInSlicesGoesOnWithoutIt() {
        desk.fill(17);
        SyncRunner runner = desk.runner();
        SliceBudget three = SliceBudget.ofEntries(3);
        while (desk.right.calls("write").isEmpty()) {
            assertThat(runner.runSlice(three).more()).isTrue();
        }
        delete(runner, "people");
        int people = desk.right.names("person").size();
        runner.pairs().enable("people");

        boolean more = true;
        for (int slices = 0; more; slices++) {
            assertThat(slices).isLessThan(100);
            more = runner.runSlice(three).more();
        }
        assertThat(desk.right.names("firm")).hasSize(17);
        assertThat(desk.right.names("person"))
                .as("it begins with first contact, in the next run")
                .hasSize(people);

        runner.runOnce();
        assertThat(desk.isInStep()).isTrue();
        assertThat(desk.right.names("person")).hasSize(17);
        assertThat(desk.left.names("person")).hasSize(17);
    }

    /** What it once knew of the pair counts no more: it would make what the listing has not come to yet. */
    @Test
    void aRunInSlicesOfAnotherNodeLeavesItToTheListing() {
        desk.fill(16);
        SyncRunner slow = desk.runner();
        SliceBudget three = SliceBudget.ofEntries(3);
        while (desk.right.calls("write firm").isEmpty()) {
            slow.runSlice(three);
        }
        SyncRunner other = desk.builder("other").build();
        delete(other, "firms");
        other.pairs().enable("firms");
        other.runSlice(SliceBudget.ofEntries(1));
        assertThat(other.pairs().state("firms").phase()).isEqualTo(PairState.Phase.LISTING);
        other.hint(left("114"));

        boolean more = true;
        for (int slices = 0; more; slices++) {
            assertThat(slices).isLessThan(100);
            more = slow.runSlice(three).more();
        }
        other.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(16);
        assertThat(desk.isInStep()).isTrue();
    }

    /** One that moved without marks is kept in memory, and saved with the next commit. */
    @Test
    void aCursorThatWasNotSavedYetIsForgottenToo() {
        desk.fill(3);
        SyncRunner runner = desk.runner();
        runner.runOnce();
        desk.left.put("ship", "1", "no pair has it");
        runner.runSlice(SliceBudget.unlimited());
        try (SyncRunner other = desk.builder("other").build()) {
            other.pairs().disable("firms");
        }

        runner.pairs().delete("firms");

        assertThat(desk.store.connection(Desk.CONNECTION).cursors().keySet())
                .isNotEmpty()
                .noneMatch(key -> key.pair().equals(FIRMS));
    }

    @Test
    void whoeverForgetsItKnowsNothingOfItAnyMore() {
        EngineFixture engine = new EngineFixture(unmatched(DeletePolicy.UNLINK), desk.left, desk.right);
        CursorKey key = new CursorKey(FIRMS, desk.left.type("firm"), FeedMode.CHANGES);
        engine.session.commit(new StateChange()
                .pair(FIRMS, PairState.NEW.enabled(true))
                .cursor(key, new SavedCursor(new Cursor("1"), EngineFixture.START)));

        engine.session.commit(new StateChange().forget(FIRMS));

        assertThat(engine.session.pair(FIRMS)).isEqualTo(PairState.NEW);
        assertThat(engine.session.cursor(key)).isNull();
    }

    @Test
    void fromInsideARunItIsRefused() {
        List<Throwable> refused = new ArrayList<>();
        List<SyncRunner> itself = new ArrayList<>();
        desk.fill(2);
        SyncRunner runner = Desk.enabled(desk.builder("runner")
                .listener(new SyncListener() {
                    @Override
                    public void started(String run) {
                        try {
                            itself.get(0).pairs().delete("firms");
                        } catch (IllegalStateException e) {
                            refused.add(e);
                        }
                    }
                })
                .build());
        itself.add(runner);

        runner.runOnce();

        assertThat(refused).singleElement().satisfies(why -> assertThat(why).hasMessageContaining("from its own run"));
        assertThat(runner.pairs().stored()).contains(FIRMS);
    }

    @Test
    void whileAnotherRunnerHoldsTheLeaseItIsRefused() {
        desk.fill(3);
        SyncRunner runner = desk.runner();
        runner.runOnce();
        runner.pairs().disable("firms");
        desk.pass(SyncRunnerBuilder.LEASE_TERM.plus(Duration.ofMinutes(1)));
        SyncRunner other = desk.builder("other").build();
        other.runOnce();

        assertThatThrownBy(() -> runner.pairs().delete("firms")).isInstanceOf(FencedException.class);

        assertThat(links(runner, "firms")).as("a look needs no lease").hasSize(3);
    }

    @Test
    void theIdentityMapTellsEveryLiveLinkAndNoOther() {
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());
        desk.firmsInStep(1203);
        runner.runOnce();
        desk.left.archive("firm", "10001");
        desk.right.keepsFromUs(desk.right.type("firm").ref("r10002"));
        desk.left.put("firm", "10002", "renamed");
        desk.left.archive("firm", "10003");
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "10002").state()).isIn(EntryState.FAILING, EntryState.SUSPENDED);

        List<LinkId> links = links(runner, "firms");

        assertThat(links).hasSize(1201).doesNotHaveDuplicates().isSorted();
        assertThat(links)
                .contains(new LinkId(left("10000"), right("r10000")), new LinkId(left("10002"), right("r10002")))
                .noneMatch(link -> link.left().equals(left("10001")));
    }

    private RecordRef left(String id) {
        return desk.left.type("firm").ref(id);
    }

    private RecordRef right(String id) {
        return desk.right.type("firm").ref(id);
    }

    private void copied(SyncRunner runner, int many) {
        for (int i = 0; i < many; i++) {
            desk.left.put("firm", Integer.toString(100 + i), "firm " + (100 + i));
        }
        runner.runOnce();
        assertThat(desk.right.ids("firm")).hasSize(many);
    }
}
