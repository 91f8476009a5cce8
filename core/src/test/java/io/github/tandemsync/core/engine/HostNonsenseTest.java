package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule or filter that answers null, or throws where nobody expects it, holds up its own records, and no other pair. */
class HostNonsenseTest {
    private final OrderDesk site = new OrderDesk();
    private final Desk desk = site.desk;

    @Test
    void aTranslationThatIsNullIsParkedAndTheOtherPairGoesOn() {
        SyncRunner runner = beside(new Null("translate"));
        desk.left.put("firm", "1", "a firm");
        desk.left.put("order", "1", "an order");

        SyncReport report = runner.runOnce();

        assertThat(desk.right.names("order")).containsExactly("an order");
        assertThat(desk.events(Kind.PARKED))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.detail()).contains("Field rule name of pair firms returned null", "mend it"));
        assertThat(report.ok()).isTrue();
    }

    @Test
    void aTranslationWithoutValuesIsParked() {
        SyncRunner runner = beside(new Null("translated"));
        desk.left.put("firm", "1", "a firm");

        assertThat(runner.runOnce().ok()).isTrue();

        assertThat(desk.events(Kind.PARKED)).hasSize(1);
    }

    @Test
    void aRuleWithoutADefinitionIsRefusedWhenTheRunnerIsBuilt() {
        assertThatThrownBy(() -> beside(new Null("definition")))
                .hasMessageContaining("Field rule name of pair firms returned null");
    }

    @Test
    void aFilterOfEditableOwnersThatThrowsHoldsUpTheLinesOnly() {
        RecordFilter broken = new RecordFilter() {
            @Override
            public Set<String> fields() {
                return Set.of("state");
            }

            @Override
            public boolean accepts(Values values) {
                throw new IllegalStateException("a bug of the filter");
            }

            @Override
            public String describe() {
                return "broken";
            }
        };
        site.inStep("1");
        site.open(Side.RIGHT, "1");
        SyncRunner runner = site.runner(lines -> lines.owner(OrderDesk.ORDER.editable(Side.RIGHT, broken)));
        site.line(Side.LEFT, "a", "1");
        desk.left.put("order", "2", "another order");

        SyncReport report = runner.runOnce();

        assertThat(desk.right.names("order")).contains("another order");
        assertThat(site.lines(Side.RIGHT)).isEmpty();
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains("The filter of editable owners on the RIGHT of pair lines", "IllegalStateException"));
    }

    private SyncRunner beside(FieldRule rule) {
        ObjectPair firms = desk.firmsPair(DeletePolicy.UNLINK, rule).build();
        return Desk.enabled(
                desk.builder("runner", firms).pair(site.orders().build()).build());
    }

    /** The field {@code name}; answers null where it is told to. */
    @SuppressWarnings("NullAway")
    private record Null(String where) implements Plain {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public ConflictResolver onConflict() {
            return ConflictResolver.MANUAL;
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            return where.equals("translate")
                    ? null
                    : new Translation.Translated(where.equals("translated") ? null : values);
        }

        @Override
        public String definition() {
            return where.equals("definition") ? null : "name";
        }
    }
}
