package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.TandemException;
import org.junit.jupiter.api.Test;

/** What goes wrong at a first try is said, with what to do. */
class FirstStepsTest {
    private final Desk desk = new Desk();

    @Test
    void aRunWithoutAnyPairThatWasEverEnabledSaysSo() {
        desk.left.put("firm", "1", "Contoso");
        SyncRunner runner = desk.builder("runner").build();

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isFalse();
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("runner.pairs().enable(\"firms\")"));

        runner.pairs().enable("firms");
        runner.pairs().disable("firms");
        assertThat(runner.runOnce().ok()).as("somebody wants it so").isTrue();
    }

    @Test
    void exchangedConnectorsAreNamedBeforeAnythingIsRead() {
        SyncRunner runner =
                desk.builder("runner").left(desk.right).right(desk.left).build();

        assertThat(runner.preflight().text()).contains("The connectors are exchanged");
        assertThat(runner.preflight().ok()).isFalse();
        assertThatThrownBy(() -> runner.pairs().enable("firms"))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("Exchange left(..) and right(..)");
        assertThat(desk.left.calls("read")).isEmpty();
    }
}
