package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.state.EntryState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for a person says what the person can do. */
class RemedyTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(new SameName(ConflictResolver.MANUAL));
    private final ObjectType firms = desk.left.type("firm");

    @Test
    void severalMatchAtFirstContactAndLater() {
        twins("first");
        runner.runOnce();
        twins("second");
        runner.runOnce();

        for (String id : new String[] {"first-1", "second-1"}) {
            assertThat(runner.explain(firms.ref(id)).text())
                    .contains("AMBIGUOUS (several-match")
                    .contains("merge those that are the same, or change what the rule compares in the others");
        }
    }

    /** What a person does about two of the same name. */
    enum Mended {
        RENAMED,
        DELETED,
        ARCHIVED,
        MERGED,
        MERGED_ANEW,
        ERASED
    }

    @ParameterizedTest
    @EnumSource(Mended.class)
    void thoseThatWereParkedAtFirstContactAreLinkedOnceTheyAreMended(Mended how) {
        twins("first");
        runner.runOnce();
        runner.runOnce();

        mend("first", how);
    }

    @ParameterizedTest
    @EnumSource(Mended.class)
    void thoseThatWereParkedLaterAreLinkedOnceTheyAreMended(Mended how) {
        desk.firmsInStep(1);
        runner.runOnce();
        twins("second");
        runner.runOnce();

        mend("second", how);
    }

    private void mend(String name, Mended how) {
        assertThat(desk.entry(Side.LEFT, name + "-1").state()).isEqualTo(EntryState.AMBIGUOUS);
        String heir = how == Mended.MERGED_ANEW ? name + "-3" : name + "-1";
        switch (how) {
            case RENAMED -> desk.left.put("firm", name + "-2", "another");
            case DELETED -> desk.left.remove("firm", name + "-2");
            case ARCHIVED -> desk.left.archive("firm", name + "-2");
            case MERGED -> desk.left.merge("firm", name + "-1", name + "-2");
            case MERGED_ANEW -> desk.left.mergeAs("firm", heir, name + "-1", name + "-2");
            case ERASED -> runner.records().erase(firms.ref(name + "-2"));
        }
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, heir).ref(Side.RIGHT).id()).isEqualTo(name);
        assertThat(desk.link(Side.LEFT, heir).live()).isTrue();
        assertThat(desk.right.names("firm").stream().filter(name::equals)).hasSize(1);
    }

    @Test
    void whatFacedTheOneThatIsRenamedIsMadeAnewOnTheOtherSide() {
        twins("first");
        runner.runOnce();
        desk.right.put("firm", "first", "another");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("another", "first", "first");
        assertThat(desk.left.names("firm")).containsExactly("another", "first", "first");
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.AMBIGUOUS, 0L);
    }

    @Test
    void thoseThatAreStillSeveralAreNotLookedAt() {
        twins("first");
        desk.left.put("firm", "first-3", "first");
        runner.runOnce();
        runner.runOnce();
        desk.left.put("firm", "first-3", "another");
        runner.runOnce();
        desk.left.clearCalls();
        desk.right.clearCalls();

        assertThat(desk.entry(Side.LEFT, "first-1").mark().due()).isNull();
        assertThat(desk.entry(Side.RIGHT, "first").mark().due()).isNull();
        SyncReport idle = runner.runOnce();
        assertThat(idle.writes()).isZero();
        assertThat(desk.left.calls("read")).isEmpty();
        desk.left.put("firm", "first-2", "a third");
        runner.runOnce();
        assertThat(desk.link(Side.LEFT, "first-1").ref(Side.RIGHT).id()).isEqualTo("first");
    }

    @Test
    void oneOfAOneWayPairThatIsNotParkedItselfSetsTheOthersFreeToo() {
        SyncRunner oneWay = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .direction(Direction.TO_RIGHT)
                                .build())
                .build());
        desk.right.put("firm", "r1", "first");
        desk.right.put("firm", "r2", "first");
        oneWay.runOnce();
        desk.left.put("firm", "1", "first");
        oneWay.runOnce();
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.AMBIGUOUS);
        desk.right.put("firm", "r2", "another");
        oneWay.runOnce();

        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isEqualTo("r1");
        assertThat(desk.right.ids("firm")).hasSize(2);
    }

    @Test
    void oneThatAnotherRuleLinksSetsTheOthersFree() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        SyncRunner byBoth = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(ConflictResolver.PREFER_RIGHT))
                                .matches(List.of(SameField.match("phone"), SameName.MATCH))
                                .build())
                .build());
        twins("first");
        byBoth.runOnce();
        byBoth.runOnce();
        desk.left.edit("firm", "first-2", "phone", "11");
        desk.right.put("firm", "r2", "another");
        desk.right.edit("firm", "r2", "phone", "11");
        byBoth.runOnce();

        assertThat(desk.link(Side.LEFT, "first-2").ref(Side.RIGHT).id()).isEqualTo("r2");
        assertThat(desk.link(Side.LEFT, "first-1").ref(Side.RIGHT).id()).isEqualTo("first");
    }

    @Test
    void thousandsThatFaceNobodyAnyMoreAreAllLookedAtAgain() {
        int many = 1205;
        for (int i = 0; i < many; i++) {
            desk.left.put("firm", "" + (10_000 + i), "first");
        }
        desk.right.put("firm", "r1", "first");
        SyncRunner oneWay = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                                .direction(Direction.TO_LEFT)
                                .build())
                .roundSize(2000)
                .build());
        oneWay.runOnce();
        assertThat(oneWay.pairs().counts("firms")).containsEntry(EntryState.AMBIGUOUS, many + 1L);
        desk.right.remove("firm", "r1");
        oneWay.runOnce();

        assertThat(oneWay.pairs().counts("firms")).containsEntry(EntryState.AMBIGUOUS, 0L);
    }

    private void twins(String name) {
        desk.left.put("firm", name + "-1", name);
        desk.left.put("firm", name + "-2", name);
        desk.right.put("firm", name, name);
    }

    @Test
    void bothEdited() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso AG");
        desk.right.put("firm", "r1", "Contoso GmbH");
        runner.runOnce();

        assertThat(runner.explain(firms.ref("1")).text())
                .contains("both-edited")
                .contains("give both the value that is right");
        desk.right.put("firm", "r1", "Contoso AG");
        runner.runOnce();
        assertThat(runner.explain(firms.ref("1")).text()).contains("agreed: name");
    }

    @Test
    void needsConsent() {
        for (int i = 10; i < 35; i++) {
            desk.left.put("firm", "" + i, "name " + i);
            desk.right.put("firm", "r" + i, "name " + i);
        }
        runner.runOnce();
        for (int i = 10; i < 35; i++) {
            desk.left.put("firm", "" + i, "");
        }
        runner.runOnce();

        assertThat(runner.explain(firms.ref("34")).text())
                .contains("needs-consent")
                .contains("pairs().consentToRemovals(\"firms\", n)");
    }
}
