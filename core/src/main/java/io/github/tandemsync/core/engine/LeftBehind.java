package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records that stayed when somebody removed their counterpart. None is copied again, which would bring back what was removed; but
 * whoever makes the thing anew over there means this one: a match rule may find it for a newcomer, like any record without a link.
 */
final class LeftBehind {
    /** The counterpart is gone. */
    static final String CODE = "removed";

    /** The counterpart is gone, and it would have gone too, but for an edit of it. */
    static final String EDITED = "edited";

    private static final Set<String> CODES = Set.of(CODE, EDITED, Refused.NOT_REMOVED);

    private final Session session;
    private final ObjectPair pair;
    private final Map<RecordRef, ReadAnswer> seen = new HashMap<>();

    /** What a look at one says of whether a newcomer may be linked with it. */
    enum Verdict {
        /** It is there, and still matches. */
        FREE,
        /** It is there, and a filter keeps it out. */
        OUT,
        /** It matches no longer. */
        OTHER,
        /** It can not be told now. */
        UNKNOWN
    }

    LeftBehind(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    static boolean is(Entry entry) {
        Reason why = entry.reason();
        return entry.state() == EntryState.UNLINKED && why != null && CODES.contains(why.code());
    }

    /** Notes by what a linked record would be found. */
    static void note(Session session, Work work, Side side) {
        work.entry(noted(session, work, work.entry(side)));
    }

    private static Entry noted(Session session, Work work, Entry entry) {
        try {
            return session.digests()
                    .noted(work.pair(), entry, work.record(entry.side()).fields());
        } catch (RuleFault fault) {
            return entry; // it is found by what it was: a match rule that throws on it holds up no merge
        }
    }

    /** What was read of a record in this round already. */
    void saw(RecordRef ref, ReadAnswer answer) {
        seen.put(ref, answer);
    }

    /** Reads those of the records that were not read yet, for what is stored of them may be old. */
    void look(Side side, Collection<RecordRef> refs) {
        List<RecordRef> unread =
                refs.stream().filter(ref -> !seen.containsKey(ref)).toList();
        seen.putAll(session.endpoint(side).read(unread, type -> pair.fields(side, type)));
    }

    /** The new link of two that were read: where both hold a value, what is empty later was emptied by somebody. */
    Link known(Link link) {
        return LinkRules.contested(pair, link, rule -> holds(link, rule, Side.LEFT) && holds(link, rule, Side.RIGHT));
    }

    private boolean holds(Link link, FieldRule rule, Side side) {
        return seen.get(link.ref(side)) instanceof ReadAnswer.Found found
                && !found.record().fields().only(rule.fields(side)).allEmpty();
    }

    /** Whether a record that was looked at is not there any more, or nobody knows. */
    boolean mayBeGone(RecordRef ref) {
        ReadAnswer answer = seen.get(ref);
        return answer != null && !(answer instanceof ReadAnswer.Found) && !(answer instanceof ReadAnswer.Hidden);
    }

    /** Of a record that was looked at. */
    Verdict verdict(Entry entry, MatchRule rule, String digest) {
        CrmRecord record = seen.get(entry.ref()) instanceof ReadAnswer.Found found ? found.record() : null;
        if (record == null
                || !record.ref().equals(entry.ref())
                || !record.fields().hasAll(rule.fields(entry.side()))) {
            return Verdict.UNKNOWN;
        }
        try {
            if (!digest.equals(session.digests().match(pair, rule, entry.side(), record.fields()))) {
                return Verdict.OTHER;
            }
            Reason keptOut = Membership.keptOut(session, pair, entry.side(), record.fields());
            return keptOut == null ? Verdict.FREE : Membership.isUnknown(keptOut) ? Verdict.UNKNOWN : Verdict.OUT;
        } catch (RuleFault fault) {
            return Verdict.UNKNOWN; // its own look says so
        }
    }
}
