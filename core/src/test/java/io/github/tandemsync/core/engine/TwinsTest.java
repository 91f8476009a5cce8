package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.PlanItem.Action;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of several that match, the oldest are linked, where the pair says so; the others are left alone, and reported. */
class TwinsTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = runner(Several.OLDEST);

    TwinsTest() {
        desk.left.tellsTime(desk);
        desk.right.tellsTime(desk);
    }

    private SyncRunner runner(Several several) {
        return Desk.enabled(desk.builder("runner", pair(several).build()).build());
    }

    private ObjectPair.Builder pair(Several several) {
        return desk.firmsPair(DeletePolicy.UNLINK, new SameName(ConflictResolver.PREFER_LEFT))
                .several(several);
    }

    /** Each later than the one before. */
    private void put(Side side, String... ids) {
        for (String id : ids) {
            desk.shelf(side).put("firm", id, "Contoso");
            desk.pass(Duration.ofMinutes(1));
        }
    }

    private RecordRef ref(Side side, String id) {
        return desk.shelf(side).type("firm").ref(id);
    }

    private void assertLinked(String left, String right) {
        assertThat(desk.link(Side.LEFT, left).live()).isTrue();
        assertThat(desk.link(Side.LEFT, left).ref(Side.RIGHT).id()).isEqualTo(right);
    }

    private void assertShadowed(Side side, String id, String by) {
        assertThat(desk.entry(side, id).state()).isEqualTo(EntryState.SHADOWED);
        assertThat(runner.explain(ref(side, id)).text())
                .contains("SHADOWED (twin: by rule name it is the same as " + ref(side, by))
                .contains("merge the two, or change what the rule compares in this one");
        assertThat(desk.events(Kind.SHADOWED))
                .filteredOn(event -> event.ref().equals(ref(side, id)))
                .singleElement()
                .satisfies(event -> assertThat(event.other()).isEqualTo(ref(side, by)));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void theOldestLinksAtFirstContactAndTheOthersAreNeitherMatchedNorCreated(Side many) {
        put(many, "3", "1", "2");
        put(many.other(), "one");

        SyncReport report = runner.runOnce();
        runner.runOnce();

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(report.count(Kind.SHADOWED)).isEqualTo(2);
        assertThat(report.writes()).isZero();
        assertThat(desk.link(many, "3").ref(many.other()).id()).isEqualTo("one");
        assertShadowed(many, "1", "3");
        assertShadowed(many, "2", "3");
        assertThat(desk.shelf(many.other()).ids("firm")).containsExactly("one");
        assertThat(desk.events(Kind.AMBIGUOUS)).isEmpty();
    }

    @Test
    void theOldestOfEachSideFaceEachOther() {
        put(Side.LEFT, "b", "a");
        put(Side.RIGHT, "s", "r");

        assertThat(runner.runOnce().writes()).isZero();
        assertLinked("b", "s");
        assertShadowed(Side.LEFT, "a", "b");
        assertShadowed(Side.RIGHT, "r", "s");
    }

    @Test
    void whereNobodySaysWhenTheyWereMadeTheSmallestIdCounts() {
        desk.left.tellsTime(null);
        put(Side.LEFT, "10", "9", "11");
        put(Side.RIGHT, "r1");
        runner.runOnce();

        assertLinked("9", "r1");
    }

    @Test
    void aGroupLargerThanTheStoreNamesIsSettledWhole() {
        int many = 1105;
        for (int i = 0; i < many; i++) {
            put(Side.LEFT, "" + (10_000 + i));
        }
        put(Side.LEFT, "99999");
        desk.left.created("firm", "99999", desk.instant().minus(Duration.ofDays(9)));
        put(Side.RIGHT, "r1");

        SyncReport report = runner.runOnce();

        assertThat(report.writes()).isZero();
        assertLinked("99999", "r1");
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.SHADOWED, (long) many);
        assertThat(report.count(Kind.SHADOWED)).isEqualTo(many);
    }

    @Test
    void whatALaterRuleTellsApartIsNotDecidedByAge() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        SyncRunner byBoth = Desk.enabled(desk.builder(
                        "runner",
                        pair(Several.OLDEST).match(SameField.match("phone")).build())
                .build());
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        desk.left.edit("firm", "2", "phone", "11");
        desk.right.edit("firm", "r1", "phone", "11");
        byBoth.runOnce();

        assertLinked("2", "r1");
    }

    @Test
    void whileOneCanNotBeReadNobodyTellsWhichIsTheOldest() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        desk.left.keepsFromUs(ref(Side.LEFT, "1"));
        assertThat(runner.runOnce().writes()).isZero();
        assertThat(desk.events(Kind.LINKED, Kind.SHADOWED)).isEmpty();
        desk.left.keepsNothingFromUs();
        desk.pass(Duration.ofDays(1));
        runner.runOnce();

        assertLinked("1", "r1");
        assertShadowed(Side.LEFT, "2", "1");
    }

    @Test
    void theOldestOfThoseThatComeLaterLinks() {
        desk.firmsInStep(1);
        runner.runOnce();
        put(Side.LEFT, "2", "1");
        put(Side.RIGHT, "r1");

        assertThat(runner.runOnce().writes()).isZero();
        assertLinked("2", "r1");
        assertShadowed(Side.LEFT, "1", "2");
    }

    @Test
    void parkedOnesAreSettledOnceThePairSaysSo() {
        SyncRunner parks = runner(Several.PARK);
        put(Side.LEFT, "2", "1");
        put(Side.RIGHT, "r1");
        parks.runOnce();
        parks.runOnce();
        assertThat(desk.events(Kind.AMBIGUOUS)).hasSize(3);

        assertThat(runner(Several.OLDEST).runOnce().writes()).isZero();
        assertLinked("2", "r1");
        assertShadowed(Side.LEFT, "1", "2");
    }

    @Test
    void shadowedOnesStaySoWhateverTheMappingSays() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        SyncRunner parks = runner(Several.PARK);
        parks.runOnce();
        desk.left.put("firm", "2", "Contoso");
        parks.runOnce();

        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.SHADOWED);
        assertThat(desk.right.ids("firm")).containsExactly("r1");
    }

    @Test
    void oneThatIsChangedIsARecordOfItsOwn() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        desk.left.put("firm", "2", "Fabrikam");
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso", "Fabrikam");
        assertLinked("1", "r1");
    }

    @Test
    void oneThatIsMergedWithTheOldestIsPartOfIt() {
        put(Side.LEFT, "1", "2", "3");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        desk.left.merge("firm", "1", "2");
        desk.left.mergeAs("firm", "4", "1", "3");
        runner.runOnce();
        runner.runOnce();

        assertLinked("4", "r1");
        assertThat(desk.right.ids("firm")).containsExactly("r1");
    }

    @Test
    void whatOneOfThemTookOverBeforeIsNotCopiedThoughItIsListedStill() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        desk.left.put("firm", "9", "Fabrikam");
        desk.left.qualify(ref(Side.LEFT, "9"), ref(Side.LEFT, "2"));
        runner.runOnce();

        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(desk.entry(Side.LEFT, "9").state()).isEqualTo(EntryState.REPLACED);
        assertShadowed(Side.LEFT, "2", "1");
    }

    @Test
    void oneThatTakesOverTheOldestTakesItsLink() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        desk.left.merge("firm", "2", "1");
        runner.runOnce();

        assertLinked("2", "r1");
    }

    @Test
    void whenTheOldestGoesTheOthersStayAsTheyAreUntilTheyAreTriedAgain() {
        put(Side.LEFT, "1", "2");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        desk.left.remove("firm", "1");
        runner.runOnce();
        desk.left.put("firm", "2", "Contoso");
        runner.runOnce();

        assertShadowed(Side.LEFT, "2", "1");
        assertThat(desk.right.ids("firm")).containsExactly("r1");
        assertThat(runner.records().retry(List.of(ref(Side.LEFT, "2")))).containsExactly(ref(Side.LEFT, "2"));
        runner.runOnce();
        assertLinked("2", "r1");
    }

    @Test
    void oneWhoseUniqueValueIsTakenByWhatItsTwinIsLinkedWithIsShadowed() {
        desk.right.unique("name");
        put(Side.LEFT, "1");
        put(Side.RIGHT, "r1");
        runner.runOnce();
        put(Side.LEFT, "2");
        runner.runOnce();

        assertLinked("1", "r1");
        assertShadowed(Side.LEFT, "2", "1");
        assertThat(desk.right.ids("firm")).containsExactly("r1");
    }

    @Test
    void aLinkPlanShowsTheOldestAndItsTwinsAndIsCarriedOut() {
        put(Side.LEFT, "2", "1");
        put(Side.RIGHT, "r1");

        SyncPlan plan = runner.planLinks();

        assertThat(plan.items())
                .filteredOn(item -> item.action() == Action.LINK)
                .singleElement()
                .satisfies(
                        item -> assertThat(item.ref() + " " + item.other() + " " + item.reason())
                                .isEqualTo(
                                        "left:firm/2 right:firm/r1 rule name finds several; these are the oldest of each side"));
        assertThat(plan.items())
                .filteredOn(item -> item.action() == Action.REPORT)
                .singleElement()
                .satisfies(item -> assertThat(item.reason()).startsWith("SHADOWED: by rule name it is the same as"));
        assertThat(desk.events(Kind.values())).isEmpty();

        SyncReport report = runner.apply(plan);

        assertThat(report.ok()).as(report.text()).isTrue();
        assertLinked("2", "r1");
        assertShadowed(Side.LEFT, "1", "2");
    }

    @Test
    void aPlannedLinkToWhichAnOlderOneHasComeIsNotMade() {
        put(Side.LEFT, "2", "1");
        put(Side.RIGHT, "r1");
        SyncPlan plan = runner.planLinks();
        put(Side.LEFT, "3");
        desk.left.created("firm", "3", desk.instant().minus(Duration.ofDays(9)));

        assertThat(runner.apply(plan).ok()).isFalse();
        assertThat(desk.events(Kind.LINKED, Kind.SHADOWED)).isEmpty();
        runner.runOnce();
        assertLinked("3", "r1");
    }

    @Test
    void aPlanOfALivePairShowsTheSame() {
        desk.firmsInStep(1);
        runner.runOnce();
        put(Side.LEFT, "2", "1");
        put(Side.RIGHT, "r1");

        SyncPlan plan = runner.plan();

        assertThat(plan.writes()).isEmpty();
        assertThat(plan.text()).contains("it is the same as left:firm/2");
    }
}
