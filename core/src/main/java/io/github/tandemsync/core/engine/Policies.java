package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.FieldRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Asks the policies of field rules about conflicts; whatever one does instead of an answer in time leaves its conflict undecided. One
 * for each run: a policy that was late several times is not asked any more in it. Confined to one thread.
 */
final class Policies {
    /** So often a policy may be late in one run. */
    static final int PATIENCE = 3;

    private static final String LEFT_OPEN = "the policy leaves it to a person";
    private static final String NO_ANSWER =
            "the policy gave no answer, but null; mend it: UNDECIDED leaves it to a person";
    private static final Set<ConflictResolver> INSTANT = Set.of(
            ConflictResolver.PREFER_LEFT,
            ConflictResolver.PREFER_RIGHT,
            ConflictResolver.MANUAL,
            ConflictResolver.MOST_RECENT);

    private final HostCode code;
    private final Runnable keepLease;
    private final Map<Class<?>, Integer> late = new HashMap<>();

    /**
     * What came of asking.
     *
     * @param why nobody won, in words; of no meaning if somebody did
     */
    record Ruling(Verdict verdict, String why) {}

    /** @param keepLease sees to it that the lease does not run out while slow policies are asked one after the other */
    Policies(HostCode code, Runnable keepLease) {
        this.code = code;
        this.keepLease = keepLease;
    }

    Ruling ask(FieldRule rule, Conflict conflict) {
        try {
            return ask(RuleFault.contain("the policy", rule::onConflict), conflict);
        } catch (RuleFault fault) {
            return undecided(Contract.known(fault.getMessage()));
        }
    }

    Ruling ask(ConflictResolver policy, Conflict conflict) {
        return INSTANT.contains(policy) ? answer(policy, conflict) : inTime(policy, conflict);
    }

    private Ruling inTime(ConflictResolver policy, Conflict conflict) {
        String name = "the policy " + name(policy);
        String inTime = " gave no answer within " + code.most().toString().substring(2);
        int before = late.getOrDefault(policy.getClass(), 0);
        if (before >= PATIENCE) {
            return undecided(name + inTime + ", " + before + " times, and is not asked any more in this run");
        }
        keepLease.run();
        try {
            return code.ask(() -> answer(policy, conflict));
        } catch (TimeoutException slow) {
            late.put(policy.getClass(), before + 1);
            return undecided(name + inTime);
        } catch (RejectedExecutionException full) {
            return undecided(name + " can not be asked: too many policies were asked before, and have never answered");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Interrupts.ended(stopped);
        }
    }

    private static Ruling answer(ConflictResolver policy, Conflict conflict) {
        try {
            Verdict verdict = RuleFault.containNullable("the policy", () -> policy.decide(conflict));
            return verdict == null ? undecided(NO_ANSWER) : new Ruling(verdict, LEFT_OPEN);
        } catch (RuleFault fault) {
            return undecided(Contract.known(fault.getMessage()));
        }
    }

    private static Ruling undecided(String why) {
        return new Ruling(Verdict.UNDECIDED, why);
    }

    /** The class of a lambda has another name in every process, but for its beginning. */
    private static String name(ConflictResolver policy) {
        String name = policy.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
