package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A create that the other system refuses is tried again by itself: nobody says when an administrator has mended it. */
class RefusedCreateTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner = desk.firms(new SameName());

    RefusedCreateTest() {
        desk.left.put("firm", "1", "Contoso");
        desk.right.refusesCreates(true);
    }

    @Test
    void isTriedAgainOnceTheSystemIsMended() {
        runner.runOnce();
        assertThat(view().entry().state()).isEqualTo(EntryState.FAILING);
        assertThat(runner.explain(desk.left.type("firm").ref("1")).text()).contains("next look: 2026-03-02T09:00:00Z");
        desk.right.refusesCreates(false);
        desk.pass(Duration.ofMinutes(59));
        runner.runOnce();
        assertThat(desk.right.names("firm")).isEmpty();

        desk.pass(Duration.ofMinutes(1));
        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso");
        assertThat(view().entry().state()).isEqualTo(EntryState.LINKED);
    }

    @Test
    void isTriedEverLaterUpToADay() {
        List<Long> hours = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runner.runOnce();
            Duration pause = Duration.between(desk.instant(), due());
            hours.add(pause.toHours());
            desk.pass(pause);
        }

        assertThat(hours).containsExactly(1L, 2L, 4L, 8L, 16L, 24L, 24L, 24L);
        assertThat(desk.right.calls("write")).hasSize(8);
    }

    @Test
    void isTriedAtOnceWhenTheRecordChanges() {
        runner.runOnce();
        desk.right.refusesCreates(false);
        desk.left.put("firm", "1", "Contoso AG");

        runner.runOnce();

        assertThat(desk.right.names("firm")).containsExactly("Contoso AG");
    }

    @Test
    void whoAndWhatIsInTheWayIsTold() {
        desk.right.refusesCreates(false);
        desk.right.unique("phone");
        desk.right.put("firm", "r1", "Fabrikam");
        desk.right.edit("firm", "r1", "phone", "555");
        desk.left.edit("firm", "1", "phone", "555");
        SyncRunner withPhone = desk.firms(DeletePolicy.UNLINK, new SameName(), new OneWay("phone"));
        withPhone.runOnce();

        assertThat(withPhone.explain(desk.left.type("firm").ref("1")).text())
                .contains("AMBIGUOUS (exists: a unique value is taken by right:firm/r1: taken: phone; since");
    }

    private Instant due() {
        return Contract.known(view().entry().mark().due());
    }

    private Explanation.View view() {
        return runner.explain(desk.left.type("firm").ref("1")).views().get(0);
    }
}
