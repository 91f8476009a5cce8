package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.engine.RuleDecision.Give;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.Restore;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes of one record that a system did not take. A value is tried again when either side changes. What may be taken once an
 * administrator has mended the system, of which no feed tells, is tried again after 1, 2, 4, 8 and 16 hours, and then daily.
 */
final class Refusals {
    /** The reason of rules, and of their records, that may not be written with the credentials at hand. */
    static final String NO_RIGHT = "no-right";

    /** The reason of linked records of which one is to be removed and was not let go. */
    static final String NOT_REMOVED = "removal-refused";

    /** The code of a record that never is as it reads, however often it is read again: that is no matter of time. */
    static final String MOVED = "moved";

    private static final String GIVEN =
            "; a person gave it to both sides, and the other one may have it: give either the value that is right";

    private static final Duration FIRST_RETRY = Duration.ofHours(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final BackOff RETRY = new BackOff(FIRST_RETRY, LONGEST_RETRY, () -> 0);

    private final Session session;
    private final ObjectPair pair;

    Refusals(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Whether the rule was refused for want of a right; its reason tells when it was last tried. */
    static boolean isForRights(RuleState state) {
        Reason why = state.reason();
        return state.status() == Status.REFUSED && why != null && why.code().equals(NO_RIGHT);
    }

    /** Whether the rule was refused for want of a right and is to be tried again, whatever its sides hold. */
    static boolean isDue(RuleState state, Instant now) {
        return isForRights(state) && !lastTry(state).plus(FIRST_RETRY).isAfter(now);
    }

    /** Sees that a rule that was refused for want of a right is tried again, if it was. */
    static void keepTrying(Work work, RuleState state) {
        if (isForRights(state)) {
            Reason why = Contract.known(state.reason());
            Reason first = first(work, why);
            work.retryAt(next(first.at(), why.at()), first);
        }
    }

    /** The link with every rule that was refused to be decided anew, whatever its sides hold. */
    static Link undecided(ObjectPair pair, Link link) {
        Link open = link;
        for (FieldRule rule : Links.rules(pair, link)) {
            RuleState state = open.rule(rule.id());
            if (state.status() == Status.REFUSED) {
                RuleState undecided = state.in(Status.REFUSED, state.reason(), null);
                open = open.withRule(rule.id(), undecided.since(state.since(Side.LEFT), state.since(Side.RIGHT)));
            }
        }
        return open;
    }

    static Instant lastTry(RuleState state) {
        return Contract.known(state.reason()).at();
    }

    /** What was said of the record when it was first refused so, in today's words. */
    private static Reason first(Work work, Reason now) {
        for (Entry entry : work.entries().values()) {
            Reason before = work.trouble(entry.side());
            if (before != null && before.code().equals(now.code())) {
                return before.detail().equals(now.detail())
                        ? before
                        : new Reason(now.code(), now.detail(), before.at());
            }
        }
        return now;
    }

    /** An hour after the first try, then ever later up to a day. */
    private static Instant next(Instant first, Instant last) {
        Duration pause = Duration.between(first, last).plus(FIRST_RETRY);
        return last.plus(pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause);
    }

    void refused(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        if (!refusal.forRights()) { // a field may be gone
            session.endpoint(proposal.target()).forget(proposal.intent().type());
        }
        switch (proposal.kind()) {
            case CREATE -> create(proposal, refusal, change);
            case REMOVE -> remove(proposal, refusal, change);
            case UPDATE -> update(proposal, refusal, change);
        }
    }

    private void create(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        Work work = proposal.work();
        String detail = refusal.code() + ": " + refusal.reason();
        setAside(work, EntryState.FAILING, Settlement.REFUSED, detail, Kind.REFUSED, null, change);
        retryLater(work);
        session.refusedCreates().add(proposal.target(), proposal.intent().type());
    }

    private void remove(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        Work work = proposal.work();
        RecordRef source = proposal.intent().source();
        if (!work.isLinked()) {
            setAside(work, EntryState.FAILING, refusal.code(), refusal.reason(), Kind.REFUSED, source, change);
            retryLater(work);
            return;
        }
        Entry target = work.entry(proposal.target());
        Reason now =
                session.reason(NOT_REMOVED, "it could not be removed: " + refusal.code() + ": " + refusal.reason());
        Reason first = first(work, now);
        if (!first.equals(work.trouble(proposal.target()))) {
            change.record(session.event(Kind.REFUSED, target, source, now.detail()));
        }
        if (!refusal.code().equals(MOVED)
                && (refusal.forRights() || first.at().plus(PATIENCE).isAfter(now.at()))) {
            work.retryAt(next(first.at(), now.at()), first);
        } else {
            giveUp(proposal, refusal, change);
        }
    }

    /** The link ends; what was not let go stays. */
    private void giveUp(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        Work work = proposal.work();
        boolean left = proposal.target() == Side.LEFT;
        boolean exit = Exits.isExit(work, proposal.intent());
        EntryState cause = exit ? EntryState.UNLINKED : EntryState.REMOVED;
        String detail = exit ? refusal.code() + ": " + refusal.reason() : refusal.reason();
        Reason why = session.reason(exit ? Membership.CODE : refusal.code(), "it could not be removed: " + detail);
        change.record(session.event(
                Kind.UNLINKED, work.entry(proposal.target()), proposal.intent().source(), why.detail()));
        Links.end(change, work, why, left ? EntryState.UNLINKED : cause, left ? cause : EntryState.UNLINKED);
    }

    private void update(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        boolean together = proposal.decisions().size() > 1;
        if (together) {
            proposal.work().lookAgain();
        }
        for (Reasoned reasoned : proposal.decisions()) {
            if (together) {
                refused(proposal, reasoned, Reconciler.REFUSED_TOGETHER, refusal.reason(), change);
            } else if (refusal.forRights()) {
                refused(proposal, reasoned, NO_RIGHT, refusal.code() + ": " + refusal.reason(), change);
                keepTrying(proposal.work(), proposal.work().rule(reasoned.rule()));
            } else {
                refused(proposal, reasoned, refusal.code(), refusal.reason(), change);
            }
        }
    }

    /** The rule of a value that was given to both sides, of which one refused it: it stands for what the two now hold. */
    RuleState parked(Work work, Reasoned reasoned, RuleState state) {
        String basis = session.digests()
                .basis(
                        reasoned.rule(),
                        Status.REFUSED,
                        now(work, reasoned, Side.LEFT),
                        now(work, reasoned, Side.RIGHT));
        return state.in(Status.REFUSED, state.reason(), basis).since(state.leftSince(), state.rightSince());
    }

    private static Values now(Work work, Reasoned reasoned, Side side) {
        Values given = work.given(reasoned.rule(), side);
        return given == null ? reasoned.values(side) : given;
    }

    /** The write of one rule. */
    void refused(Proposal proposal, Reasoned reasoned, String code, String because, StateChange change) {
        String reason = reasoned.decision() instanceof Give ? because + GIVEN : because;
        Work work = proposal.work();
        FieldRule rule = reasoned.rule();
        RuleState state = work.rule(rule);
        Reason why = session.reason(code, reason);
        String basis = Reconciler.refusal(
                session.digests()
                        .basis(rule, Status.REFUSED, now(work, reasoned, Side.LEFT), now(work, reasoned, Side.RIGHT)),
                state,
                reasoned.decision() instanceof Restore);
        boolean known = isForRights(state)
                && basis.equals(state.basis())
                && code.equals(NO_RIGHT)
                && reason.equals(Contract.known(state.reason()).detail());
        work.rule(rule, state.in(Status.REFUSED, why, basis).since(state.leftSince(), state.rightSince()));
        if (reasoned.decision() instanceof Write && reasoned.covered(proposal.target())) {
            work.lookAgain(); // what would have been overwritten is to be given back now
        }
        if (!code.equals(Reconciler.REFUSED_TOGETHER) && !known) {
            change.record(new HistoryEntry(
                    pair.id(),
                    session.run(),
                    Kind.REFUSED,
                    proposal.target(),
                    proposal.ref(),
                    proposal.intent().source(),
                    rule.id(),
                    reasoned.left(),
                    reasoned.right(),
                    code + ": " + reason,
                    false,
                    session.now()));
        }
    }

    /** When the record changes, it is tried at once. */
    private void retryLater(Work work) {
        work.lookAgainAt(session.now().plus(RETRY.after(work.only().mark().attempts())), null);
    }

    /** A single record that can not be created from for now; it is looked at again when it changes, if not earlier. */
    void setAside(
            Work work,
            EntryState state,
            String code,
            String detail,
            Kind kind,
            @Nullable RecordRef other,
            StateChange change) {
        Reason before = work.only().reason();
        boolean known =
                before != null && before.code().equals(code) && before.detail().equals(detail);
        Entry entry = work.only().in(state, known ? before : session.reason(code, detail));
        work.entry(entry);
        if (!known) {
            change.record(session.event(kind, entry, other, detail));
        }
    }
}
