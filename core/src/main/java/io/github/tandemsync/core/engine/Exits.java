package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Membership.Verdict;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.RecordFilter;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What becomes of links of which a record has left the membership filter, by policy, and of paused ones whose records are in again.
 * A link leaves once: what was decided then stands until both are in.
 */
final class Exits {
    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final Removals removals;
    private final Set<Work> apart = new HashSet<>();
    private final List<Proposal> proposals = new ArrayList<>();

    Exits(Session session, ObjectPair pair, StateChange change) {
        this.session = session;
        this.pair = pair;
        this.change = change;
        this.removals = new Removals(session, pair);
    }

    /** Counterparts of what has left, to be taken away. */
    List<Proposal> removals() {
        return proposals;
    }

    /** Whether the link is to be merged in this round. */
    boolean takesPart(Work work) {
        return !apart.contains(work);
    }

    /** Judges a link both of whose records were found. */
    void judge(Work work) {
        if (!Membership.isFiltered(pair) && work.paused() == null) {
            return;
        }
        Verdict left = verdict(work, Side.LEFT);
        Verdict right = verdict(work, Side.RIGHT);
        if (left == Verdict.OUT || right == Verdict.OUT) {
            apart.add(work);
            Side side = left == Verdict.OUT ? Side.LEFT : Side.RIGHT;
            out(work, side, policy(left, right));
        } else if (left == Verdict.UNKNOWN || right == Verdict.UNKNOWN) {
            apart.add(work);
            Side side = left == Verdict.UNKNOWN ? Side.LEFT : Side.RIGHT;
            work.failed(Membership.unknown(session, pair, side, work.entry(side).ref()));
        } else if (work.paused() != null) {
            resume(work);
        }
    }

    /** A filter's field in which a write of ours covers a user's value says nothing before the user has it back. */
    private Verdict verdict(Work work, Side side) {
        boolean given = work.paused() == null && isCovered(work, side);
        return given ? Verdict.IN : Membership.of(pair, side, work.record(side).fields());
    }

    private boolean isCovered(Work work, Side side) {
        RecordFilter filter = pair.membershipFilter(side);
        Look look = work.look(side);
        for (FieldRule rule : filter.fields().isEmpty() ? List.<FieldRule>of() : LinkRules.of(pair, work.link())) {
            RuleState state = work.rule(rule);
            if (!Collections.disjoint(rule.fields(side), filter.fields())
                    && state.status() != Status.REFUSED
                    && look.isAnswered(rule)
                    && !rule.same(side, look.effective(rule, state), look.actual(rule))) {
                return true;
            }
        }
        return false;
    }

    /** Of two that are out at the same time the gentler; nothing is taken away on behalf of what is not in itself. */
    private ExitPolicy policy(Verdict left, Verdict right) {
        ExitPolicy onLeft = pair.onExit(Side.LEFT);
        ExitPolicy onRight = pair.onExit(Side.RIGHT);
        if (left != right) {
            return left == Verdict.OUT ? onLeft : onRight;
        }
        ExitPolicy gentler = onLeft.compareTo(onRight) < 0 ? onLeft : onRight;
        return gentler.removes() ? ExitPolicy.UNLINK : gentler;
    }

    private void out(Work work, Side side, ExitPolicy policy) {
        Reason why = Membership.out(session, pair, side, work.entry(side).ref());
        if (policy == ExitPolicy.PAUSE || work.paused() != null) {
            pause(work, side, why);
        } else if (policy == ExitPolicy.UNLINK) {
            unlink(work, side, why);
        } else {
            remove(work, side, why, policy);
        }
    }

    private void pause(Work work, Side side, Reason why) {
        Reason before = work.paused();
        if (!Membership.isPaused(before)) {
            change.record(session.event(
                    Kind.PAUSED, work.entry(side), work.entry(side.other()).ref(), why.detail()));
        }
        boolean known = before != null && before.detail().equals(why.detail());
        Reason paused = known ? before : why;
        work.pause(paused);
        for (FieldRule rule : LinkRules.of(pair, work.link())) {
            RuleState state = work.rule(rule);
            RuleState open = Unmerged.open(session, work, state);
            if (!open.equals(state)) {
                work.rule(rule, open);
            }
        }
        for (Side each : Side.values()) {
            work.entry(work.entry(each).in(EntryState.LINKED, paused));
            work.lookedAt(each, work.record(each).stamp());
        }
    }

    private void resume(Work work) {
        if (Membership.isPaused(work.paused())) {
            Entry left = work.entry(Side.LEFT);
            change.record(
                    session.event(Kind.RESUMED, left, work.entry(Side.RIGHT).ref(), "both are in again"));
        }
        work.pause(null);
        work.keepLink(change); // with its event, whatever becomes of the writes
    }

    private void unlink(Work work, Side side, Reason why) {
        RecordRef other = work.entry(side.other()).ref();
        for (Side each : Side.values()) {
            new CoveredEdits(session, pair).report(work, each, change);
        }
        work.end(change, why, EntryState.UNLINKED, EntryState.UNLINKED);
        change.record(session.event(Kind.UNLINKED, work.entry(side), other, why.detail()));
    }

    private void remove(Work work, Side side, Reason why, ExitPolicy policy) {
        Side target = side.other();
        if (removals.lacksAField(work, target)) {
            return;
        }
        String kept = removals.keeps(work, target);
        if (kept == null) {
            RecordRef cause = work.entry(side).ref();
            proposals.add(Removals.of(session, work, target, cause, Removals.how(policy)));
        } else {
            unlink(work, side, new Reason(why.code(), why.detail() + "; what it faces stays, for " + kept, why.at()));
        }
    }
}
