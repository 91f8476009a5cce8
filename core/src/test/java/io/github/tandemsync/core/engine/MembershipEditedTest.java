package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who starts by a membership filter, and what a filter that is edited means for those that have. */
class MembershipEditedTest {
    private final Members members = new Members();
    private final Desk desk = members.desk;

    @ParameterizedTest
    @EnumSource(Side.class)
    void newRecordsThatAreOutDoNotStart(Side side) {
        SyncRunner runner = members.runner(side, ExitPolicy.PAUSE);
        members.leaves(side);
        members.edit(side, "name", "first");
        runner.runOnce();
        desk.shelf(side).put("firm", "later", "second");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(members.entry(side).state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(desk.entry(side, "later").state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(Contract.known(members.entry(side).reason()).detail())
                .contains("the membership filter is: kind is member");

        members.comesIn(side);
        runner.runOnce();

        assertThat(desk.shelf(side.other()).names("firm")).containsExactly("first");
        assertThat(members.entry(side).generation()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void nothingIsMadeAnewBesideATwinThatIsOut(Side out) {
        SyncRunner runner = members.runner(out, ExitPolicy.PAUSE);
        members.edit(Side.LEFT, "name", "Contoso");
        members.edit(Side.RIGHT, "name", "Contoso");
        runner.runOnce();
        members.edit(out.other(), "phone", "555");
        runner.runOnce();

        assertThat(members.writes()).isZero();
        assertThat(Contract.known(members.entry(out.other()).reason()).detail())
                .isEqualTo(members.ref(out) + ", which may be the same, is out");

        members.comesIn(out);
        runner.runOnce();
        runner.runOnce();

        assertThat(desk.link(out, Members.id(out)).live()).isTrue();
        assertThat(members.text(out, "phone")).isEqualTo("555");
        assertThat(members.count(Kind.CREATED)).isZero();
    }

    @Test
    void aTwinThatIsGoneIsNotWaitedForForEver() {
        SyncRunner runner = members.runner(Side.RIGHT, ExitPolicy.PAUSE);
        members.edit(Side.LEFT, "name", "Contoso");
        members.edit(Side.RIGHT, "name", "Contoso");
        runner.runOnce();
        desk.right.remove("firm", "r1");
        desk.pass(Duration.ofHours(24));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
    }

    @Test
    void whatIsInButMayNotStartStaysOut() {
        SyncRunner runner = members.runner(
                members.pair(Side.LEFT, ExitPolicy.PAUSE).entryFilter(Side.LEFT, Members.kind(Members.FORMER)));
        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(Contract.known(members.entry(Side.LEFT).reason()).code()).isEqualTo("filter");
    }

    @Test
    void theEntryFilterIsNotAskedOfWhatIsLinked() {
        SyncRunner runner = members.inStep(members.runner(
                members.pair(Side.LEFT, ExitPolicy.PAUSE).entryFilter(Side.RIGHT, Members.kind(Members.MEMBER))));
        members.leaves(Side.RIGHT);
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();

        assertThat(members.text(Side.RIGHT, "name")).isEqualTo("Contoso AG");
    }

    @Test
    void aCopyThatWouldBeOutIsNotMade() {
        SyncRunner runner = members.runner(desk.firmsPair(
                        DeletePolicy.UNLINK,
                        new SameField("name", ConflictResolver.MANUAL),
                        new SameField("kind", ConflictResolver.MANUAL))
                .membershipFilter(Side.RIGHT, Members.kind(Members.MEMBER)));
        members.edit(Side.LEFT, "name", "Contoso");
        runner.runOnce();
        assertThat(members.writes()).isZero();
        assertThat(members.entry(Side.LEFT).state()).isEqualTo(EntryState.EXCLUDED);
        assertThat(Contract.known(members.entry(Side.LEFT).reason()).detail()).startsWith("its copy would be out");

        members.comesIn(Side.LEFT);
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        members.edit(Side.LEFT, "name", "Contoso AG");
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(members.count(Kind.PAUSED) + members.count(Kind.RESUMED)).isZero();
    }

    @ParameterizedTest
    @EnumSource(ExitPolicy.class)
    void aFilterThatIsAddedLetsThoseLeaveThatAreOut(ExitPolicy policy) {
        members.inStep(members.runner(members.plain())).close();
        desk.left.put("firm", "2", "Fabrikam");
        members.leaves(Side.LEFT);
        run(members.plain());
        desk.left.edit("firm", "2", "kind", Members.MEMBER);
        run(members.plain());

        run(members.pair(Side.LEFT, policy));

        assertThat(members.count(Kind.PAUSED)).isEqualTo(policy == ExitPolicy.PAUSE ? 1 : 0);
        assertThat(members.count(Kind.UNLINKED)).isEqualTo(policy == ExitPolicy.UNLINK ? 1 : 0);
        assertThat(members.count(Kind.REMOVED)).isEqualTo(policy.removes() ? 1 : 0);
        assertThat(desk.link(Side.LEFT, "2").live()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExitPolicy.class,
            names = {"PAUSE", "UNLINK", "ARCHIVE"})
    void aFilterThatLetsThemInAgainBringsThemBack(ExitPolicy policy) {
        outAndEdited(policy);

        run(members.pair(Side.LEFT, policy).membershipFilter(Side.LEFT, Members.kind(Members.FORMER)));

        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.left.names("firm")).containsExactly("Contoso AG");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExitPolicy.class,
            names = {"PAUSE", "UNLINK", "ARCHIVE"})
    void whereTheFilterIsGoneTheyComeBackToo(ExitPolicy policy) {
        outAndEdited(policy);

        run(members.plain());

        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
        assertThat(desk.left.names("firm")).containsExactly("Contoso AG");
        assertThat(members.count(Kind.RESUMED)).isEqualTo(policy == ExitPolicy.PAUSE ? 1 : 0);
    }

    private void outAndEdited(ExitPolicy policy) {
        members.inStep(members.runner(Side.LEFT, policy)).close();
        members.leaves(Side.LEFT);
        run(members.pair(Side.LEFT, policy));
        members.edit(Side.LEFT, "name", "Contoso AG");
        run(members.pair(Side.LEFT, policy));
        assertThat(desk.right.names("firm")).doesNotContain("Contoso AG");
    }

    @Test
    void whatIsPausedStaysPausedWhenThePolicyIsChanged() {
        outAndEdited(ExitPolicy.PAUSE);

        run(members.pair(Side.LEFT, ExitPolicy.ARCHIVE));

        assertThat(members.writes()).isZero();
        assertThat(desk.link(Side.LEFT, "1").live()).isTrue();
        assertThat(members.count(Kind.PAUSED)).isEqualTo(1);
    }

    @Test
    void anEditThatKeepsEverybodyInMarksNobody() {
        members.inStep(members.runner(Side.LEFT, ExitPolicy.PAUSE)).close();
        desk.right.clearCalls();

        SyncReport report = run(members.pair(Side.LEFT, ExitPolicy.UNLINK));

        assertThat(report.writes()).isZero();
        assertThat(desk.right.calls("read")).isEmpty();
    }

    private SyncReport run(ObjectPair.Builder pair) {
        try (SyncRunner runner = members.runner(pair)) {
            runner.runOnce();
            return runner.runOnce();
        }
    }
}
