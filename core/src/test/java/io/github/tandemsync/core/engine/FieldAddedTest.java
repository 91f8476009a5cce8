package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.Direction;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.FieldRule.Drift;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field added to a mapping: first-contact rules, and nothing else of the record is touched. */
class FieldAddedTest {
    private static final TextRule CODE =
            new TextRule("code", Direction.TO_RIGHT, ConflictResolver.PREFER_LEFT, Drift.RECORD, MergeCase.Form.PLAIN);

    private final Desk desk = new Desk();

    /** In step; then the target of the one-way rule is edited, and left so. */
    @BeforeEach
    void linked() {
        desk.left.hasHistory();
        for (String id : new String[] {"1", "2", "3", "4"}) {
            desk.left.put("firm", id, "firm " + id);
            desk.right.put("firm", "r" + id, "firm " + id);
            desk.left.edit("firm", id, CODE.field(Side.LEFT), "x");
        }
        run();
        desk.right.edit("firm", "r1", CODE.field(Side.RIGHT), "drifted");
        desk.right.edit("firm", "r4", CODE.field(Side.RIGHT), "drifted");
        run();
        assertThat(desk.events(Kind.DRIFT)).hasSize(2);
    }

    @Test
    void aFieldAddedToAMappingFollowsFirstContactRules() {
        phones("1", "same", "same");
        phones("2", "", "from right");
        phones("3", "from left", "");
        phones("4", "left", "right");

        SyncReport report = run(new SameField("phone", ConflictResolver.PREFER_RIGHT));

        assertThat(report.writes()).as("one fills a side, one each").isEqualTo(3);
        assertPhones("1", "same", "same");
        assertPhones("2", "from right", "from right");
        assertPhones("3", "from left", "from left");
        assertPhones("4", "right", "right");
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> assertLost(event, "left", "right"));
        assertNothingElseIsTouched();
        assertQuiet(new SameField("phone", ConflictResolver.PREFER_RIGHT));
    }

    @Test
    void whereBothDifferAndAPersonIsToDecideNothingIsWritten() {
        phones("4", "left", "right");

        SyncReport report = run(new SameField("phone", ConflictResolver.MANUAL));

        assertThat(report.writes()).isZero();
        assertPhones("4", "left", "right");
        assertThat(desk.link(Side.LEFT, "4").rule("phone").status()).isEqualTo(Status.CONFLICT);
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.open()).isTrue();
            assertLost(event, "left", "right");
        });
        assertNothingElseIsTouched();
        assertQuiet(new SameField("phone", ConflictResolver.MANUAL));
    }

    @Test
    void anEditOfAnotherFieldMeanwhileTravelsAsAnEdit() {
        phones("4", "left", "right");
        desk.right.put("firm", "r4", "renamed");

        run(new SameField("phone", ConflictResolver.PREFER_LEFT));

        assertThat(desk.left.text("firm", "4", "name")).isEqualTo("renamed");
        assertPhones("4", "left", "left");
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> assertLost(event, "right", "left"));
    }

    @ParameterizedTest
    @CsvSource({"PREFER_LEFT, left, 1", "PREFER_RIGHT, right, 1", "MANUAL, , 0"})
    void aRuleWhoseFieldsWereChangedFollowsThemToo(String policy, String winner, int writes) {
        ConflictResolver resolver = policy(policy);
        for (String id : new String[] {"1", "2", "3", "4"}) {
            phones(id, "same", "same");
        }
        run(new Several("phone", Set.of("phone"), resolver));
        assertThat(desk.link(Side.LEFT, "4").rule("phone").status()).isEqualTo(Status.AGREED);
        extensions("1", "5", "5");
        extensions("4", "left", "right");

        SyncReport report = run(new Several("phone", Set.of("phone", "extension"), resolver));

        assertThat(report.writes()).isEqualTo(writes);
        assertThat(desk.left.text("firm", "4", "extension")).isEqualTo(winner == null ? "left" : winner);
        assertThat(desk.right.text("firm", "r4", "extension")).isEqualTo(winner == null ? "right" : winner);
        assertThat(desk.events(Kind.CONFLICT)).hasSize(1);
        assertPhones("4", "same", "same");
        assertNothingElseIsTouched();
        assertQuiet(new Several("phone", Set.of("phone", "extension"), resolver));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PREFER_LEFT", "MANUAL"})
    void aRuleThatIsTakenOutAndPutBackKeepsWhatWasAgreed(String policy) {
        phones("1", "same", "same");
        run(new SameField("phone", policy(policy)));
        run();
        desk.right.edit("firm", "r1", "phone", "edited");

        run(new SameField("phone", policy(policy)));

        assertPhones("1", "edited", "edited");
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    private static ConflictResolver policy(String name) {
        return switch (name) {
            case "PREFER_LEFT" -> ConflictResolver.PREFER_LEFT;
            case "PREFER_RIGHT" -> ConflictResolver.PREFER_RIGHT;
            default -> ConflictResolver.MANUAL;
        };
    }

    private void phones(String id, String left, String right) {
        both(id, "phone", left, right);
    }

    private void extensions(String id, String left, String right) {
        both(id, "extension", left, right);
    }

    /** Given nothing, nobody ever wrote it. */
    private void both(String id, String field, String left, String right) {
        if (!left.isEmpty()) {
            desk.left.edit("firm", id, field, left);
        }
        if (!right.isEmpty()) {
            desk.right.edit("firm", "r" + id, field, right);
        }
    }

    private void assertPhones(String id, String left, String right) {
        assertThat(desk.left.text("firm", id, "phone")).isEqualTo(left);
        assertThat(desk.right.text("firm", "r" + id, "phone")).isEqualTo(right);
    }

    private void assertNothingElseIsTouched() {
        for (String id : new String[] {"1", "4"}) {
            assertThat(desk.right.text("firm", "r" + id, CODE.field(Side.RIGHT)))
                    .as("the winner of then is not applied again")
                    .isEqualTo("drifted");
            assertThat(desk.right.text("firm", "r" + id, "name")).isEqualTo("firm " + id);
        }
        assertThat(desk.events(Kind.DRIFT)).as("told once").hasSize(2);
    }

    private static void assertLost(HistoryEntry event, String one, String other) {
        assertThat(event.before()).isEqualTo(Values.of("phone", FieldValue.text(one)));
        assertThat(event.after()).isEqualTo(Values.of("phone", FieldValue.text(other)));
    }

    private void assertQuiet(FieldRule added) {
        desk.pass(Duration.ofDays(1));
        int conflicts = desk.events(Kind.CONFLICT).size();
        assertThat(run(added).writes()).isZero();
        assertThat(desk.events(Kind.CONFLICT)).hasSize(conflicts);
    }

    private SyncReport run(FieldRule... added) {
        FieldRule[] rules = new FieldRule[2 + added.length];
        rules[0] = new SameName();
        rules[1] = CODE;
        System.arraycopy(added, 0, rules, 2, added.length);
        try (SyncRunner runner = desk.firms(DeletePolicy.UNLINK, rules)) {
            return runner.runOnce();
        }
    }

    /** Some fields that are the same on both sides, merged together. */
    private record Several(String id, Set<String> fields, ConflictResolver onConflict) implements Plain {
        @Override
        public Set<String> left() {
            return fields;
        }
    }
}
