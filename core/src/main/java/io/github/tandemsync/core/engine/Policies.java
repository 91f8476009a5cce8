package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.FieldRule;

/** Asks the policies of field rules about conflicts; whatever one does instead of an answer leaves its conflict undecided. */
final class Policies {
    private static final String LEFT_OPEN = "the policy leaves it to a person";
    private static final String NO_ANSWER =
            "the policy gave no answer, but null; mend it: UNDECIDED leaves it to a person";

    /**
     * What came of asking.
     *
     * @param why nobody won, in words; of no meaning if somebody did
     */
    record Ruling(Verdict verdict, String why) {}

    Ruling ask(FieldRule rule, Conflict conflict) {
        try {
            Verdict verdict = RuleFault.containNullable(
                    "the policy", () -> rule.onConflict().decide(conflict));
            return verdict == null ? undecided(NO_ANSWER) : new Ruling(verdict, LEFT_OPEN);
        } catch (RuleFault fault) {
            return undecided(Contract.known(fault.getMessage()));
        }
    }

    private static Ruling undecided(String why) {
        return new Ruling(Verdict.UNDECIDED, why);
    }
}
