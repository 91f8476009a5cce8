package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.EntryState;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pair that is edited between two runs catches up with what is there, and writes nothing else. */
class CatchUpTest {
    private static final MatchRule BY_NAME_IN_ANY_CASE = new MatchRule() {
        @Override
        public String id() {
            return "any-case";
        }

        @Override
        public Set<String> fields(Side side) {
            return Set.of("name");
        }

        @Override
        public String text(Side side, Values values) {
            return values.orEmpty("name").display().toLowerCase(Locale.ROOT);
        }
    };

    private final Desk desk = new Desk();

    @Test
    void whatTheFilterKeptOutComesInOnceItIsGone() {
        desk.left.put("firm", "1", "Berlin Bakers");
        desk.left.put("firm", "2", "Lyon Lamps");
        desk.right.put("firm", "r2", "Lyon Lamps");
        run(pair ->
                pair.entryFilter(Side.LEFT, startingWith("Berlin")).entryFilter(Side.RIGHT, startingWith("Berlin")));
        assertThat(state("2")).isEqualTo(EntryState.EXCLUDED);

        SyncReport report = run(pair -> pair);

        assertThat(report.writes())
                .as("the twin was kept out too, and is found")
                .isZero();
        assertThat(state("2")).isEqualTo(EntryState.LINKED);
        assertThat(desk.right.names("firm")).containsExactly("Berlin Bakers", "Lyon Lamps");
    }

    @Test
    void aNarrowerFilterKeepsOutWhatIsNotLinked() {
        desk.left.put("firm", "1", "Berlin Bakers");
        desk.left.put("firm", "2", "Lyon Lamps");
        desk.right.put("firm", "r1", "Berlin Bakers");
        UnaryOperator<ObjectPair.Builder> toLeft = pair -> pair.direction(Direction.TO_LEFT);
        run(toLeft);
        assertThat(state("2")).isEqualTo(EntryState.UNMATCHED);

        run(pair -> pair.entryFilter(Side.LEFT, startingWith("Rome")).direction(Direction.TO_LEFT));

        assertThat(state("2")).isEqualTo(EntryState.EXCLUDED);
        assertThat(state("1")).as("the filter says who may start").isEqualTo(EntryState.LINKED);
    }

    @Test
    void anAddedMatchRuleFindsTwinsBeforeAnyIsCreated() {
        desk.left.put("firm", "1", "CONTOSO");
        desk.right.put("firm", "r1", "Contoso");
        UnaryOperator<ObjectPair.Builder> oneWay =
                pair -> pair.direction(Direction.TO_LEFT).entryFilter(Side.RIGHT, startingWith("Nobody"));
        run(oneWay);
        assertThat(state("1")).isEqualTo(EntryState.UNMATCHED);

        SyncReport report = run(pair -> pair.match(BY_NAME_IN_ANY_CASE));

        assertThat(state("1")).isEqualTo(EntryState.LINKED);
        assertThat(desk.left.names("firm")).hasSize(1);
        assertThat(desk.right.names("firm")).hasSize(1);
        assertThat(report.ok()).isTrue();
    }

    @Test
    void aValueThatWasRefusedTravelsOnceTheRuleTakesIt() {
        desk.left.put("firm", "1", "plain");
        run(new Picky("fancy"));
        desk.left.put("firm", "1", "fancy");
        run(new Picky("fancy"));
        run(new Picky("fancy"));
        assertThat(desk.right.names("firm")).containsExactly("plain");

        run(new Picky(null));

        assertThat(desk.right.names("firm")).containsExactly("fancy");
    }

    @Test
    void anEditThatChangesNothingForARecordReadsAndWritesNothing() {
        desk.fill(10);
        run(new Picky("fancy"));
        run(new Picky("fancy"));
        desk.left.clearCalls();
        desk.right.clearCalls();

        SyncReport report = run(new Picky("ornate"));

        assertThat(report.writes()).isZero();
        assertThat(desk.left.calls("read")).isEmpty();
        assertThat(desk.right.calls("read")).isEmpty();
    }

    @Test
    void anEditIsCaughtUpWithInSlicesAndAlsoWhenItIsTakenBackMeanwhile() {
        for (int i = 0; i < 2500; i++) {
            desk.left.put("firm", Integer.toString(10_000 + i), "Lyon " + i);
        }
        run(pair -> pair.entryFilter(Side.LEFT, startingWith("Berlin")));
        SyncRunner open = runner(pair -> pair.direction(Direction.TO_LEFT), new SameName());
        assertThat(open.runSlice(SliceBudget.ofEntries(1000)).more()).isTrue();
        assertThat(counts(open, EntryState.EXCLUDED)).as("a page has come in").isEqualTo(1500);

        SyncRunner closed = runner(pair -> pair.entryFilter(Side.LEFT, startingWith("Berlin")), new SameName());
        closed.runOnce();

        assertThat(counts(closed, EntryState.EXCLUDED)).isEqualTo(2500);
        assertThat(desk.right.names("firm")).isEmpty();
    }

    private static long counts(SyncRunner runner, EntryState state) {
        return runner.pairs().counts("firms").getOrDefault(state, 0L);
    }

    private EntryState state(String id) {
        RecordRef ref = desk.left.type("firm").ref(id);
        try (SyncRunner runner = runner(pair -> pair, new SameName())) {
            return runner.explain(ref).views().get(0).entry().state();
        }
    }

    private SyncReport run(UnaryOperator<ObjectPair.Builder> edit) {
        try (SyncRunner runner = runner(edit, new SameName())) {
            return runner.runOnce();
        }
    }

    private SyncReport run(FieldRule rule) {
        try (SyncRunner runner = runner(pair -> pair, rule)) {
            return runner.runOnce();
        }
    }

    private SyncRunner runner(UnaryOperator<ObjectPair.Builder> edit, FieldRule rule) {
        ObjectPair.Builder pair = ObjectPair.builder("firms")
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(rule)))
                .match(SameName.MATCH);
        return Desk.enabled(desk.builder("runner", edit.apply(pair).build()).build());
    }

    private static RecordFilter startingWith(String start) {
        return new RecordFilter() {
            @Override
            public Set<String> fields() {
                return Set.of("name");
            }

            @Override
            public boolean accepts(Values values) {
                return values.orEmpty("name").display().startsWith(start);
            }

            @Override
            public String describe() {
                return "name starts with " + start;
            }
        };
    }

    /** The same name on both sides, but for one that has no form on the other. */
    private record Picky(@Nullable String unknown) implements FieldRule {
        private static final SameName SAME = new SameName();

        @Override
        public String id() {
            return SAME.id();
        }

        @Override
        public Set<String> left() {
            return SAME.left();
        }

        @Override
        public Set<String> right() {
            return SAME.right();
        }

        @Override
        public Direction direction() {
            return SAME.direction();
        }

        @Override
        public ConflictResolver onConflict() {
            return SAME.onConflict();
        }

        @Override
        public boolean agree(Values left, Values right, ReferenceResolver references) {
            return SAME.agree(left, right, references);
        }

        @Override
        public boolean same(Side side, Values base, Values now) {
            return SAME.same(side, base, now);
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            return unknown != null && values.orEmpty("name").equals(FieldValue.text(unknown))
                    ? new Translation.Park("unknown-option", "add it to the options of the rule")
                    : SAME.translate(from, values, references);
        }

        @Override
        public String definition() {
            return "but for " + unknown;
        }
    }
}
