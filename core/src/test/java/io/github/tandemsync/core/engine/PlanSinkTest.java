package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.engine.PlanItem.Action;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan goes to a sink item by item, and what is kept of it is enough to carry it out. */
class PlanSinkTest {
    private final Desk desk = new Desk();

    /** What counts of a stream: the items that were not withdrawn. */
    private static class Counted implements PlanSink {
        final List<PlanItem> items = new ArrayList<>();

        @Nullable
        PlanDigest end;

        @Override
        public void item(PlanItem item) {
            assertThat(end).as("nothing comes after the end").isNull();
            items.add(item);
        }

        @Override
        public void withdrawn(String fingerprint) {
            assertThat(items.removeIf(item -> item.fingerprint().equals(fingerprint)))
                    .isTrue();
        }

        @Override
        public void ended(PlanDigest plan) {
            end = plan;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 2000})
    void theSinkGetsWhatThePlanInMemoryHas(int roundSize) {
        desk.fill(17);
        Counted sink = new Counted();

        PlanDigest streamed = Desk.enabled(
                        desk.builder("runner").roundSize(roundSize).build())
                .plan(sink);

        Desk same = new Desk();
        same.fill(17);
        SyncPlan plan = Desk.enabled(same.builder("runner").roundSize(roundSize).build())
                .plan();
        assertThat(sink.end).isSameAs(streamed);
        assertThat(sink.items)
                .extracting(PlanItem::toString)
                .containsExactlyElementsOf(
                        plan.items().stream().map(PlanItem::toString).toList());
        assertThat(streamed.counts()).isEqualTo(plan.counts()).containsEntry(Action.CREATE, 16L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 2000})
    void aStreamedPlanOfAQuietSystemIsCarriedOut(int roundSize) {
        desk.fill(17);
        SyncRunner runner =
                Desk.enabled(desk.builder("runner").roundSize(roundSize).build());

        SyncReport report = runner.apply(runner.plan(new Counted()));

        assertThat(report.problems()).isEmpty();
        assertThat(report.writes()).isEqualTo(16);
        assertThat(desk.isInStep()).isTrue();
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void whatMovedSinceAStreamedPlanIsRefused() {
        desk.left.put("firm", "1", "Contoso");
        desk.left.put("firm", "2", "Fabrikam");
        SyncRunner runner = desk.runner();
        PlanDigest plan = runner.plan(new Counted());
        desk.left.put("firm", "1", "Contoso Ltd");

        SyncReport report = runner.apply(plan);

        assertThat(desk.right.names("firm")).containsExactly("Fabrikam");
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("1 of 2 planned writes were not sent"));
    }

    @Test
    void aWriteThatLacksARecordWhichIsLinkedLaterIsTakenBackAndPlannedAnew() {
        desk.left.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        desk.right.has(SameParent.FIELD, FieldSchema.Kind.REFERENCE);
        SyncRunner runner = Desk.enabled(desk.builder(
                        "runner",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameParent())
                                .build())
                .roundSize(1)
                .build());
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        runner.runOnce();
        desk.left.put("firm", "1", "Contoso Ltd");
        desk.left.edit(
                "firm",
                "1",
                SameParent.FIELD,
                FieldValue.reference(desk.left.type("firm").ref("9")));
        desk.left.put("firm", "9", "Holding");
        desk.right.put("firm", "r9", "Holding");
        List<String> withdrawn = new ArrayList<>();
        Counted sink = new Counted() {
            @Override
            public void withdrawn(String fingerprint) {
                super.withdrawn(fingerprint);
                withdrawn.add(fingerprint);
            }
        };

        PlanDigest plan = runner.plan(sink);

        assertThat(withdrawn).isNotEmpty();
        assertThat(sink.items)
                .filteredOn(PlanItem::isWrite)
                .singleElement()
                .satisfies(item -> assertThat(item.fields())
                        .extracting(PlanItem.FieldChange::field)
                        .containsExactlyInAnyOrder("name", SameParent.FIELD));
        assertThat(plan.counts()).containsEntry(Action.UPDATE, 1L);
        SyncReport report = runner.apply(plan);
        assertThat(report.ok()).as(report.text()).isTrue();
        assertThat(report.writes()).isEqualTo(1);
        assertThat(desk.right.names("firm")).containsExactly("Contoso Ltd", "Holding");
        assertThat(runner.runOnce().writes()).isZero();
    }

    @Test
    void makingAPlanSaysWhatItHasSettled() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");

        SyncPlan plan = desk.runner().plan();

        assertThat(plan.settled().toString()).isEqualTo("{LINKED=1}");
        assertThat(plan.text()).contains("Settled by making it, without a write: {LINKED=1}");
    }

    @Test
    void aFaultOfTheSinkEndsThePlanningAndNothingIsWritten() {
        desk.fill(5);
        SyncRunner runner = desk.runner();
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> runner.plan(PlanSink.jsonLines(full)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk full");

        assertThat(desk.left.calls("write")).isEmpty();
        assertThat(desk.right.calls("write")).isEmpty();
        assertThat(runner.plan().writes()).hasSize(4);
    }

    @Test
    void aSinkMayNotCallTheRunner() {
        desk.fill(2);
        SyncRunner runner = desk.runner();

        assertThatThrownBy(() -> runner.plan(new Counted() {
                    @Override
                    public void item(PlanItem item) {
                        runner.runOnce();
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void jsonLinesNameWhatThereIsToKnowOfEachField() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.put("firm", "r1", "Contoso");
        SyncRunner runner = desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL));
        runner.runOnce();
        desk.left.put("firm", "1", "\"Contoso\" \\ Ltd\n\u0001\ud800é");
        StringBuilder out = new StringBuilder();

        runner.plan(PlanSink.jsonLines(out));

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"line\":\"item\",\"pair\":\"firms\",\"action\":\"UPDATE\",\"side\":\"RIGHT\","
                        + "\"ref\":\"right:firm/r1\",\"other\":\"left:firm/1\",\"reason\":\"differs from left:firm/1\","
                        + "\"fields\":[{\"rule\":\"name\",\"field\":\"name\",\"decision\":\"FOLLOW\","
                        + "\"reason\":\"changed in left\",\"base\":\"Contoso\",\"before\":\"Contoso\","
                        + "\"after\":\"\\\"Contoso\\\" \\\\ Ltd\\u000a\\u0001\\ud800é\","
                        + "\"facing\":{\"base\":{\"name\":\"Contoso\"},\"values\":{\"name\":")
                .matches(".*\"fingerprint\":\"[0-9a-f]{32}\"}");
        assertThat(lines.get(1))
                .startsWith(
                        "{\"line\":\"end\",\"made\":\"2026-03-02T08:00:00Z\",\"counts\":{\"UPDATE\":1},\"settled\":{},"
                                + "\"problems\":[]");
    }

    @Test
    void aPlanInMemoryGivesTheSameLines() {
        desk.fill(3);
        SyncRunner runner = desk.runner();
        StringBuilder kept = new StringBuilder();
        StringBuilder streamed = new StringBuilder();
        runner.plan(); // settles what needs no write

        runner.plan().sendTo(PlanSink.jsonLines(kept));
        runner.plan(PlanSink.jsonLines(streamed));

        assertThat(kept.toString().lines().filter(line -> line.contains("\"item\"")))
                .isNotEmpty()
                .containsExactlyElementsOf(streamed.toString()
                        .lines()
                        .filter(line -> line.contains("\"item\""))
                        .toList());
    }
}
