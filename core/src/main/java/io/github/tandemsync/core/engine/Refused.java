package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.time.Duration;
import java.time.Instant;

/** How a refusal is stored: its code, and of a rule what exactly was refused and when it is tried again. Pure. */
final class Refused {
    /** The reason of single records that a system did not take, and that no right would help. */
    static final String CODE = "refused";

    /** The reason of rules, and of their records, that may not be written with the credentials at hand. */
    static final String NO_RIGHT = "no-right";

    /** The reason of linked records of which one is to be removed and was not let go. */
    static final String NOT_REMOVED = "removal-refused";

    /** The reason of single records of which a unique value is another's. */
    static final String TAKEN = "exists";

    /** The reason of records whose write the system wants to have later. */
    static final String LATER = "retry";

    /** The code of a record that never is as it reads, however often it is read again: that is no matter of time. */
    static final String MOVED = "moved";

    /** The reason of rules that were refused in one write together; they are tried one at a time. */
    static final String TOGETHER = "refused-together";

    /** Marks the basis of a refusal to give back a value, which says nothing about the rule's own write. */
    private static final String RESTORING = "-restoring";

    /** Marks the basis where both were refused, one after the other. */
    private static final String BOTH = "-both";

    static final Duration FIRST_RETRY = Duration.ofHours(1);

    private Refused() {}

    /** Whether the rule was refused for want of a right; its reason tells when it was last tried. */
    static boolean isForRights(RuleState state) {
        Reason why = state.reason();
        return state.status() == Status.REFUSED && why != null && why.code().equals(NO_RIGHT);
    }

    /** Whether the rule was refused for want of a right and is to be tried again, whatever its sides hold. */
    static boolean isDue(RuleState state, Instant now) {
        return isForRights(state) && !lastTry(state).plus(FIRST_RETRY).isAfter(now);
    }

    static Instant lastTry(RuleState state) {
        return Contract.known(state.reason()).at();
    }

    /** The link with every rule that was refused to be decided anew, whatever its sides hold. */
    static Link undecided(ObjectPair pair, Link link) {
        return LinkRules.undecided(link, Status.REFUSED, LinkRules.ids(pair, link));
    }

    /**
     * What a refusal stands for. The rule's own write, and giving back the value that a write of ours covers, are refused apart.
     *
     * @param values the digest of both sides' values
     * @param before the rule as it was
     * @param restoring whether it was a value that was to be given back
     */
    static String basis(String values, RuleState before, boolean restoring) {
        String other = restoring ? values : values + RESTORING;
        boolean both = other.equals(before.basis()) || (values + BOTH).equals(before.basis());
        return both ? values + BOTH : restoring ? values + RESTORING : values;
    }

    /** Whether it was the giving back of a value that the digest stands for that was refused, whatever else was. */
    static boolean isOfGivingBack(RuleState state, String values) {
        return (values + RESTORING).equals(state.basis()) || isOfBoth(state, values);
    }

    /** Whether it was the rule's own write that was refused, whatever else was. */
    static boolean isOfWriting(RuleState state, String values) {
        return values.equals(state.basis()) || isOfBoth(state, values);
    }

    private static boolean isOfBoth(RuleState state, String values) {
        return (values + BOTH).equals(state.basis());
    }
}
