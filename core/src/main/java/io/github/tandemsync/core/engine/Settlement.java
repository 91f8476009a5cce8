package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Give;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.Restore;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Oscillation;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a write's answer means for bases, links and marks. */
final class Settlement {

    private final Session session;
    private final ObjectPair pair;
    private final List<Work> works;
    private final Refusals refusals;

    /** @param works everything of the round: a record whose own write is still under way is not linked meanwhile */
    Settlement(Session session, ObjectPair pair, List<Work> works) {
        this.session = session;
        this.pair = pair;
        this.works = works;
        this.refusals = new Refusals(session, pair);
    }

    /** @param trail what was edited since the record was read; null where the side refuses writes to moved records */
    void settle(Proposal proposal, WriteAnswer answer, @Nullable FieldTrail trail, StateChange change) {
        Work work = proposal.work();
        work.sent();
        boolean open = answer instanceof WriteAnswer.Unknown
                || (answer instanceof WriteAnswer.Done done
                        && (lacksContent(proposal, done) || lacksVersion(proposal, done, trail)));
        if (open) {
            work.lookAgain();
        } else {
            change.close(proposal.intent().id());
            told(proposal, answer, trail, change);
        }
        goOn(work, change);
    }

    /** A write that certainly did not run, and is due as it was before it was decided. */
    void notRun(Proposal proposal, StateChange change) {
        Work work = proposal.work();
        work.sent();
        change.close(proposal.intent().id());
        work.notRun();
        goOn(work, change);
    }

    /** A write that was decided and is not sent after all: its work is still to be done. */
    void unsent(Proposal proposal, StateChange change) {
        Work work = proposal.work();
        work.sent();
        change.close(proposal.intent().id());
        work.lookAgain();
        goOn(work, change);
    }

    private void goOn(Work work, StateChange change) {
        if (work.isFinished()) {
            return;
        }
        if (work.isSettled()) {
            work.finish(change, session);
        } else if (work.isLinked()) {
            work.keep(change); // what an answer says of the rules is stored with it, not with the last one
        }
    }

    /** Has those looked at again whose twins have found a counterpart by the writes. */
    void release(List<Proposal> proposals, StateChange change) {
        List<Work> settled = proposals.stream()
                .map(Proposal::work)
                .filter(work -> !work.isLinked())
                .toList();
        new Parked(session, pair).releaseOf(settled, change);
    }

    /** A write whose answer does not show what was stored is as good as unknown: a look will tell. */
    private static boolean lacksContent(Proposal proposal, WriteAnswer.Done done) {
        return proposal.kind() != Intent.Kind.REMOVE && done.asStored() == null;
    }

    /** So is one that does not show from where on edits are no part of the conflict that it ends. */
    private static boolean lacksVersion(Proposal proposal, WriteAnswer.Done done, @Nullable FieldTrail trail) {
        return trail != null
                && done.stamp() == null
                && proposal.decisions().stream().anyMatch(reasoned -> reasoned.decision() instanceof Give);
    }

    private void told(Proposal proposal, WriteAnswer answer, @Nullable FieldTrail trail, StateChange change) {
        if (answer instanceof WriteAnswer.Done done) {
            done(proposal, done, trail, change);
        } else if (answer instanceof WriteAnswer.Exists exists) {
            exists(proposal, exists, change);
        } else if (answer instanceof WriteAnswer.Refused refused) {
            refusals.refused(proposal, refused, change);
        } else if (answer instanceof WriteAnswer.Retry retry) {
            proposal.work()
                    .lookAgainAt(session.now().plus(retry.after()), session.reason(Refused.LATER, retry.reason()));
        } else if (proposal.kind() != Intent.Kind.CREATE
                && proposal.work().entry(proposal.target()).mark().attempts() >= Intents.STUBBORN) {
            refusals.refused(
                    proposal,
                    new WriteAnswer.Refused(
                            Refused.MOVED, "it is said to have moved, again and again, and reads as before"),
                    change);
        } else {
            proposal.work().lookAgain();
        }
    }

    private void done(Proposal proposal, WriteAnswer.Done done, @Nullable FieldTrail trail, StateChange change) {
        switch (proposal.kind()) {
            case CREATE -> created(proposal, done, change);
            case UPDATE -> updated(proposal, done, trail, change);
            case REMOVE -> removed(proposal, trail, change);
        }
    }

    private void created(Proposal proposal, WriteAnswer.Done done, StateChange change) {
        Intent intent = proposal.intent();
        Values made = Contract.known(done.asStored());
        Set<String> complete = LinkRules.taken(LinkRules.of(pair, intent), intent, made);
        LinkRules.of(pair, intent).stream()
                .filter(rule -> isRefused(rule, intent.target(), done))
                .forEach(rule -> complete.remove(rule.id()));
        Work work = proposal.work();
        work.drop();
        Entry source = work.entry(intent.target().other());
        Links.created(session, change, pair, intent, source, done.ref(), done.stamp(), made, null, complete);
    }

    private static boolean isRefused(FieldRule rule, Side target, WriteAnswer.Done done) {
        return !Collections.disjoint(done.refusals().keySet(), rule.fields(target));
    }

    private void updated(Proposal proposal, WriteAnswer.Done done, @Nullable FieldTrail trail, StateChange change) {
        Work work = proposal.work();
        Intent intent = proposal.intent();
        // a merge in between leaves no trail: only a look shows it
        proposal.decisions().forEach(reasoned -> updated(proposal, reasoned, done, trail, change));
        boolean disturbed = trail != null
                && trail.edits().values().stream().anyMatch(edits -> Look.lastBy(Author.SOMEBODY, edits) != null);
        if (trail != null) {
            work.lookAgain();
        }
        Stamp stamp = disturbed || done.stamp() == null ? intent.targetStamp() : done.stamp();
        work.lookedAt(proposal.target(), Contract.known(stamp));
        new OwnerNews(session, pair).written(proposal, change);
        Set<String> rules = new LinkedHashSet<>(intent.rules());
        proposal.decisions().stream()
                .filter(reasoned -> reasoned.decision() instanceof Give)
                .forEach(reasoned -> rules.add(Give.mark(reasoned.rule())));
        String told = String.join(", ", rules)
                + Attribution.words(work, proposal.target().other(), proposal.decisions());
        change.record(Links.written(session, Intents.kind(intent), intent, done.ref(), told));
    }

    private void updated(
            Proposal proposal,
            Reasoned reasoned,
            WriteAnswer.Done done,
            @Nullable FieldTrail trail,
            StateChange change) {
        Work work = proposal.work();
        FieldRule rule = reasoned.rule();
        Side target = proposal.target();
        Values held = proposal.intent().targetValues().only(rule.fields(target));
        Values stored = held.overlay(Contract.known(done.asStored()).only(rule.fields(target)));
        if (reasoned.decision() instanceof Restore restore) {
            boolean kept = !rule.same(target, restore.wanted(), stored) && rule.same(target, held, stored);
            if (kept) {
                refusals.refused(
                        proposal,
                        reasoned,
                        "not-taken",
                        "it could not be given back: the value stayed as it was",
                        change);
            }
            work.lookAgain();
            return;
        }
        if (!(reasoned.decision() instanceof Write || reasoned.decision() instanceof Give)) {
            work.lookAgain();
            return;
        }
        Values desired = reasoned.decision() instanceof Give give
                ? give.desired(target)
                : ((Write) reasoned.decision()).desired();
        boolean taken = rule.same(target, held.overlay(desired), stored);
        if (trail != null && isDisturbed(rule, target, trail, taken)) {
            RuleState state = work.rule(rule);
            if (work.since(target, state) == null) {
                work.rule(rule, state.sinceOn(target, proposal.intent().targetStamp()));
            }
            work.lookAgain();
            return;
        }
        boolean ignored = !taken && rule.same(target, held, stored);
        if (ignored || isRefused(rule, target, done)) {
            refusals.refused(
                    proposal, reasoned, "not-taken", "the write was accepted, and the value stayed as it was", change);
            return;
        }
        RuleState state = work.rule(rule).with(overwriting(work.rule(rule).oscillation(), target, held));
        if (reasoned.decision() instanceof Give give) {
            work.given(rule, target, stored);
            work.rule(rule, done.stamp() == null ? state : state.sinceOn(target, done.stamp()));
            given(reasoned, give.cause(), work);
            return;
        }
        Write write = (Write) reasoned.decision();
        Values source = write.source();
        RuleState agreed = target == Side.LEFT ? state.advanced(stored, source) : state.advanced(source, stored);
        work.rule(rule, write.cause() == Cause.UNDO ? held(rule, agreed) : agreed);
    }

    /** What both sides were to get is agreed on once both have it; where one refused it, the rule stands as both now are. */
    private void given(Reasoned reasoned, Cause cause, Work work) {
        FieldRule rule = reasoned.rule();
        RuleState state = work.rule(rule);
        Values left = work.given(rule, Side.LEFT);
        Values right = work.given(rule, Side.RIGHT);
        if (left != null && right != null) {
            RuleState agreed = state.advanced(left, right);
            work.rule(rule, cause == Cause.UNDO ? held(rule, agreed) : agreed);
        } else if (state.status() == Status.REFUSED) {
            work.rule(rule, refusals.parked(work, reasoned, state));
        }
    }

    /** What was taken back stays so until either side changes. */
    private RuleState held(FieldRule rule, RuleState state) {
        Values left = Contract.known(state.leftBase());
        Values right = Contract.known(state.rightBase());
        return state.in(
                Status.HELD,
                session.reason("undone", "taken back by run " + session.run()),
                session.digests().basis(rule, Status.HELD, left, right));
    }

    private static boolean isDisturbed(FieldRule rule, Side target, FieldTrail trail, boolean taken) {
        return MixedParts.arose(rule, target, trail)
                || rule.fields(target).stream().anyMatch(field -> isDisturbed(trail.of(field), taken));
    }

    /** Whether a write of ours lies on top of an edit that it did not know, or left no trace beside it. */
    private static boolean isDisturbed(List<Edit> edits, boolean taken) {
        boolean alone = Look.lastBy(Author.OURSELVES, edits) == null && Look.lastBy(Author.SOMEBODY, edits) != null;
        return Look.isCovering(edits) || (alone && !taken);
    }

    private Oscillation overwriting(Oscillation before, Side target, Values held) {
        String digest = session.digests().of(held);
        return target == Side.LEFT
                ? new Oscillation(before.returns(), before.since(), digest, before.overwrittenRight())
                : new Oscillation(before.returns(), before.since(), before.overwrittenLeft(), digest);
    }

    private void removed(Proposal proposal, @Nullable FieldTrail trail, StateChange change) {
        Intent intent = proposal.intent();
        new Removals(session, pair).report(intent, trail, change);
        Work work = proposal.work();
        Reason why = RemovedByUs.why(session, intent);
        String left = Departures.why(session, work, intent);
        change.record(Links.written(session, Kind.REMOVED, intent, proposal.ref(), left == null ? "" : left));
        if (work.isLinked()) {
            if (left == null && intent.how() == How.DEACTIVATE) {
                boolean target = intent.target() == Side.LEFT;
                work.end(
                        change,
                        session.reason("deactivated", "set inactive by us on behalf of " + intent.source()),
                        target ? EntryState.UNLINKED : EntryState.REMOVED,
                        target ? EntryState.REMOVED : EntryState.UNLINKED);
            } else if (left == null) {
                work.end(change, why, EntryState.REMOVED, EntryState.REMOVED);
            } else {
                Departures.removed(session, work, intent.target(), why, change);
            }
            if (trail != null) {
                // what was merged into it meanwhile left no trail: only a look shows it
                change.put(EntryUpdate.raise(work.entry(intent.target()), session.now()));
            }
        } else {
            work.entry(work.only().in(EntryState.REMOVED, why));
        }
    }

    /** The key is taken: by a create of ours that is linked now, or by somebody's record that may be the same thing. */
    private void exists(Proposal proposal, WriteAnswer.Exists exists, StateChange change) {
        Work work = proposal.work();
        Intent intent = proposal.intent();
        if (proposal.kind() != Intent.Kind.CREATE) {
            refusals.refused(proposal, new WriteAnswer.Refused(Refused.TAKEN, exists.detail()), change);
            return;
        }
        RecordRef other = carrier(intent);
        boolean ours = other != null;
        if (other == null) {
            other = exists.existing();
        }
        Entry source = work.only();
        Entry known = other == null ? null : Links.known(session, pair, intent.target(), other);
        if (known != null && isUnderWay(known)) {
            work.lookAgain();
        } else if (known != null && (ours ? isFree(known) : isSame(source, known))) {
            work.drop();
            if (known.state() == EntryState.REMOVED && RemovedByUs.is(known)) {
                String detail =
                        known.ref() + ", which we removed, keeps the create key; restore it, and both are linked";
                change.record(session.event(Kind.UNLINKED, source, known.ref(), detail));
            }
            Links.join(session, change, source, known, ours ? "same create key" : "same unique value");
        } else if (known != null
                && Twins.areSettled(pair)
                && new TwinOfLinked(session, pair).isShadowed(work, known, change)) {
            // it is told by what holds the link
            return;
        } else {
            String detail = "a unique value is taken by " + (other == null ? "a record that was not named" : other)
                    + (exists.detail().isEmpty() ? "" : ": " + exists.detail());
            refusals.setAside(work, EntryState.AMBIGUOUS, Refused.TAKEN, detail, Kind.AMBIGUOUS, other, change);
        }
    }

    private @Nullable RecordRef carrier(Intent intent) {
        CreateKey key = Contract.known(intent.key());
        LocateAnswer located = Contract.known(session.endpoint(intent.target())
                .locate(intent.type(), List.of(key), pair.fields(intent.target(), intent.type()))
                .get(key));
        return located.hits().stream().map(ReadAnswer::asked).findFirst().orElse(null);
    }

    /** Part of this round still, or with a write of unknown outcome: a create from it may have run, and would be a second link. */
    private boolean isUnderWay(Entry entry) {
        boolean inRound = works.stream()
                .anyMatch(work -> !work.isFinished()
                        && work.entries().values().stream()
                                .anyMatch(known -> known.ref().equals(entry.ref())));
        return inRound || !session.intents(pair.id(), entry.ref()).isEmpty();
    }

    private static boolean isFree(Entry entry) {
        return entry.state() == EntryState.UNMATCHED || entry.state() == EntryState.REMOVED;
    }

    private static boolean isSame(Entry source, Entry other) {
        return (other.state() == EntryState.UNMATCHED || LeftBehind.is(other))
                && source.digests().entrySet().stream()
                        .anyMatch(digest ->
                                digest.getValue().equals(other.digests().get(digest.getKey())));
    }
}
