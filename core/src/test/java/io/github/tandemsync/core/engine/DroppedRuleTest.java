package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A field rule is taken out of a mapping. When it is put in again: {@link ReturningRuleTest}. */
class DroppedRuleTest {
    private final Desk desk = new Desk();

    private SyncRunner runner(FieldRule... rules) {
        return Desk.enabled(desk.builder(
                        "runner", desk.firmsPair(DeletePolicy.UNLINK, rules).build())
                .build());
    }

    @BeforeEach
    void agreed() {
        desk.firmsInStep(1);
        desk.left.edit("firm", "10000", "phone", "agreed");
        desk.right.edit("firm", "r10000", "phone", "agreed");
        runner(new SameName(), new SameField("phone")).runOnce();
    }

    @Test
    void isNotCountedOrNamed() {
        desk.right.refusesUpdates(true);
        desk.left.edit("firm", "10000", "phone", "refused");
        runner(new SameName(), new SameField("phone")).runOnce();

        SyncRunner without = runner(new SameName());
        List<RuleStanding> refused = new ArrayList<>();
        without.records().withRule("firms", Status.REFUSED, refused::add);

        assertThat(refused).isEmpty();
        assertThat(without.pairs().ruleCounts("firms"))
                .containsEntry(Status.REFUSED, 0L)
                .containsEntry(Status.AGREED, 1L);
    }
}
