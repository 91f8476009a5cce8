package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** First contact: records that are the same find each other, and what can not be told apart is left to people. */
class MatchingTest {
    private final Desk desk = new Desk();

    MatchingTest() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
    }

    @Test
    void oneOnEachSideIsLinkedWithoutAnyWrite() {
        desk.firmsInStep(9);

        SyncReport report = byName().runOnce();

        assertThat(report.writes()).isZero();
        assertThat(report.count(Kind.LINKED)).isEqualTo(9);
    }

    @Test
    void aMillionLinksAreNotRemembered() {
        desk.firmsInStep(9);
        ObjectPair pair = desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build();
        Session session = new EngineFixture(pair, desk.left, desk.right).session;

        new PairRun(session, pair, new RemovalScans()).list();
        Matching matching = new Matching(session, pair);
        matching.run();

        assertThat(matching.linked()).isEqualTo(9);
        assertThat(desk.left.ids("firm"))
                .hasSize(9)
                .noneMatch(id -> session.movedMeanwhile(desk.left.type("firm").ref(id)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void severalOnASideAreNamedAndNothingIsMadeOfThem(Side many) {
        for (int i = 1; i <= 7; i++) {
            desk.shelf(many).put("firm", "twin" + i, "Contoso");
        }
        desk.shelf(many.other()).put("firm", "one", "Contoso");

        SyncReport report = byName().runOnce();

        assertThat(report.writes()).isZero();
        assertThat(desk.shelf(many).ids("firm")).hasSize(7);
        assertThat(desk.shelf(many.other()).ids("firm")).hasSize(1);
        assertThat(desk.entry(many.other(), "one").state()).isEqualTo(EntryState.AMBIGUOUS);
        assertThat(Contract.known(desk.entry(many.other(), "one").reason()).detail())
                .contains("rule name finds 1 facing", "firm/twin1", "and 2 more");
        assertThat(Contract.known(desk.entry(many, "twin7").reason()).detail()).contains("finds 7", "firm/one");
        assertThat(report.count(Kind.AMBIGUOUS)).isEqualTo(8);
    }

    @Test
    void severalOnBothSidesAreNotPairedByChance() {
        for (int i = 1; i <= 2; i++) {
            desk.left.put("firm", "l" + i, "Contoso");
            desk.right.put("firm", "r" + i, "Contoso");
        }

        SyncReport report = byName().runOnce();

        assertThat(report.count(Kind.LINKED)).isZero();
        assertThat(report.writes()).isZero();
    }

    @Test
    void severalOfWhichTheOtherSideHasNoneAreAllMade() {
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Contoso");

        byName().runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Contoso");
    }

    @Test
    void aLaterRuleFindsWhatAnEarlierOneDidNot() {
        firm("1", "Contoso", "11", "Contoso", "11");
        firm("2", "Contoso", "22", "Contoso", "22");
        firm("3", "Fabrikam", "33", "Fabrikam", "");

        SyncReport report = byPhoneThenName().runOnce();

        assertThat(report.count(Kind.LINKED)).isEqualTo(3);
        assertThat(report.count(Kind.AMBIGUOUS)).isZero();
        for (String id : new String[] {"1", "2", "3"}) {
            assertThat(desk.link(Side.LEFT, id).ref(Side.RIGHT).id()).isEqualTo("r" + id);
        }
    }

    @Test
    void whatIsAmbiguousByOneRuleMayBeToldByTheNext() {
        firm("1", "Contoso", "11", "Contoso", "11");
        firm("2", "Fabrikam", "11", "Fabrikam", "11");

        SyncReport report = byPhoneThenName().runOnce();

        assertThat(report.count(Kind.LINKED)).isEqualTo(2);
        assertThat(report.count(Kind.AMBIGUOUS)).isZero();
    }

    @Test
    void whatAnEarlierRuleLinkedIsNotAskedForByALaterOne() {
        firm("1", "Contoso", "11", "Fabrikam", "11");
        firm("2", "Fabrikam", "", "Contoso", "");

        byPhoneThenName().runOnce();

        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isEqualTo("r1");
        assertThat(desk.entry(Side.LEFT, "2").link())
                .isNotEqualTo(desk.entry(Side.LEFT, "1").link());
        assertThat(desk.right.ids("firm")).as("2 and r2 have nothing in common").hasSize(3);
    }

    @Test
    void anEmptyFieldMatchesNothing() {
        firm("1", "Contoso", "", "Fabrikam", "");

        byPhoneThenName().runOnce();

        assertThat(desk.left.names("firm")).containsExactly("Contoso", "Fabrikam");
        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Fabrikam");
    }

    @Test
    void whatWasClearedIsNotMatchedByWhatItHeldBefore() {
        firm("1", "Contoso", "11", "Fabrikam", "11");
        desk.right.put("firm", "r2", "Adatum");
        desk.right.edit("firm", "r2", "phone", "11");
        SyncRunner runner = by(SameField.match("phone"));
        runner.runOnce();
        desk.right.remove("firm", "r2");
        desk.right.edit("firm", "r1", "phone", "");
        desk.left.edit("firm", "1", "name", "Contoso Ltd");
        runner.runOnce();

        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isNotEqualTo("r1");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void nothingIsCreatedBeforeBothSidesAreListed(Side broken) {
        desk.fill(9);
        SyncRunner runner = byName();
        desk.shelf(broken).onCall(call -> {
            if (call.startsWith("BASELINE")) {
                throw new ConnectorException(Category.UNAVAILABLE, "no answer");
            }
        });
        SyncReport report = runner.runOnce();
        assertThat(report.ok()).isFalse();
        assertThat(report.writes()).isZero();
        desk.shelf(broken).onCall(call -> {});

        runner.runOnce();

        assertThat(desk.right.names("firm")).hasSize(9).doesNotHaveDuplicates();
    }

    private SyncRunner byName() {
        return desk.firms(DeletePolicy.UNLINK, new SameName());
    }

    private SyncRunner byPhoneThenName() {
        return by(SameField.match("phone"), SameName.MATCH);
    }

    private SyncRunner by(MatchRule... rules) {
        ObjectPair.Builder pair = ObjectPair.builder("firms")
                .variant(desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("phone"))
                        .build()
                        .variants()
                        .get(0));
        List.of(rules).forEach(pair::match);
        return Desk.enabled(desk.builder("runner", pair.build()).build());
    }

    private void firm(String id, String leftName, String leftPhone, String rightName, String rightPhone) {
        desk.left.put("firm", id, leftName);
        desk.left.edit("firm", id, "phone", leftPhone);
        desk.right.put("firm", "r" + id, rightName);
        desk.right.edit("firm", "r" + id, "phone", rightPhone);
    }
}
