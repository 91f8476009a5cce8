package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ConflictResolver;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.FieldRule;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Map<Class<?>, Trouble> troubles = new LinkedHashMap<>();

    /**
     * What came of asking.
     *
     * @param why nobody won, in words; of no meaning if somebody did
     * @param broken whether the policy has to be mended, and did not just leave it to a person
     */
    record Ruling(Verdict verdict, String why, boolean broken) {}

    /**
     * A policy that has to be mended.
     *
     * @param why in words, the last time
     * @param rule of the first conflict
     */
    private record Trouble(String policy, String why, String rule, int conflicts) {}

    /** @param keepLease sees to it that the lease does not run out while slow policies are asked one after the other */
    Policies(HostCode code, Runnable keepLease) {
        this.code = code;
        this.keepLease = keepLease;
    }

    Ruling ask(FieldRule rule, Conflict conflict) {
        ConflictResolver policy;
        try {
            policy = RuleFault.contain("the policy", rule::onConflict);
        } catch (RuleFault fault) {
            return noted(rule.getClass(), conflict, broken(Contract.known(fault.getMessage())));
        }
        return ask(policy, conflict);
    }

    Ruling ask(ConflictResolver policy, Conflict conflict) {
        boolean instant = INSTANT.contains(policy);
        return noted(policy.getClass(), conflict, instant ? answer(policy, conflict) : inTime(policy, conflict));
    }

    private Ruling inTime(ConflictResolver policy, Conflict conflict) {
        String name = "the policy " + name(policy.getClass());
        String inTime = " gave no answer within " + code.most().toString().substring(2);
        int before = late.getOrDefault(policy.getClass(), 0);
        if (before >= PATIENCE) {
            return broken(name + inTime + ", " + before + " times, and is not asked any more in this run");
        }
        keepLease.run();
        try {
            return code.ask(() -> answer(policy, conflict));
        } catch (TimeoutException slow) {
            late.put(policy.getClass(), before + 1);
            return new Ruling(Verdict.UNDECIDED, name + inTime, before + 1 == PATIENCE);
        } catch (RejectedExecutionException full) {
            return broken(name + " can not be asked: too many policies were asked before, and have never answered");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Interrupts.ended(stopped);
        }
    }

    /** Also asked on other threads, and after the run has gone on without it. */
    private static Ruling answer(ConflictResolver policy, Conflict conflict) {
        try {
            Verdict verdict = RuleFault.containNullable("the policy", () -> policy.decide(conflict));
            return verdict == null ? broken(NO_ANSWER) : new Ruling(verdict, LEFT_OPEN, false);
        } catch (RuleFault fault) {
            return broken(Contract.known(fault.getMessage()));
        }
    }

    private static Ruling broken(String why) {
        return new Ruling(Verdict.UNDECIDED, why, true);
    }

    private Ruling noted(Class<?> policy, Conflict conflict, Ruling ruling) {
        if (ruling.broken()) {
            Trouble before = troubles.get(policy);
            int conflicts = before == null ? Math.max(1, late.getOrDefault(policy, 0)) : before.conflicts() + 1;
            String rule = before == null ? conflict.rule() : before.rule();
            troubles.put(policy, new Trouble(name(policy), ruling.why(), rule, conflicts));
        }
        return ruling;
    }

    /** Leaves word of each policy that has to be mended, whatever the number of conflicts that it left undecided. */
    void note(Ledger ledger) {
        for (Trouble trouble : troubles.values()) {
            String conflicts = trouble.conflicts() == 1
                    ? "A conflict of rule " + trouble.rule() + " waits"
                    : trouble.conflicts() + " conflicts wait, among them one of rule " + trouble.rule() + ",";
            ledger.waits(
                    "policy " + trouble.policy(),
                    trouble.why() + ". " + conflicts + " for a person; once it is mended, settle what waits by"
                            + " conflicts() and planResolution(..), or edit either side");
        }
        troubles.clear();
    }

    /** The class of a lambda has another name in every process, but for its beginning. */
    private static String name(Class<?> policy) {
        String name = policy.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }
}
