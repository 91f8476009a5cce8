package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import org.junit.jupiter.api.Test;

/** What an explanation tells of a long story, of a record that no pair knows, and of one that was erased. */
class ExplainedTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(), new OneWay("phone"));

    @Test
    void ofALongStoryTheBeginningIsKept() {
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso");
        desk.left.edit("firm", "1", "phone", "555");
        runner.runOnce();
        String copy = desk.right.newest("firm");
        desk.right.edit("firm", copy, "phone", "556");
        runner.runOnce();
        int before = runner.explain(firm("1")).views().get(0).history().size();
        for (int i = 0; i < 120; i++) {
            desk.left.put("firm", "1", "Contoso " + i);
            runner.runOnce();
        }

        Explanation.View view = runner.explain(firm("1")).views().get(0);
        assertThat(view.history()).hasSize(Explainer.EVENTS + 2);
        assertThat(view.history().subList(0, 2))
                .extracting(event -> event.kind())
                .containsExactly(Kind.CREATED, Kind.LINKED);
        assertThat(view.leftOut()).isEqualTo(before - 2 + 20);
        assertThat(runner.explain(firm("1")).text())
                .containsPattern("(?s)history\\n    \\S+ CREATED .*LINKED: created\\n    " + view.leftOut()
                        + " earlier events are left out; runner.history\\(..\\) has them\\n    \\S+ UPDATED")
                .endsWith("name: Contoso 118 -> Contoso 119")
                .contains(
                        "phone: AGREED, though the two sides differ (what led to it is among the events that are left out)");
    }

    @Test
    void ofAStoryThatIsToldWholeNothingIsSaidToBeLeftOut() {
        desk.firmsInStep(1);
        runner.runOnce();
        for (int i = 0; i < 99; i++) {
            desk.left.put("firm", "10000", "Contoso " + i);
            runner.runOnce();
        }

        Explanation.View view = runner.explain(firm("10000")).views().get(0);
        assertThat(view.history()).hasSize(Explainer.EVENTS);
        assertThat(view.leftOut()).isZero();
        assertThat(runner.explain(firm("10000")).text()).doesNotContain("left out");
    }

    // ---- unseen

    @Test
    void aRecordOfATypeThatNoPairHas() {
        assertThat(runner.explain(desk.left.type("ghost").ref("1")).text())
                .isEqualTo(
                        "left:ghost/1: no pair of this runner has the type left:ghost; they have [left:firm, right:firm]");
    }

    @Test
    void aRecordOfAPairThatWasNeverEnabledOrIsDisabled() {
        SyncRunner fresh = desk.builder("runner").build();
        fresh.pairs().enable("people");
        String expected = "left:firm/1: no pair has seen this record yet. In firms: nothing before the pair is enabled:"
                + " pairs().enable(\"firms\")";
        fresh.pairs().disable("firms");
        assertThat(fresh.explain(firm("1")).text()).isEqualTo(expected);

        fresh.pairs().enable("firms");
        fresh.runOnce();
        fresh.pairs().disable("firms");
        assertThat(fresh.explain(firm("1")).text()).isEqualTo(expected);
    }

    @Test
    void aRecordOfAPairThatIsSuspended() {
        runner.runOnce();
        desk.left.hasNo("name");
        desk.pass(SchemaWatch.AGE.plusMinutes(1));
        runner.runOnce();

        assertThat(runner.explain(firm("1")).text())
                .isEqualTo("left:firm/1: no pair has seen this record yet. In firms: nothing for now. "
                        + runner.pairs().suspended("firms"));
    }

    @Test
    void aRecordOfAPairThatRunsIsFoundByWhatIsSaid() {
        assertThat(runner.explain(firm("1")).text())
                .isEqualTo(
                        "left:firm/1: no pair has seen this record yet. In firms: both sides are not listed yet; the next"
                                + " run goes on with it");
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso");
        assertThat(runner.explain(firm("1")).text())
                .isEqualTo(
                        "left:firm/1: no pair has seen this record yet. In firms: see that the id is right; if the record is"
                                + " there, runner.hint(..) has the next run look at it");

        runner.hint(firm("1"));
        runner.runOnce();
        assertThat(runner.explain(firm("1")).unseen()).isNull();
        assertThat(runner.explain(firm("1")).text()).contains("in firms: LINKED");
    }

    // ---- erased

    @Test
    void whatWasAgreedOnIsSaidToBeErased() {
        desk.firmsInStep(1);
        runner.runOnce();
        runner.records().erase(firm("10000"));

        for (RecordRef ref :
                new RecordRef[] {firm("10000"), desk.right.type("firm").ref("r10000")}) {
            assertThat(runner.explain(ref).text())
                    .contains("\n    erased: name, phone\n")
                    .doesNotContain("never agreed");
        }
    }

    private RecordRef firm(String id) {
        return desk.left.type("firm").ref(id);
    }
}
