package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.engine.Membership.Verdict;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at records whose link ended because one of the two had left the membership filter: once both are in, they find each other
 * again. The counterparts of a whole round are read together.
 */
final class Returns {
    private static final String GONE_WHILE_OUT = ", which it faced, was removed while it was out";

    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final Map<RecordRef, ReadAnswer> counterparts = new HashMap<>();

    /** What is to become of a record. */
    enum Step {
        /** It is left as it is. */
        STAYS,
        /** Its link is taken up again. */
        JOINS,
        /** Its counterpart, which we removed, is to be made anew. */
        BEGINS_ANEW
    }

    Returns(Session session, ObjectPair pair, StateChange change) {
        this.session = session;
        this.pair = pair;
        this.change = change;
    }

    /** Reads what faced those that are in again. */
    void prepare(Collection<Work> works) {
        List<Entry> back = new ArrayList<>();
        for (Work work : works) {
            Entry entry = work.only();
            if (Membership.hasLeft(entry)
                    && work.isFound(entry.side())
                    && Membership.of(
                                    pair,
                                    entry.side(),
                                    work.record(entry.side()).fields())
                            == Verdict.IN) {
                back.add(entry);
            }
        }
        for (Side side : Side.values()) {
            read(
                    side,
                    back.stream()
                            .filter(entry -> entry.side() != side)
                            .map(Returns::faced)
                            .toList());
        }
    }

    private static RecordRef faced(Entry entry) {
        LinkId link = Contract.known(entry.link());
        return entry.side() == Side.LEFT ? link.right() : link.left();
    }

    private void read(Side side, List<RecordRef> refs) {
        counterparts.putAll(session.endpoint(side).read(refs, type -> pair.fields(side, type)));
    }

    /**
     * What is to become of a record that was found.
     *
     * @param old its last link, which has ended
     * @param other what it faced, still of that link
     */
    Step step(Work work, CrmRecord record, Link old, Entry other) {
        Entry entry = work.only();
        Verdict own = Membership.of(pair, entry.side(), record.fields());
        if (own == Verdict.IN) {
            return step(work, old, other);
        }
        if (own == Verdict.OUT) {
            stay(work, Membership.out(session, pair, entry.side(), entry.ref()), other);
        } else {
            work.failed(Membership.unknown(session, pair, entry.side(), entry.ref()));
        }
        return Step.STAYS;
    }

    private Step step(Work work, Link old, Entry other) {
        RecordRef ref = other.ref();
        if (!counterparts.containsKey(ref)) {
            read(other.side(), List.of(ref));
        }
        ReadAnswer answer = Contract.known(counterparts.get(ref));
        if (answer instanceof ReadAnswer.Found found) {
            return facing(work, other, found.record());
        }
        if (Removals.isAway(answer)) {
            return alone(work, old, other);
        }
        if (Trouble.isMet(answer)) {
            work.failed(Trouble.ofFaced(session, ref));
        }
        return Step.STAYS; // else taken over by another record
    }

    private Step facing(Work work, Entry other, CrmRecord record) {
        Verdict verdict = Membership.of(pair, other.side(), record.fields());
        Entry entry = work.only();
        if (verdict == Verdict.IN && LinkRules.canFace(pair, entry.side(), entry.ref(), other.ref())) {
            return Step.JOINS;
        }
        if (verdict == Verdict.OUT) {
            stay(work, Membership.out(session, pair, other.side(), other.ref()), other);
        } else if (verdict == Verdict.UNKNOWN) {
            work.failed(Membership.unknown(session, pair, other.side(), other.ref()));
        }
        return Step.STAYS;
    }

    /** What it faced is gone: by us, or because somebody wished so. */
    private Step alone(Work work, Link old, Entry other) {
        if (RemovedByUs.is(other) || work.only().state() == EntryState.REMOVED) {
            return Step.BEGINS_ANEW;
        }
        Reason why = session.reason(Membership.CODE, other.ref() + GONE_WHILE_OUT);
        if (stay(work, why, other)) {
            RecordRef faced = old.ref(other.side());
            change.record(session.event(Kind.UNLINKED, work.only(), faced, why.detail()));
        }
        return Step.STAYS;
    }

    /** Whether what the record faced went while one of the two was out, so that their link is not taken up again. */
    static boolean isAlone(Entry entry) {
        Reason why = entry.reason();
        return why != null && why.detail().endsWith(GONE_WHILE_OUT);
    }

    /** Whether that is news. */
    private boolean stay(Work work, Reason why, Entry other) {
        Entry entry = work.only();
        Reason before = entry.reason();
        boolean back = entry.state() == EntryState.REMOVED;
        if (!back && before != null && before.detail().equals(why.detail())) {
            return false;
        }
        if (back && pair.onExit(other.side()) != ExitPolicy.DEACTIVATE) {
            String detail = "it came back without its link: " + why.detail();
            change.record(session.event(Kind.RESTORED, entry, other.ref(), detail));
        }
        EntryState state = entry.state() == EntryState.EXCLUDED ? EntryState.EXCLUDED : EntryState.UNLINKED;
        work.entry(entry.in(state, why));
        return true;
    }
}
