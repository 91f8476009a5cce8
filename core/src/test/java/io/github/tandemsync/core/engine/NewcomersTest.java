package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Records that come up while a pair is live find their counterparts, or are made on the other side. */
class NewcomersTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName());

    NewcomersTest() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.right.clearCalls();
    }

    @Test
    void oneOnEachSideIsLinkedWithoutAnyWrite() {
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.put("firm", "r2", "Fabrikam");

        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.link(Side.LEFT, "2").ref(Side.RIGHT).id()).isEqualTo("r2");
    }

    @Test
    void oneWhoseNameIsTakenByALinkedRecordIsMadeAllTheSame() {
        desk.left.put("firm", "2", "Contoso");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Contoso");
        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isEqualTo("r1");
    }

    @Test
    void severalAreNamedAndNothingIsMadeOfThem() {
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.put("firm", "r2", "Fabrikam");
        desk.right.put("firm", "r3", "Fabrikam");

        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(Contract.known(desk.entry(Side.LEFT, "2").reason()).detail())
                .contains("finds 1 facing 2: [right:firm/r2, right:firm/r3]");
        assertThat(Contract.known(desk.entry(Side.RIGHT, "r3").reason()).detail())
                .contains("finds 2 facing 1: [left:firm/2]");
        assertThat(desk.events(Kind.AMBIGUOUS)).hasSize(3);
    }

    @Test
    void aTwinThatCanNotBeSeenNowIsWaitedFor() {
        desk.right.put("firm", "r2", "Fabrikam");
        desk.right.refusesCreates(true);
        desk.left.refusesCreates(true);
        runner.runOnce();
        desk.right.keepsFromUs(desk.right.type("firm").ref("r2"));
        desk.pass(Duration.ofHours(2));
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.refusesCreates(false);
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1", "r2");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.FAILING);
    }

    @Test
    void aUniqueValueThatALinkedRecordHoldsIsAmbiguousWithBothNamed() {
        desk.right.unique("name");
        desk.left.put("firm", "2", "Contoso");
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(desk.events(Kind.AMBIGUOUS)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(desk.left.type("firm").ref("2"));
            assertThat(event.other()).isEqualTo(desk.right.type("firm").ref("r1"));
            assertThat(event.detail()).contains("right:firm/r1");
        });
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        desk.pass(Duration.ofDays(1));
        runner.runOnce();
        assertThat(desk.right.calls("write")).as("not tried again").hasSize(1);
    }

    @Test
    void aRecordWithTheSameUniqueValueThatCameMeanwhileIsLinkedOnceItIsSeen() {
        desk.right.unique("name");
        desk.left.put("firm", "2", "Fabrikam");
        comesBeforeTheWrite("theirs", "Fabrikam");
        runner.runOnce();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.AMBIGUOUS);

        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1", "theirs");
        assertThat(desk.link(Side.LEFT, "2").ref(Side.RIGHT).id()).isEqualTo("theirs");
    }

    @Test
    void aRecordThatIsEditedUntilItMatchesIsLinked() {
        desk.right.unique("name");
        desk.left.put("firm", "2", "Contoso");
        runner.runOnce();
        desk.right.put("firm", "r9", "Fabrikam");
        desk.left.put("firm", "2", "Fabrikam");
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "2").ref(Side.RIGHT).id()).isEqualTo("r9");
    }

    @Test
    void whatMatchesARecordThatTakesOverOthersJustNowIsNotMadeBesideIt() {
        desk.left.put("firm", "2", "Fabrikam");
        desk.right.put("firm", "r2", "Fabrikam");
        desk.right.put("firm", "r3", "Fabrikam");
        runner.runOnce();
        desk.left.put("firm", "3", "Fabrikam");
        desk.left.mergeAs("firm", "4", "2", "3");
        desk.right.put("firm", "r2", "Fabrikam");

        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.entry(Side.RIGHT, "r2").state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(desk.entry(Side.LEFT, "4").state()).isEqualTo(EntryState.AMBIGUOUS);
    }

    private void comesBeforeTheWrite(String id, String name) {
        desk.right.onCall(call -> {
            if (call.startsWith("write")) {
                desk.right.onCall(any -> {});
                desk.right.put("firm", id, name);
            }
        });
    }
}
