package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule, filter or policy that throws on some record holds up that record only, and is named. */
class RuleFaultTest {
    private static final String BAD = "Bad Ltd";

    private final Desk desk = new Desk();

    @Test
    void aValueThatCanNotBeTranslatedIsParkedAndTheOthersGoOn() {
        SyncRunner runner = desk.firms(new Moody(Set.of("translate"), ConflictResolver.PREFER_LEFT));
        desk.left.put("firm", "1", "Good One");
        desk.left.put("firm", "2", BAD);
        desk.left.put("firm", "3", "Good Two");

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.right.names("firm")).contains("Good One", "Good Two").hasSize(3);
        assertThat(desk.events(Kind.PARKED)).singleElement().satisfies(event -> {
            assertThat(event.ref().id()).isEqualTo("2");
            assertThat(event.detail()).contains("Field rule name", "IllegalStateException", "mend it");
            assertThat(event.detail()).doesNotContain(BAD);
        });
    }

    @Test
    void aRecordThatCanNotBeComparedFailsAndTheOthersGoOnUntilItIsMended() {
        SyncRunner runner = desk.firms(new Moody(Set.of("same"), ConflictResolver.PREFER_LEFT));
        desk.firmsInStep(5);
        runner.runOnce();
        for (String id : desk.left.ids("firm")) {
            desk.left.put("firm", id, id.equals("10003") ? BAD : "renamed " + id);
        }

        SyncReport report = runner.runOnce();

        assertThat(report.count(Kind.UPDATED)).isEqualTo(4);
        assertThat(report.problems()).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.where()).contains("10003");
            assertThat(problem.message()).contains("Field rule name of pair firms", "IllegalStateException");
            assertThat(problem.message()).doesNotContain(BAD);
        });
        assertThat(desk.entry(Side.LEFT, "10003").state()).isEqualTo(EntryState.FAILING);
        assertThat(Contract.known(desk.entry(Side.LEFT, "10003").reason()).code())
                .isEqualTo("rule-failed");

        desk.pass(Duration.ofHours(25));
        SyncRunner mended = desk.firms(new SameName());
        mended.runOnce();

        assertThat(desk.isInStep()).isTrue();
    }

    @Test
    void aRuleThatAlwaysThrowsEndsThePairsPartAndTheOtherPairsGoOn() {
        desk.fill(3);
        ObjectPair firms = desk.firmsPair(
                        DeletePolicy.UNLINK, new Moody(Set.of("always"), ConflictResolver.PREFER_LEFT))
                .build();
        desk.firmsInStep(40);
        SyncRunner runner = Desk.enabled(desk.builder("runner", firms).build());

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isFalse();
        assertThat(report.problems())
                .hasSizeLessThan(12)
                .anySatisfy(problem -> assertThat(problem.where()).isEqualTo("firms"));
        assertThat(report.writes()).isZero();
    }

    @Test
    void nothingIsCreatedWhereAMatchRuleThrowsAtFirstContact() {
        ObjectPair.Builder pair = ObjectPair.builder("firms");
        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build().variants().forEach(pair::variant);
        SyncRunner runner = Desk.enabled(
                desk.builder("runner", pair.match(new Throwing()).build()).build());
        desk.left.put("firm", "1", "Good");
        desk.left.put("firm", "2", BAD);

        SyncReport report = runner.runOnce();

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("Match rule name of pair firms", "IllegalStateException", "left:firm/2"));
        assertThat(desk.right.ids("firm")).isEmpty();

        desk.left.put("firm", "2", "mended");
        runner.runOnce();
        assertThat(desk.right.names("firm")).containsExactly("Good", "mended");
    }

    @ParameterizedTest
    @EnumSource
    void aRuleThatThrowsOnOneHoldsUpNobodyWhereAllAreListedAnew(Anew how) {
        ObjectPair.Builder pair = ObjectPair.builder("firms");
        desk.firmsPair(DeletePolicy.UNLINK, new SameName()).build().variants().forEach(pair::variant);
        SyncRunner runner =
                Desk.enabled(desk.builder("runner", pair.match(new Throwing()).build())
                        .fullCompare(Duration.ofDays(30))
                        .build());
        desk.firmsInStep(3);
        runner.runOnce();
        desk.left.put("firm", "bad", BAD);
        runner.runOnce();
        how.happens(desk, runner);

        SyncReport report = runner.runOnce();
        desk.left.put("firm", "10000", "edited");
        runner.runOnce();

        assertThat(desk.right.text("firm", "r10000", "name")).isEqualTo("edited");
        assertThat(desk.entry(Side.LEFT, "bad").state()).isEqualTo(EntryState.FAILING);
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.where()).isEqualTo("left:firm/bad"));
        desk.left.put("firm", "bad", "mended");
        runner.runOnce();
        assertThat(desk.right.names("firm")).contains("mended").hasSize(4);
    }

    /** Why all are listed anew. */
    private enum Anew {
        CURSOR_EXPIRED,
        FULL_COMPARE,
        RECOVERED;

        void happens(Desk desk, SyncRunner runner) {
            switch (this) {
                case CURSOR_EXPIRED -> desk.left.expireChanges();
                case FULL_COMPARE -> desk.pass(Duration.ofDays(31));
                case RECOVERED -> runner.recover();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFacesARecordThatAFilterThrowsOnIsNotMadeOnceMoreAtFirstContact(boolean membership) {
        ObjectPair.Builder pair = desk.firmsPair(DeletePolicy.UNLINK, new SameName());
        RecordFilter throwing = new Choosy();
        pair = membership ? pair.membershipFilter(Side.LEFT, throwing) : pair.entryFilter(Side.LEFT, throwing);
        desk.firmsInStep(3);
        desk.left.put("firm", "bad", BAD);
        desk.right.put("firm", "faces", BAD);
        SyncRunner runner = Desk.enabled(desk.builder("runner", pair.build()).build());

        SyncReport report = runner.runOnce();

        assertThat(desk.entry(Side.LEFT, "10000").state()).isEqualTo(EntryState.LINKED);
        assertThat(desk.entry(Side.LEFT, "bad").state()).isEqualTo(EntryState.FAILING);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("left:firm/bad"));
        assertThat(desk.left.names("firm")).hasSize(4);
        assertThat(desk.right.names("firm")).hasSize(4);
    }

    @Test
    void aRecordThatAFilterThrowsOnFailsAndTheOthersGoOn() {
        ObjectPair pair = desk.firmsPair(DeletePolicy.UNLINK, new SameName())
                .entryFilter(Side.LEFT, new Choosy())
                .build();
        SyncRunner runner = Desk.enabled(desk.builder("runner", pair).build());
        runner.runOnce();
        desk.left.put("firm", "1", "Good");
        desk.left.put("firm", "2", BAD);

        SyncReport report = runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Good");
        assertThat(desk.entry(Side.LEFT, "2").state()).isEqualTo(EntryState.FAILING);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).contains("The entry filter on the LEFT of pair firms"));
    }

    @Test
    void aPolicyThatThrowsLeavesTheConflictToAPersonAndIsNamed() {
        SyncRunner runner = desk.firms(new Moody(Set.of(), conflict -> {
            throw new IllegalStateException(BAD);
        }));
        desk.firmsInStep(1);
        runner.runOnce();
        String id = desk.left.ids("firm").get(0);
        desk.left.put("firm", id, "one");
        desk.right.put("firm", desk.link(Side.LEFT, id).ref(Side.RIGHT).id(), "other");

        runner.runOnce();

        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.open()).isTrue();
            assertThat(event.detail()).contains("the policy threw java.lang.IllegalStateException");
            assertThat(event.detail()).doesNotContain(BAD);
        });
    }

    private static String checked(Values values) {
        String name = values.orEmpty("name").display();
        if (name.equals(BAD)) {
            throw new IllegalStateException("can not take " + name);
        }
        return name;
    }

    /** Matches by name, and throws at a certain one. */
    private static final class Throwing implements MatchRule {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public Set<String> fields(Side side) {
            return Set.of("name");
        }

        @Override
        public String text(Side side, Values values) {
            return checked(values);
        }
    }

    /** Accepts any name, and throws at a certain one. */
    private static final class Choosy implements RecordFilter {
        @Override
        public Set<String> fields() {
            return Set.of("name");
        }

        @Override
        public boolean accepts(Values values) {
            return !checked(values).isEmpty();
        }

        @Override
        public String describe() {
            return "with a name";
        }
    }

    /** The field {@code name}; throws where it is told to, at a certain name. */
    private record Moody(Set<String> where, ConflictResolver onConflict) implements Plain {
        @Override
        public String id() {
            return "name";
        }

        @Override
        public boolean agree(Values left, Values right, ReferenceResolver references) {
            check("agree", left, right);
            return left.orEmpty("name").equals(right.orEmpty("name"));
        }

        @Override
        public boolean same(Side side, Values base, Values now) {
            check("same", base, now);
            return base.orEmpty("name").equals(now.orEmpty("name"));
        }

        @Override
        public Translation translate(Side from, Values values, ReferenceResolver references) {
            check("translate", values);
            return new Translation.Translated(values);
        }

        @Override
        public String definition() {
            return "name";
        }

        private void check(String method, Values... several) {
            if (where.contains("always")) {
                throw new IllegalStateException("always");
            }
            if (where.contains(method)) {
                List.of(several).forEach(RuleFaultTest::checked);
            }
        }
    }
}
