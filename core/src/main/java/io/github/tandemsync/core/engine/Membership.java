package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import org.jspecify.annotations.Nullable;

/** What a pair's filters say of a record: whether it may start to sync, and whether a linked one still takes part. */
final class Membership {
    /** The reason of whatever is out, or faces what is out. */
    static final String CODE = "membership";

    /** The reason of whatever can not be decided since an answer lacked a field. */
    static final String UNKNOWN = "field-unknown";

    /** The reason of a link whose copy was never seen to be in. */
    static final String UNSEEN = "membership-unseen";

    private Membership() {}

    /** What a membership filter says of a record. */
    enum Verdict {
        IN,
        OUT,
        /** A field that the filter looks at was not in the answer. */
        UNKNOWN
    }

    static boolean isFiltered(ObjectPair pair) {
        return isFiltered(pair, Side.LEFT) || isFiltered(pair, Side.RIGHT);
    }

    static boolean isFiltered(ObjectPair pair, Side side) {
        return pair.membershipFilter(side) != RecordFilter.ALL;
    }

    static Verdict of(ObjectPair pair, Side side, Values values) {
        return of(pair.membershipFilter(side), values);
    }

    private static Verdict of(RecordFilter filter, Values values) {
        if (!values.hasAll(filter.fields())) {
            return Verdict.UNKNOWN;
        }
        return filter.accepts(values) ? Verdict.IN : Verdict.OUT;
    }

    /**
     * Why a record may not start to sync, or why nobody knows whether it may ({@link #isUnknown}); null if it may.
     */
    static @Nullable Reason keptOut(Session session, ObjectPair pair, Side side, Values values) {
        RecordFilter entry = pair.entryFilter(side);
        Verdict starts = of(entry, values);
        Verdict stays = of(pair, side, values);
        if (starts == Verdict.OUT) {
            return session.reason("filter", "the entry filter is: " + entry.describe());
        } else if (stays == Verdict.OUT) {
            return session.reason(CODE, filter(pair, side));
        } else if (starts == Verdict.UNKNOWN) {
            return session.reason(
                    UNKNOWN,
                    "whether it may start can not be told, for want of a field: the entry filter is: "
                            + entry.describe());
        }
        return stays == Verdict.UNKNOWN
                ? session.reason(
                        UNKNOWN, "whether it is in can not be told, for want of a field: " + filter(pair, side))
                : null;
    }

    /** Whether a reason says that an answer lacked a field, or that a rule threw: nothing is concluded from it. */
    static boolean isUnknown(@Nullable Reason reason) {
        return reason != null && (reason.code().equals(UNKNOWN) || reason.code().equals(RuleFault.CODE));
    }

    /** The record out, or failing until somebody can tell whether it is. */
    static Entry keptOut(Entry entry, Reason why) {
        return entry.in(isUnknown(why) ? EntryState.FAILING : EntryState.EXCLUDED, why);
    }

    /** Why a linked record, and what faces it, do not take part. */
    static Reason out(Session session, ObjectPair pair, Side side, RecordRef ref) {
        return session.reason(CODE, ref + " is out: " + filter(pair, side));
    }

    /** Why a record is not copied to the side. */
    static Reason copyOut(Session session, ObjectPair pair, Side side) {
        return session.reason(CODE, "its copy would be out: " + filter(pair, side));
    }

    /** Why nobody knows whether a record is in. */
    static Reason unknown(Session session, ObjectPair pair, Side side, RecordRef ref) {
        String detail = "whether " + ref + " is in can not be told, for want of a field: " + filter(pair, side);
        return session.reason(UNKNOWN, detail);
    }

    private static String filter(ObjectPair pair, Side side) {
        return "the membership filter is: " + pair.membershipFilter(side).describe();
    }

    /** The new link of two records, of which nobody has seen yet whether both are in: it has nothing to leave before. */
    static Link begun(Session session, Link link) {
        ObjectPair pair = session.settings().pair(link.pair());
        return pair != null && isFiltered(pair) ? link.withPaused(unseen(session)) : link;
    }

    /** The new link of a record and its copy. */
    static Link begun(Session session, ObjectPair pair, Link link, Side copy, Values made) {
        return of(pair, copy, made) == Verdict.IN ? link : link.withPaused(unseen(session));
    }

    private static Reason unseen(Session session) {
        return session.reason(UNSEEN, "whether both are in is looked at next");
    }

    /** Whether the record lost its link because it, or what it faced, was out. */
    static boolean hasLeft(Entry entry) {
        Reason why = entry.reason();
        return why != null && why.code().equals(CODE) && entry.link() != null;
    }

    /** Whether the record never started, because it is out. */
    static boolean isKeptOut(Entry entry) {
        Reason why = entry.reason();
        return entry.state() == EntryState.EXCLUDED && why != null && why.code().equals(CODE) && entry.link() == null;
    }

    /** Whether the link ended because one of the two was out. */
    static boolean hasEnded(@Nullable Link link) {
        Reason why = link == null ? null : link.ended();
        return why != null && why.code().equals(CODE);
    }

    /** Whether one of the two was seen to be out. */
    static boolean isPaused(@Nullable Reason paused) {
        return paused != null && paused.code().equals(CODE);
    }
}
