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
    private static final String GIVEN =
            "; a person gave it to both sides, and the other one may have it: give either the value that is right";

    private static final Duration LONGEST_RETRY = Duration.ofHours(24);
    private static final Duration PATIENCE = Duration.ofHours(24);
    private static final BackOff RETRY = new BackOff(Refused.FIRST_RETRY, LONGEST_RETRY, () -> 0);

    private final Session session;
    private final ObjectPair pair;

    Refusals(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Sees that a rule that was refused for want of a right is tried again, if it was. */
    static void keepTrying(Work work, RuleState state) {
        if (Refused.isForRights(state)) {
            Reason why = Contract.known(state.reason());
            Reason first = first(work, why);
            work.retryAt(next(first.at(), why.at()), first);
        }
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
        Duration pause = Duration.between(first, last).plus(Refused.FIRST_RETRY);
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
        setAside(work, EntryState.FAILING, Refused.CODE, detail, Kind.REFUSED, null, change);
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
        Reason now = session.reason(
                Refused.NOT_REMOVED, "it could not be removed: " + refusal.code() + ": " + refusal.reason());
        Reason first = first(work, now);
        if (!first.equals(work.trouble(proposal.target()))) {
            change.record(session.event(Kind.REFUSED, target, source, now.detail()));
        }
        if (!refusal.code().equals(Refused.MOVED)
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
        boolean exit = Departures.isExit(work, proposal.intent());
        EntryState cause = exit ? EntryState.UNLINKED : EntryState.REMOVED;
        Reason why = session.reason(
                exit ? Membership.CODE : Refused.NOT_REMOVED,
                "it could not be removed: " + refusal.code() + ": " + refusal.reason());
        LeftBehind.note(session, work, proposal.target());
        change.record(session.event(
                Kind.UNLINKED, work.entry(proposal.target()), proposal.intent().source(), why.detail()));
        work.end(change, why, left ? EntryState.UNLINKED : cause, left ? cause : EntryState.UNLINKED);
    }

    private void update(Proposal proposal, WriteAnswer.Refused refusal, StateChange change) {
        boolean together = proposal.decisions().size() > 1;
        if (together) {
            proposal.work().lookAgain();
        }
        for (Reasoned reasoned : proposal.decisions()) {
            if (together) {
                refused(proposal, reasoned, Refused.TOGETHER, refusal.reason(), change);
            } else if (refusal.forRights()) {
                refused(proposal, reasoned, Refused.NO_RIGHT, refusal.code() + ": " + refusal.reason(), change);
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
        String basis = Refused.basis(
                session.digests()
                        .basis(rule, Status.REFUSED, now(work, reasoned, Side.LEFT), now(work, reasoned, Side.RIGHT)),
                state,
                reasoned.decision() instanceof Restore);
        boolean known = Refused.isForRights(state)
                && basis.equals(state.basis())
                && code.equals(Refused.NO_RIGHT)
                && reason.equals(Contract.known(state.reason()).detail());
        work.rule(rule, state.in(Status.REFUSED, why, basis).since(state.leftSince(), state.rightSince()));
        if (reasoned.decision() instanceof Write && reasoned.covered(proposal.target())) {
            work.lookAgain(); // what would have been overwritten is to be given back now
        }
        if (!code.equals(Refused.TOGETHER) && !known) {
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
