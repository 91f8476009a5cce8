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

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.waiting()).isTrue();
            assertThat(problem.where()).isEqualTo("policy io.github.tandemsync.core.engine.PolicyFaultTest");
            assertThat(problem.message())
                    .contains(why)
                    .endsWith(". A conflict of rule " + rule()
                            + " waits for a person; once it is mended, settle what waits by conflicts() and"
                            + " planResolution(..), or edit either side");
        });
        assertThat(desk.events(Kind.CONFLICT)).singleElement().satisfies(event -> {
            assertThat(event.open()).isTrue();
            assertThat(event.detail()).contains(why);
        });
        assertThat(desk.left.names("firm")).contains("one");
        assertThat(desk.right.names("firm")).contains("other", "another");
        assertThat(runner.runOnce().ok()).as("it is not asked again").isTrue();
        assertThat(desk.events(Kind.CONFLICT)).hasSize(1);
    }

    @Test
    void aPolicyThatThrowsOnEveryConflictIsOneProblem() {
        SyncRunner runner = conflicting(3, PolicyFaultTest::endless);

        assertThat(runner.plan().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains(
                                "StackOverflowError",
                                ". 3 conflicts wait, among them one of rule " + rule() + ", for a person"));
    }

    @Test
    void aPolicyThatLeavesItToAPersonIsNoProblem() {
        assertThat(conflicting(3, ConflictResolver.MANUAL).runOnce().ok()).isTrue();
    }

    private static String rule() {
        return new SameName().id();
    }

    /** Both sides have edited the one firm. */
    private SyncRunner conflicting(ConflictResolver policy) {
        return conflicting(1, policy);
    }

    private SyncRunner conflicting(int many, ConflictResolver policy) {
        SyncRunner runner = desk.firms(new SameName(policy));
        desk.firmsInStep(many);
        runner.runOnce();
        for (String id : desk.left.ids("firm")) {
            desk.left.put("firm", id, "one");
            desk.right.put("firm", desk.link(Side.LEFT, id).ref(Side.RIGHT).id(), "other");
        }
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
