package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two automations that correct each other are stopped; once they are, the rule goes on. */
class FrozenTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(new SameName());
    private final RecordRef firm = desk.left.type("firm").ref("1");

    @BeforeEach
    void fight() {
        edit("left", "start");
        edit("right", "start");
        for (int i = 0; i < 10 && status() != Status.FROZEN; i++) {
            edit(i % 2 == 0 ? "left" : "right", i % 2 == 0 ? "ours" : "theirs");
        }
        assertThat(status()).isEqualTo(Status.FROZEN);
        assertThat(desk.isInStep()).isFalse();
    }

    @Test
    void theFirstEditAfterADayOfQuietTravels() {
        desk.pass(Duration.ofDays(40));
        edit("left", "forty days later");

        assertThat(desk.right.names("firm")).containsExactly("forty days later");
        assertThat(status()).isEqualTo(Status.AGREED);
    }

    @Test
    void anEditThatComesTooEarlyBeginsTheQuietAnew() {
        desk.pass(Duration.ofHours(20));
        edit("left", "too early");
        desk.pass(Duration.ofHours(20));
        edit("left", "forty hours later");
        assertThat(status()).isEqualTo(Status.FROZEN);
        assertThat(desk.right.names("firm")).containsExactly("theirs");

        desk.pass(Duration.ofHours(24));
        edit("left", "late enough");

        assertThat(desk.right.names("firm")).containsExactly("late enough");
    }

    @Test
    void aQuarrelThatGoesOnIsStoppedAgainAfterThreeMoreReturns() {
        desk.pass(Duration.ofDays(2));
        edit("left", "once");
        edit("right", "twice");
        assertThat(status()).isEqualTo(Status.AGREED);
        int turns = 0;
        while (status() != Status.FROZEN && turns < 10) {
            edit(turns % 2 == 0 ? "left" : "right", turns % 2 == 0 ? "once" : "twice");
            turns++;
        }
        assertThat(turns).isEqualTo(3);
    }

    @Test
    void isThawedByCall() {
        assertThat(runner.explain(firm).text()).contains("pairs().thaw(..)");
        assertThat(runner.pairs().thaw("firms", firm, "name")).isTrue();
        assertThat(runner.pairs().thaw("firms", firm, "name")).isFalse();

        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("ours");
        assertThatThrownBy(() ->
                        runner.pairs().thaw("firms", desk.left.type("firm").ref("9"), "name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left:firm/9 is not linked in firms");
    }

    private void edit(String side, String name) {
        if (side.equals("left")) {
            desk.left.put("firm", "1", name);
        } else {
            desk.right.put("firm", "r1", name);
        }
        if (!desk.right.names("firm").isEmpty()) {
            runner.runOnce();
        }
    }

    private Status status() {
        return Contract.known(runner.explain(firm).views().get(0).link())
                .rule("name")
                .status();
    }
}
