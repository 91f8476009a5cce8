package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import java.util.function.Predicate;

/**
 * What a round has to know of a plan: what has been planned before it, or what of it may be sent.
 *
 * @param leaving records of which the plan has said already that they, or their counterparts, are removed
 * @param taking how many writes the plan has in the pair that remove something or empty a field
 * @param coming records whose counterparts were created by the plan: when it was made, nothing could refer to those yet
 * @param patient whether a new record may wait for its parent; what was planned is done now or not at all
 * @param approves which writes may be sent; a piece of the round that needs another one is left as it is
 * @param wishes what people ask for beyond the rules
 */
record Outlook(
        Predicate<RecordRef> leaving,
        long taking,
        Predicate<RecordRef> coming,
        boolean patient,
        Predicate<Proposal> approves,
        Wishes wishes) {
    /** There is no plan: everything may be sent. */
    static final Outlook FREE = planned(ref -> false, 0, Wishes.NONE);

    static Outlook planned(Predicate<RecordRef> leaving, long taking, Wishes wishes) {
        return new Outlook(leaving, taking, ref -> false, true, wishes::allow, wishes);
    }

    static Outlook approved(Predicate<RecordRef> coming, Predicate<Proposal> approves, Wishes wishes) {
        return new Outlook(ref -> false, 0, coming, false, approves.and(wishes::allow), wishes);
    }
}
