package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.engine.ShelfConnector.Line;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.memory.InMemoryStateStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of ours that turn up where the store does not expect them: late, or after the store was put back. */
class ForgottenCopiesTest {
    private final Desk desk = new Desk();

    /** Nothing but the create key tells which records belong together. */
    private final ObjectPair pair = ObjectPair.builder("firms")
            .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(new SameName())))
            .build();

    @BeforeEach
    void begin() {
        Desk.enabled(desk.builder("runner", pair).build()).runOnce();
    }

    @Test
    void aCopyThatWeRemovedBecauseItsSourceWasGoneIsMadeAnewWhenTheSourceComesBack() {
        desk.right.keys(CreateKeyKind.UNIQUE);
        desk.right.hasHistory();
        desk.left.put("firm", "1", "Contoso");
        desk.right.line(Line.WRITES_LATE);
        SyncRunner runner = desk.builder("runner", pair).build();
        runner.runOnce();
        desk.right.line(Line.UP);
        desk.left.archive("firm", "1");
        desk.pass(SyncRunnerBuilder.SETTLE_TIME.plusMinutes(1));
        runner.runOnce();
        desk.right.deliver();
        runner.runOnce();
        assertThat(desk.right.ids("firm")).as("a copy of what is gone").isEmpty();

        desk.left.restore("firm", "1");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.events(Kind.RESTORED)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyThatIsThereIsJoinedAgain(CreateKeyKind keys) {
        desk.right.keys(keys);
        copied(12);
        SyncRunner runner = forget();
        runner.runOnce();

        assertThat(desk.right.ids("firm")).as("nothing is made twice").hasSize(12);
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.LINKED, 24L);
    }

    /** What it holds is what its source held when we made it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCopyThatNobodyHasTouchedHasNoWordAgainstAnEditOfItsSource(boolean touched) {
        desk.right.keys(CreateKeyKind.UNIQUE);
        desk.right.hasHistory();
        copied(1);
        String ours = desk.right.newest("firm");
        ObjectPair manual = desk.firmsPair(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL))
                .build();
        SyncRunner runner = Desk.enabled(desk.builder("another", manual)
                .stateStore(new InMemoryStateStore(desk))
                .build());
        desk.left.put("firm", "100", "Fabrikam");
        if (touched) {
            desk.right.put("firm", ours, "Litware");
        }
        runner.runOnce();

        assertThat(desk.left.names("firm")).containsExactly("Fabrikam");
        assertThat(desk.right.names("firm")).containsExactly(touched ? "Litware" : "Fabrikam");
        assertThat(runner.conflicts().count()).isEqualTo(touched ? 1 : 0);
    }

    /** One that is looked at only in a later round than the record that it was made from. */
    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyThatAUserArchivedMeanwhileIsNotMadeAgain(CreateKeyKind keys) {
        desk.right.keys(keys);
        copied(12);
        SyncRunner runner = forget();
        runner.plan();
        String gone = desk.right.newest("firm");
        desk.right.archive("firm", gone);
        runner.runOnce();

        assertThat(desk.right.ids("firm")).hasSize(11);
        assertThat(desk.right.calls("write")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CreateKeyKind.class)
    void aCopyIsJoinedByItsKeyAndNotWithWhatItLooksLikeByNow(CreateKeyKind keys) {
        desk.right.keys(keys);
        copied(1);
        String ours = desk.right.newest("firm");
        desk.right.put("firm", ours, "Fabrikam");
        desk.left.put("firm", "200", "Fabrikam");
        ObjectPair matching = desk.firmsPair(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL))
                .build();
        SyncRunner runner = Desk.enabled(desk.builder("another", matching)
                .stateStore(new InMemoryStateStore(desk))
                .build());
        runner.runOnce();

        Link link = Contract.known(
                runner.explain(desk.right.type("firm").ref(ours)).views().get(0).link());
        assertThat(link.ref(Side.LEFT).id()).isEqualTo("100");
        assertThat(link.live()).isTrue();
        assertThat(desk.right.ids("firm")).as("and a copy of the other one").hasSize(2);
    }

    @Test
    void aUsersCopyInTheBinIsNotTakenForOurs() {
        desk.right.keys(CreateKeyKind.SEARCHED);
        desk.right.hasHistory();
        copied(1);
        String ours = desk.right.newest("firm");
        SyncRunner runner = forget();
        desk.right.copy("firm", ours, "theirs");
        runner.plan();
        desk.right.archive("firm", "theirs");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly(ours);
        assertThat(desk.events(Kind.UNLINKED)).isEmpty();
    }

    /** The store knows the copy by the succession only, and would have it made once more under the id of what another faces. */
    @Test
    void whatHasACopyThatTookOverTheCounterpartOfAnotherStaysApart() {
        String copy = copyThatTookOver();
        SyncRunner runner = putBack(1);
        desk.left.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.remove("firm", copy); // it faces the first by now, and the second has not been decided
            }
        });
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.right.ids("firm"))
                .as("what somebody deleted is not made again")
                .isEmpty();
    }

    @Test
    void alsoIfItTakesOverInTheSameRound() {
        String copy = copyThatTookOver();
        SyncRunner runner = putBack(100);
        desk.right.clearCalls();
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.remove("firm", copy);
            }
        });
        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.right.calls("write")).isEmpty();
    }

    /** Of the second on the left; it takes over what the first faces, and the runner's store knows of neither. */
    private String copyThatTookOver() {
        desk.right.keys(CreateKeyKind.CLIENT_ID);
        InMemoryStateStore lost = new InMemoryStateStore(desk);
        SyncRunner former =
                Desk.enabled(desk.builder("former", matching()).stateStore(lost).build());
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        former.runOnce();
        desk.builder("runner", matching()).build().runOnce();
        desk.left.put("firm", "2", "Fabrikam");
        former.runOnce();
        String copy = desk.right.newest("firm");
        desk.right.merge("firm", copy, "r1");
        desk.right.expireChanges();
        return copy;
    }

    /** The runner, which is to look at the first before the others. */
    private SyncRunner putBack(int round) {
        SyncRunner runner = desk.builder("runner", matching()).roundSize(round).build();
        runner.hint(desk.left.type("firm").ref("1"));
        desk.pass(Duration.ofMinutes(1));
        return runner;
    }

    private ObjectPair matching() {
        return desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
    }

    private void copied(int many) {
        for (int i = 0; i < many; i++) {
            desk.left.put("firm", Integer.toString(100 + i), "firm " + i);
        }
        desk.builder("runner", pair).build().runOnce();
        assertThat(desk.right.ids("firm")).hasSize(many);
    }

    /** A runner with a store that knows nothing. */
    private SyncRunner forget() {
        desk.right.clearCalls();
        return Desk.enabled(desk.builder("another", pair)
                .stateStore(new InMemoryStateStore(desk))
                .build());
    }
}
