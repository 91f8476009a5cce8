package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The later edit wins only where both systems tell when a field was edited, and preflight says where they do not. */
class MostRecentTest {
    private final Desk desk = new Desk();

    private SyncRunner runner() {
        SyncRunner runner = desk.firms(new SameName(ConflictResolver.MOST_RECENT));
        desk.firmsInStep(1);
        return runner;
    }

    private void editedOnBothSides(SyncRunner runner) {
        runner.runOnce();
        desk.left.put("firm", "10000", "earlier");
        desk.right.put("firm", "r10000", "spare");
        desk.right.put("firm", "r10000", "later");
        runner.runOnce();
    }

    @Test
    void isDecidedWhereBothSidesHaveAHistory() {
        desk.left.hasHistory();
        desk.right.hasHistory();
        SyncRunner runner = runner();
        assertThat(runner.preflight().findings()).isEmpty();

        editedOnBothSides(runner);

        assertThat(runner.conflicts().count()).isZero();
        assertThat(desk.left.names("firm")).containsExactly("later");
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void isLeftToAPersonWhereOneSideHasNoneWhichPreflightWarnsOf(Side historic) {
        desk.shelf(historic).hasHistory();
        SyncRunner runner = runner();

        PreflightReport report = runner.preflight();
        editedOnBothSides(runner);

        assertThat(report.ok()).as("it is a warning").isTrue();
        assertThat(report.text())
                .contains("warning in firms rules name: the most recent edit is to win, and "
                        + desk.shelf(historic.other()).type("firm") + " does not tell when a field was edited");
        assertThat(runner.conflicts().count()).isEqualTo(1);
    }

    @Test
    void anotherPolicyIsNotWarnedOf() {
        assertThat(desk.firms(new SameName()).preflight().findings()).isEmpty();
    }
}
