package io.github.tandemsync.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import org.junit.jupiter.api.Test;

/** A policy that gives no answer to a conflict leaves it to a person, and nothing else stops for it. */
class PolicyFaultTest {
    private final Desk desk = new Desk();

    @Test
    void aPolicyThatReturnsNullLeavesTheConflictUndecided() {
        assertUndecided(nullGiven(), "the policy gave no answer");
    }

    @Test
    void aPolicyThatCallsItselfForEverLeavesTheConflictUndecided() {
        assertUndecided(PolicyFaultTest::endless, "the policy threw java.lang.StackOverflowError");
    }

    @Test
    void aPolicyOfWhichAClassIsMissingLeavesTheConflictUndecided() {
        assertUndecided(
                conflict -> {
                    throw new NoClassDefFoundError("com/acme/Help");
                },
                "the policy threw java.lang.NoClassDefFoundError");
    }

    @Test
    void wantOfMemoryIsNoMatterOfThePolicyAlone() {
        SyncRunner runner = conflicting(conflict -> {
            throw new OutOfMemoryError("heap");
        });

        assertThatThrownBy(runner::runOnce).isInstanceOf(OutOfMemoryError.class);
    }

    private void assertUndecided(ConflictResolver policy, String why) {
        SyncRunner runner = conflicting(policy);
        desk.left.put("firm", "new", "another");

        SyncReport report = runner.runOnce();

        assertThat(report.ok()).isTrue();
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.open()).isTrue();
            assertThat(event.detail()).contains(why);
        });
        assertThat(desk.left.names("firm")).contains("one");
        assertThat(desk.right.names("firm")).contains("other", "another");
        runner.runOnce();
        assertThat(desk.events(Kind.CONFLICT)).hasSize(1);
    }

    /** Both sides have edited the one firm. */
    private SyncRunner conflicting(ConflictResolver policy) {
        SyncRunner runner = desk.firms(new SameName(policy));
        desk.firmsInStep(1);
        runner.runOnce();
        String id = desk.left.ids("firm").get(0);
        desk.left.put("firm", id, "one");
        desk.right.put("firm", desk.link(Side.LEFT, id).ref(Side.RIGHT).id(), "other");
        return runner;
    }

    @SuppressWarnings("NullAway") // as a policy may that was compiled without the check
    private static ConflictResolver nullGiven() {
        return conflict -> null;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static ConflictResolver.Verdict endless(ConflictResolver.Conflict conflict) {
        return endless(conflict);
    }
}
