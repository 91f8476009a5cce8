package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** References: which of several counterparts is meant, and what becomes of one whose target has none. */
class ReferencesTest {
    private final Desk desk = new Desk();

    @BeforeEach
    void childAndParent() {
        desk.left.hasHistory();
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.left.put("deal", "1", "deal");
        desk.right.put("deal", "r1", "deal");
    }

    @ParameterizedTest
    @CsvSource({"a-firms, b-leads", "z-firms, b-leads"})
    void aTargetThatSeveralPairsLinkIsTheOneOfTheRulesPair(String firms, String leads) {
        linkedTwice();
        SyncRunner runner =
                runner(deals(SameParent.by(firms)), pair(firms, "firm", "firm"), pair(leads, "firm", "lead"));

        refer(Side.LEFT, "1", left("firm", "1"));
        runner.runOnce();

        assertParent(Side.RIGHT, "r1", right("firm", "f1"));
        assertQuiet(runner);
    }

    @Test
    void theOtherPairsRuleRefersToTheOtherCounterpart() {
        linkedTwice();
        SyncRunner runner = runner(
                deals(SameParent.by("b-leads")), pair("a-firms", "firm", "firm"), pair("b-leads", "firm", "lead"));

        refer(Side.LEFT, "1", left("firm", "1"));
        runner.runOnce();

        assertParent(Side.RIGHT, "r1", right("lead", "l1"));
        assertQuiet(runner);
    }

    @Test
    void aRuleThatDoesNotSayWhichOfSeveralItMeansWritesNoneAndSaysSoOnce() {
        linkedTwice();
        SyncRunner runner =
                runner(deals(new SameParent()), pair("a-firms", "firm", "firm"), pair("b-leads", "firm", "lead"));

        refer(Side.LEFT, "1", left("firm", "1"));
        runOften(runner);

        assertThat(desk.right.text("deal", "r1", SameParent.FIELD)).isEmpty();
        assertThat(only(Kind.PARKED).detail()).contains("several pairs");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void aPolymorphicReferenceTravelsBothWays(Side from) {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("account", "a1", "Contoso");
        desk.left.put("person", "1", "Ada");
        desk.right.put("contact", "c1", "Ada");
        desk.left.put("deal", "2", "second");
        desk.right.put("deal", "r2", "second");
        SyncRunner runner = runner(
                deals(SameParent.by("firms", "people")),
                pair("firms", "firm", "account"),
                pair("people", "person", "contact"));

        boolean left = from == Side.LEFT;
        refer(from, left ? "1" : "r1", left ? left("firm", "1") : right("account", "a1"));
        refer(from, left ? "2" : "r2", left ? left("person", "1") : right("contact", "c1"));
        runner.runOnce();

        assertParent(Side.LEFT, "1", left("firm", "1"));
        assertParent(Side.RIGHT, "r1", right("account", "a1"));
        assertParent(Side.LEFT, "2", left("person", "1"));
        assertParent(Side.RIGHT, "r2", right("contact", "c1"));
        assertQuiet(runner);

        refer(from, left ? "1" : "r1", left ? left("person", "1") : right("contact", "c1"));
        runner.runOnce();
        assertParent(from.other(), left ? "r1" : "1", left ? right("contact", "c1") : left("person", "1"));
        assertQuiet(runner);
    }

    @Test
    void aTargetOfATypeThatNoPairLinksIsReportedOnceAndSetWhenOneDoes() {
        desk.left.put("firm", "1", "Contoso");
        SyncRunner runner = runner(deals(new SameParent()));
        refer(Side.LEFT, "1", left("firm", "1"));

        assertThat(runner.plan().items())
                .anySatisfy(item ->
                        assertThat(item.reason()).contains("left:firm/1").contains("no pair of the runner links"));
        runOften(runner);

        assertThat(only(Kind.PARKED).detail()).contains("no pair of the runner links");
        assertThat(desk.right.text("deal", "r1", SameParent.FIELD)).isEmpty();

        SyncRunner wider = runner(deals(new SameParent()), pair("firms", "firm", "firm"));
        wider.runOnce();
        wider.runOnce();

        assertParent(Side.RIGHT, "r1", right("firm", desk.right.newest("firm")));
        assertQuiet(wider);
    }

    @Test
    void aTargetOfATypeThatTheRulesPairDoesNotLinkIsReportedOnce() {
        desk.left.put("person", "9", "Ada");
        SyncRunner runner = runner(
                deals(SameParent.by("firms")), pair("firms", "firm", "account"), pair("people", "person", "contact"));

        refer(Side.LEFT, "1", left("person", "9"));
        runOften(runner);

        assertThat(only(Kind.PARKED).detail()).contains("whose type pair firms does not link");
        assertThat(desk.right.text("deal", "r1", SameParent.FIELD)).isEmpty();
    }

    @Test
    void anExcludedParentIsReportedOnceAndSetOnceItIsLetIn() {
        desk.left.put("firm", "1", "kept out");
        SyncRunner runner = runner(
                deals(SameParent.by("firms")),
                firms().entryFilter(Side.LEFT, not("kept out")).build());
        refer(Side.LEFT, "1", left("firm", "1"));
        runOften(runner);

        assertThat(only(Kind.PARKED).detail()).contains("left:firm/1").contains("EXCLUDED");
        assertThat(desk.right.text("deal", "r1", SameParent.FIELD)).isEmpty();

        desk.left.put("firm", "1", "let in");
        runner.runOnce();
        runner.runOnce();

        assertParent(Side.RIGHT, "r1", right("firm", desk.right.newest("firm")));
        only(Kind.PARKED);
        assertQuiet(runner);
    }

    private void linkedTwice() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "f1", "Contoso");
        desk.right.put("lead", "l1", "Contoso");
    }

    private SyncRunner runner(ObjectPair deals, ObjectPair... others) {
        SyncRunnerBuilder builder = desk.builder("runner", deals);
        Stream.of(others).forEach(builder::pair);
        SyncRunner runner = Desk.enabled(builder.build());
        runner.runOnce();
        return runner;
    }

    private ObjectPair deals(SameParent parent) {
        return pair("deals", "deal", "deal", parent);
    }

    private ObjectPair pair(String id, String left, String right, FieldRule... more) {
        List<FieldRule> rules =
                Stream.concat(Stream.of(new SameName()), Stream.of(more)).toList();
        return ObjectPair.builder(id)
                .variant(new Variant(desk.left.type(left), desk.right.type(right), rules))
                .match(SameName.MATCH)
                .build();
    }

    private ObjectPair.Builder firms() {
        return ObjectPair.builder("firms")
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(new SameName())))
                .match(SameName.MATCH);
    }

    private void refer(Side side, String deal, RecordRef target) {
        desk.shelf(side).edit("deal", deal, SameParent.FIELD, FieldValue.reference(target));
    }

    private void runOften(SyncRunner runner) {
        for (int i = 0; i < 4; i++) {
            runner.runOnce();
            desk.pass(Duration.ofDays(1));
        }
    }

    private RecordRef left(String type, String id) {
        return desk.left.type(type).ref(id);
    }

    private RecordRef right(String type, String id) {
        return desk.right.type(type).ref(id);
    }

    private void assertParent(Side side, String deal, RecordRef target) {
        assertThat(desk.shelf(side).text("deal", deal, SameParent.FIELD))
                .isEqualTo(FieldValue.reference(target).display());
    }

    private void assertQuiet(SyncRunner runner) {
        desk.pass(Duration.ofDays(1));
        assertThat(runner.runOnce().writes()).isZero();
    }

    private HistoryEntry only(Kind kind) {
        List<HistoryEntry> events = desk.events(kind);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static RecordFilter not(String name) {
        return new RecordFilter() {
            @Override
            public Set<String> fields() {
                return Set.of("name");
            }

            @Override
            public boolean accepts(Values values) {
                return !values.orEmpty("name").display().equals(name);
            }

            @Override
            public String describe() {
                return "name is not " + name;
            }
        };
    }
}
