package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A type that faces two: a router chooses by a field that no rule maps. */
class RouterTest {
    private static final ToIntFunction<Values> BY_KIND =
            values -> values.orEmpty("kind").display().equals("lead") ? 1 : 0;

    private final Desk desk = new Desk();

    @BeforeEach
    void theLeftHasAFieldThatNoRuleMaps() {
        desk.left.has("kind", FieldSchema.Kind.TEXT);
    }

    @Test
    void aRecordIsCreatedInTheVariantThatItsFieldSays() {
        SyncRunner runner = routed("by kind", BY_KIND);
        put("1", "a person", "contact");
        put("2", "a prospect", "lead");

        assertThat(runner.runOnce().ok()).isTrue();

        assertThat(desk.right.names("firm")).containsExactly("a person");
        assertThat(desk.right.names("lead")).containsExactly("a prospect");
    }

    @Test
    void aFieldThatIsMissingIsLookedForAgainAndCountsNotAsEmpty() {
        SyncRunner runner = routed("by kind", BY_KIND);
        put("2", "a prospect", "lead");
        desk.left.omits("kind");

        runner.runOnce();

        assertThat(desk.right.names("firm")).isEmpty();
        assertThat(desk.right.names("lead")).isEmpty();
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.FAILING);
        assertThat(Contract.known(desk.entry(Side.LEFT, "2").reason()).code()).isEqualTo("field-unknown");

        desk.left.omits("");
        desk.pass(Duration.ofHours(1));
        runner.runOnce();
        assertThat(desk.right.names("lead")).containsExactly("a prospect");
    }

    @Test
    void anEditedRouterMovesNoLinkedRecord() {
        SyncRunner first = routed("by kind", BY_KIND);
        put("2", "a prospect", "lead");
        first.runOnce();
        SyncRunner edited = routed("always the first", values -> 0);

        edited.runOnce();
        put("2", "a new name", "lead");
        put("3", "another", "lead");
        SyncReport report = edited.runOnce();

        assertThat(report.count(Kind.CREATED)).isEqualTo(1);
        assertThat(desk.right.names("lead")).containsExactly("a new name");
        assertThat(desk.right.names("firm")).containsExactly("another");
    }

    @Test
    void anIndexOutOfRangeIsAFaultOfTheRouterAndTheOtherPairGoesOn() {
        SyncRunner runner = routed("wild", values -> 2);
        put("1", "a prospect", "lead");
        desk.left.put("person", "1", "somebody");

        SyncReport report = runner.runOnce();

        assertThat(desk.right.names("person")).containsExactly("somebody");
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("The router of pair firms answered 2", "the variants 0 to 1", "mend it"));
        assertThat(desk.entry(Side.LEFT, "1").state()).isEqualTo(EntryState.FAILING);
    }

    @Test
    void aRouterThatThrowsIsNamedAndTheOtherPairGoesOn() {
        SyncRunner runner = routed("broken", values -> {
            throw new IllegalStateException("a bug of the router");
        });
        put("1", "a prospect", "lead");
        desk.left.put("person", "1", "somebody");

        SyncReport report = runner.runOnce();

        assertThat(desk.right.names("person")).containsExactly("somebody");
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("The router of pair firms threw", "IllegalState"));
    }

    private void put(String id, String name, String kind) {
        desk.left.put("firm", id, name);
        desk.left.edit("firm", id, "kind", kind);
    }

    private SyncRunner routed(String definition, ToIntFunction<Values> choice) {
        ObjectPair firms = ObjectPair.builder("firms")
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(new SameName())))
                .variant(new Variant(desk.left.type("firm"), desk.right.type("lead"), List.of(new SameName())))
                .match(SameName.MATCH)
                .router(new ByField("kind", choice, definition))
                .build();
        ObjectPair people = ObjectPair.builder("people")
                .variant(new Variant(desk.left.type("person"), desk.right.type("person"), List.of(new SameName())))
                .match(SameName.MATCH)
                .build();
        return Desk.enabled(desk.builder("runner", firms).pair(people).build());
    }
}
