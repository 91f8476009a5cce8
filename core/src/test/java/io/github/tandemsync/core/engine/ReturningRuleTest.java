package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A field leaves the mapping and comes back: what was edited meanwhile is merged against what was agreed on before. */
class ReturningRuleTest {
    private static final FieldRule NAME = new SameField("name");
    private static final FieldRule PHONE = new SameField("phone", ConflictResolver.MANUAL);

    private final Desk desk = new Desk();

    @BeforeEach
    void inStepAndThenWithoutPhone() {
        put(desk.left, "1", "Contoso", "030");
        put(desk.right, "r1", "Contoso", "030");
        run(NAME, PHONE);
        run(NAME);
    }

    @Test
    void anEditOfOneSideReachesTheOther() {
        put(desk.right, "r1", "Contoso", "040");
        run(NAME);
        assertThat(phone(desk.left, "1")).isEqualTo("030");

        SyncReport report = run(NAME, PHONE);

        assertThat(report.writes()).isEqualTo(1);
        assertThat(phone(desk.left, "1")).isEqualTo("040");
        assertThat(run(NAME, PHONE).writes()).isZero();
    }

    @Test
    void editsOfBothSidesAreAConflict() {
        put(desk.left, "1", "Contoso", "050");
        put(desk.right, "r1", "Contoso", "040");
        run(NAME);

        SyncReport report = run(NAME, PHONE);

        assertThat(report.writes()).isZero();
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(conflict -> {
            assertThat(conflict.rule()).isEqualTo("phone");
            assertThat(conflict.before()).isEqualTo(Values.of("phone", FieldValue.text("050")));
            assertThat(conflict.after()).isEqualTo(Values.of("phone", FieldValue.text("040")));
        });
    }

    /** The two were apart when the rule left. */
    @Test
    void soIsOneThatWasMadeWhileTheTwoWereJoinedAnew() {
        run(NAME, PHONE);
        desk.left.archive("firm", "1");
        desk.right.edit("firm", "r1", "name", "edited, so that it stays");
        run(NAME, PHONE);
        run(NAME);
        desk.left.restore("firm", "1");
        run(NAME);
        put(desk.right, "r1", "Contoso", "040");
        run(NAME);
        assertThat(phone(desk.left, "1")).isEqualTo("030");

        run(NAME, PHONE);

        assertThat(phone(desk.left, "1")).isEqualTo("040");
        assertThat(run(NAME, PHONE).writes()).isZero();
    }

    @Test
    void withoutEditsNothingIsWritten() {
        assertThat(run(NAME, PHONE).writes()).isZero();
        assertThat(desk.events(Kind.CONFLICT)).isEmpty();
    }

    private static void put(ShelfConnector side, String id, String name, String phone) {
        side.edit("firm", id, "name", name);
        side.edit("firm", id, "phone", phone);
    }

    private static String phone(ShelfConnector side, String id) {
        return side.text("firm", id, "phone");
    }

    private SyncReport run(FieldRule... rules) {
        ObjectPair pair = ObjectPair.builder("firms")
                .variant(new Variant(desk.left.type("firm"), desk.right.type("firm"), List.of(rules)))
                .match(SameField.match("name"))
                .build();
        desk.pass(Duration.ofMinutes(5));
        try (SyncRunner runner = Desk.enabled(desk.builder("runner", pair).build())) {
            return runner.runOnce();
        }
    }
}
