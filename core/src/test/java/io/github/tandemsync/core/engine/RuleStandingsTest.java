package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields that stand still hide in linked records; they are counted and named all the same. */
class RuleStandingsTest {
    private final Desk desk = new Desk();
    private final SyncRunner runner =
            desk.firms(DeletePolicy.UNLINK, new SameName(ConflictResolver.MANUAL), new SameField("phone"));

    @Test
    void whatWasRefusedIsCountedNamedAndTriedAgain() {
        refused("10001", "10003");

        assertThat(runner.pairs().counts("firms"))
                .containsEntry(EntryState.LINKED, 10L)
                .containsEntry(EntryState.FAILING, 0L);
        assertThat(runner.pairs().ruleCounts("firms"))
                .containsOnlyKeys(Status.values())
                .containsEntry(Status.REFUSED, 2L)
                .containsEntry(Status.AGREED, 8L)
                .containsEntry(Status.FROZEN, 0L);
        List<RuleStanding> refused = with(Status.REFUSED);
        assertThat(refused)
                .extracting(rule -> rule.link().toString(), RuleStanding::rule)
                .containsExactlyInAnyOrder(
                        tuple("left:firm/10001=right:firm/r10001", "phone"),
                        tuple("left:firm/10003=right:firm/r10003", "phone"));
        assertThat(refused).allSatisfy(rule -> {
            assertThat(Contract.known(rule.reason()).code()).isEqualTo("VALIDATION");
            assertThat(Contract.known(rule.reason()).at()).isEqualTo(desk.instant());
            assertThat(rule.agreedBefore()).isTrue();
        });

        desk.right.refusesUpdates(false);
        runner.records()
                .withRule("firms", Status.REFUSED, rule -> runner.records().retry(List.of(rule.ref(Side.RIGHT))));
        runner.runOnce();

        assertThat(with(Status.REFUSED)).isEmpty();
        assertThat(desk.right.text("firm", "r10003", "phone")).isEqualTo("new");
    }

    @Test
    void aConflictIsToldWithoutItsValues() {
        desk.firmsInStep(1);
        runner.runOnce();
        desk.left.put("firm", "10000", "secret one");
        desk.right.put("firm", "r10000", "secret two");
        runner.runOnce();

        assertThat(with(Status.CONFLICT)).hasSize(1).first().satisfies(rule -> {
            assertThat(rule.rule()).isEqualTo("name");
            assertThat(rule.toString()).contains("left:firm/10000").doesNotContain("secret");
        });
    }

    @Test
    void anEndedLinkIsNotTold() {
        refused("10001");
        desk.left.archive("firm", "10001");
        runner.runOnce();

        assertThat(with(Status.REFUSED)).isEmpty();
    }

    @Test
    void isReadFromTheStoreAloneAndByANodeThatDoesNotRun() {
        refused("10001");
        try (SyncRunner other = desk.builder(
                        "other",
                        desk.firmsPair(DeletePolicy.UNLINK, new SameName(), new SameField("phone"))
                                .build())
                .build()) {
            desk.left.clearCalls();
            desk.right.clearCalls();
            List<RuleStanding> told = new ArrayList<>();
            other.records().withRule("firms", Status.REFUSED, told::add);

            assertThat(told).hasSize(1);
            assertThat(desk.left.calls("")).isEmpty();
            assertThat(desk.right.calls("")).isEmpty();
        }
    }

    @Test
    void anUnknownPairIsAnError() {
        assertThatThrownBy(() -> runner.records().withRule("ghosts", Status.REFUSED, rule -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ghosts");
        assertThatThrownBy(() -> runner.pairs().ruleCounts("ghosts")).isInstanceOf(IllegalArgumentException.class);
    }

    private void refused(String... ids) {
        desk.firmsInStep(5);
        for (String id : ids) {
            desk.left.edit("firm", id, "phone", "old");
            desk.right.edit("firm", "r" + id, "phone", "old");
        }
        runner.runOnce();
        desk.right.refusesUpdates(true);
        for (String id : ids) {
            desk.left.edit("firm", id, "phone", "new");
        }
        runner.runOnce();
    }

    private List<RuleStanding> with(Status status) {
        List<RuleStanding> told = new ArrayList<>();
        runner.records().withRule("firms", status, told::add);
        return told;
    }
}
