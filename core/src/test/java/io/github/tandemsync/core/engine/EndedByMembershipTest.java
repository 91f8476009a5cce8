package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** By policy, the link of a record that leaves ends; what it faced is found again when it comes back in. */
class EndedByMembershipTest {
    private final Members members = new Members();
    private final Desk desk = members.desk;

    @ParameterizedTest
    @CsvSource({"LEFT, false", "LEFT, true", "RIGHT, false", "RIGHT, true"})
    void theTwoFindEachOtherAgainByTheirOldLink(Side side, boolean historic) {
        if (historic) {
            desk.left.hasHistory();
        }
        SyncRunner runner = members.inStep(members.runner(side, ExitPolicy.UNLINK));
        members.leaves(side);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        members.edit(Side.RIGHT, "phone", "555");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(desk.link(side, Members.id(side)).live()).isFalse();
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.events(Kind.UNLINKED)).singleElement().satisfies(event -> {
            assertThat(event.ref()).isEqualTo(members.ref(side));
            assertThat(event.detail()).contains("the membership filter is: kind is member");
        });

        members.comesIn(side);
        runner.runOnce();

        assertThat(desk.left.ids("firm")).containsExactly("1");
        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
        assertThat(members.text(Side.LEFT, "phone")).isEqualTo("555");
        assertThat(members.count(Kind.RESTORED)).isEqualTo(1);
        assertThat(members.entry(side).state()).isEqualTo(EntryState.LINKED);
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void whileOneIsStillOutTheyStayApart() {
        SyncRunner runner = members.inStep(members.runner(members.onBothSides(ExitPolicy.UNLINK, ExitPolicy.UNLINK)));
        members.leaves(Side.LEFT);
        members.leaves(Side.RIGHT);
        runner.runOnce();
        members.comesIn(Side.LEFT);
        runner.runOnce();
        assertThat(desk.link(Side.LEFT, "1").live()).isFalse();

        members.comesIn(Side.RIGHT);
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(members.writes()).isZero();
    }

    @Test
    void aNewRecordIsNotMatchedWithWhatIsOut() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.put("firm", "2", "Contoso");
        desk.left.edit("firm", "2", "kind", Members.MEMBER);
        runner.runOnce();

        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.link(Side.LEFT, "2").ref(Side.RIGHT)).isNotEqualTo(members.ref(Side.RIGHT));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aCounterpartThatSomebodyRemovedMeanwhileIsNotMadeAgain(Side side) {
        SyncRunner runner = members.inStep(members.runner(side, ExitPolicy.UNLINK));
        members.leaves(side);
        runner.runOnce();
        desk.shelf(side.other()).archive("firm", Members.id(side.other()));
        runner.runOnce();
        members.comesIn(side);
        runner.runOnce();
        members.edit(side, "name", "Contoso AG");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.entry(side).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(members.count(Kind.UNLINKED)).as("left, and found alone").isEqualTo(2);

        desk.shelf(side.other()).restore("firm", Members.id(side.other()));
        runner.runOnce();

        assertThat(desk.link(side, Members.id(side)).live()).isTrue();
        assertThat(members.text(side.other(), "name")).isEqualTo("Contoso AG");
    }

    @Test
    void aCounterpartThatIsBroughtBackWhileItIsOutStaysAlone() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.right.archive("firm", "r1");
        runner.runOnce();
        desk.right.restore("firm", "r1");
        runner.runOnce();
        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
        assertThat(desk.link(Side.LEFT, "1").live()).isFalse();

        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(members.writes()).isZero();
    }

    @Test
    void whoWasDeletedWhileOutIsMadeAnewByItsCounterpartOnlyIfThatCameBackToo() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        runner.runOnce();
        desk.left.remove("firm", "1");
        runner.runOnce();
        members.edit(Side.RIGHT, "name", "Contoso AG");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.entry(Side.RIGHT).state()).isEqualTo(EntryState.UNLINKED);
    }

    @Test
    void manyThatComeInAgainAreLookedAtTogether() {
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner", members.pair(Side.LEFT, ExitPolicy.UNLINK).build())
                .roundSize(100)
                .build());
        desk.firmsInStep(30);
        for (String id : desk.left.ids("firm")) {
            desk.left.edit("firm", id, "kind", Members.MEMBER);
        }
        runner.runOnce();
        for (String id : desk.left.ids("firm")) {
            desk.left.edit("firm", id, "kind", Members.FORMER);
        }
        runner.runOnce();
        assertThat(members.count(Kind.UNLINKED)).isEqualTo(30);
        for (String id : desk.left.ids("firm")) {
            desk.left.edit("firm", id, "kind", Members.MEMBER);
        }
        desk.right.clearCalls();
        runner.runOnce();

        assertThat(members.count(Kind.RESTORED)).isEqualTo(30);
        assertThat(desk.right.calls("read"))
                .as("in batches: to find the counterparts, and to merge")
                .hasSize(2 * 30 / ShelfSystem.BATCH);
    }

    @Test
    void aPlanSaysThatTheLinkEndsAndThatItIsTakenUpAgain() {
        SyncRunner runner = members.inStep(members.runner(Side.LEFT, ExitPolicy.UNLINK));
        members.leaves(Side.LEFT);
        assertThat(runner.plan().text()).contains("UNLINKED", "the membership filter is: kind is member");
        members.comesIn(Side.LEFT);
        SyncPlan plan = runner.plan();

        assertThat(plan.text()).contains("both are in again");
        assertThat(plan.writes()).isEmpty();
    }
}
