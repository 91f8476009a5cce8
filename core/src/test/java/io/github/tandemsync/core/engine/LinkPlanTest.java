package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.PairState.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The links of a first contact can be seen, and approved, before any is made; no record is written by that. */
class LinkPlanTest {
    private static final PairId FIRMS = new PairId("firms");

    private final Desk desk = new Desk();
    private final SyncRunner runner = runner();

    /** Matched by phone, else by name. */
    private SyncRunner runner() {
        desk.left.has("phone", FieldSchema.Kind.TEXT);
        desk.right.has("phone", FieldSchema.Kind.TEXT);
        Variant variant = new Variant(
                desk.left.type("firm"),
                desk.right.type("firm"),
                List.of(new SameName(ConflictResolver.PREFER_LEFT), new SameField("phone")));
        ObjectPair pair = ObjectPair.builder("firms")
                .variant(variant)
                .match(SameField.match("phone"))
                .match(SameName.MATCH)
                .build();
        return Desk.enabled(desk.builder("runner", pair).build());
    }

    private void put(Side side, String id, String name, String phone) {
        desk.shelf(side).put("firm", id, name);
        desk.shelf(side).edit("firm", id, "phone", phone);
    }

    private void fill() {
        put(Side.LEFT, "1", "Contoso", "11");
        put(Side.RIGHT, "r1", "Contoso Ltd", "11");
        put(Side.LEFT, "2", "Fabrikam", "22");
        put(Side.RIGHT, "r2", "Fabrikam", "");
        put(Side.LEFT, "3", "Northwind", "33");
        put(Side.LEFT, "4", "Twin", "");
        put(Side.RIGHT, "r4", "Twin", "");
        put(Side.RIGHT, "r5", "Twin", "");
        put(Side.RIGHT, "r6", "Contoso", ""); // as the first, which the phone finds first
    }

    @Test
    void linksAreShownByTheirRuleAndNoneIsMade() {
        fill();

        SyncPlan plan = runner.planLinks();

        assertThat(plan.items())
                .filteredOn(item -> item.action() == Action.LINK)
                .extracting(item -> item.ref() + " " + item.other() + " " + item.reason())
                .containsExactlyInAnyOrder(
                        "left:firm/1 right:firm/r1 rule by-phone finds one on each side",
                        "left:firm/2 right:firm/r2 rule name finds one on each side");
        assertThat(plan.items())
                .filteredOn(item -> item.action() == Action.REPORT)
                .hasSize(3)
                .allSatisfy(item -> assertThat(item.reason()).startsWith("AMBIGUOUS: rule name finds "));
        assertThat(plan.digest().toCreate()).hasToString("{firms={LEFT=1, RIGHT=1}}");
        assertThat(plan.text()).contains("Links alone", "created afterwards: {LEFT=1, RIGHT=1}");
        StringBuilder json = new StringBuilder();
        plan.sendTo(PlanSink.jsonLines(json));
        assertThat(json).contains("\"toCreate\":{\"firms\":{\"LEFT\":1,\"RIGHT\":1}}");
        assertThat(plan.writes()).isEmpty();
        assertThat(desk.events(Kind.values())).isEmpty();
        assertThat(runner.pairs().counts("firms")).containsEntry(EntryState.LINKED, 0L);
        assertNothingIsWritten();
    }

    @Test
    void whatIsAppliedIsWhatWasPlannedAndThePairIsAsAfterAnyFirstContact() {
        fill();
        SyncPlan plan = runner.planLinks();

        SyncReport report = runner.apply(plan);

        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.count(Kind.LINKED)).isEqualTo(2);
        assertThat(report.count(Kind.AMBIGUOUS)).isEqualTo(3);
        assertNothingIsWritten();
        assertThat(runner.pairs().state("firms").phase()).isEqualTo(Phase.LIVE);
        LinkPlanTest usual = new LinkPlanTest();
        usual.fill();
        assertThat(runner.plan().writes())
                .extracting(PlanItem::toString)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(usual.runner.plan().writes().stream()
                        .map(PlanItem::toString)
                        .toList());
    }

    @Test
    void aLinkWhoseRecordNoLongerMatchesIsNotMade() {
        fill();
        SyncPlan plan = runner.planLinks();
        desk.left.edit("firm", "1", "phone", "99");

        List<RefusedWrite> refused = new ArrayList<>();
        SyncReport report = runner.apply(plan, Consent.NONE, refused::add);

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("firms");
            assertThat(problem.message()).startsWith("1 of 2 planned links were not made because what the records");
        });
        assertThat(refused).singleElement().satisfies(link -> {
            assertThat(Contract.known(link.item()).ref())
                    .isEqualTo(desk.left.type("firm").ref("1"));
            assertThat(link.reason()).startsWith("what the records are matched by has changed");
        });
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.UNMATCHED);
        assertNothingIsWritten();
    }

    @Test
    void whatIsPastItsFirstContactIsNamedByItsFingerprint() {
        fill();
        SyncPlan plan = runner.planLinks();
        runner.runOnce();

        List<RefusedWrite> refused = new ArrayList<>();
        runner.apply(plan.digest(), Consent.NONE, refused::add);

        assertThat(refused).hasSize(2).allSatisfy(link -> {
            assertThat(link.item()).isNull();
            assertThat(plan.items()).extracting(PlanItem::fingerprint).contains(link.fingerprint());
            assertThat(link.reason()).contains("past its first contact");
        });
    }

    @Test
    void ofLinksThatAreAllMadeNoneIsNamed() {
        fill();
        List<RefusedWrite> refused = new ArrayList<>();

        assertThat(runner.apply(runner.planLinks(), Consent.NONE, refused::add).ok())
                .isTrue();
        assertThat(refused).isEmpty();
    }

    @Test
    void aRecordThatWasEditedElsewhereIsLinkedAsPlanned() {
        fill();
        SyncPlan plan = runner.planLinks();
        put(Side.LEFT, "1", "Contoso Inc", "11");

        assertThat(runner.apply(plan).count(Kind.LINKED)).isEqualTo(2);
    }

    @Test
    void aLinkOfWhichASecondCandidateHasComeIsNotMade() {
        fill();
        SyncPlan plan = runner.planLinks();
        put(Side.RIGHT, "r9", "Fabrikam", "");

        SyncReport report = runner.apply(plan);

        assertThat(report.count(Kind.LINKED)).isEqualTo(1);
        assertThat(report.ok()).isFalse();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.AMBIGUOUS);
    }

    @Test
    void whatThePlanDoesNotNameIsLeftToTheNextRun() {
        fill();
        SyncPlan plan = runner.planLinks();
        put(Side.RIGHT, "r3", "Northwind", "33");

        SyncReport report = runner.apply(plan);

        assertThat(report.ok()).isTrue();
        assertThat(report.count(Kind.LINKED)).isEqualTo(2);
        assertThat(runner.runOnce().count(Kind.LINKED)).isPositive();
        assertThat(desk.entry(Side.LEFT, "3").link())
                .isEqualTo(desk.entry(Side.RIGHT, "r3").link());
    }

    @Test
    void aPairPastItsFirstContactSaysSo() {
        fill();
        SyncPlan links = runner.planLinks();
        runner.runOnce();

        assertThat(runner.planLinks().items()).isEmpty();
        assertThat(runner.planLinks().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("first contact is over"));
        assertThat(runner.apply(links).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("2 of 2 planned links were not made because the pair is disabled"));
    }

    @Test
    void aRunAfterALinkPlanThatNobodyAppliedMatchesAsUsual() {
        fill();
        runner.planLinks();

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.link(Side.LEFT, "1").ref(Side.RIGHT).id()).isEqualTo("r1");
        assertThat(runner.pairs().state(FIRMS.value()).phase()).isEqualTo(Phase.LIVE);
    }

    private void assertNothingIsWritten() {
        assertThat(desk.left.calls("write")).isEmpty();
        assertThat(desk.right.calls("write")).isEmpty();
    }
}
