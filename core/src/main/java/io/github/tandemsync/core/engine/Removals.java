package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.DeletePolicy;
import io.github.tandemsync.core.rule.ExitPolicy;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to a link of which a side is gone: by policy, and never against an edit. */
final class Removals {
    private static final String COME_BACK =
            "a removal of this got no answer, and it was changed since: whether somebody brought it"
                    + " back can not be told";

    private final Session session;
    private final ObjectPair pair;

    Removals(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** A record came back whose copy we removed because it was gone: nobody else wished the copy away. */
    static void makeAnew(Session session, Work work, Entry copy) {
        Entry source = work.only();
        work.happened(session.event(
                Kind.RESTORED,
                source,
                copy.ref(),
                "it came back, and its counterpart, which we removed, is made anew"));
        work.entry(Links.anew(source));
    }

    static boolean isAway(ReadAnswer answer) {
        return answer instanceof ReadAnswer.Archived || answer instanceof ReadAnswer.Gone;
    }

    /**
     * Settles the link, or proposes to remove the survivor.
     *
     * @param along why what is gone was not removed for its own sake; null if it was
     */
    @Nullable
    Proposal decide(Work work, @Nullable Reason along, StateChange change) {
        Side gone = isAway(work.answer(Side.LEFT)) ? Side.LEFT : Side.RIGHT;
        Side left = gone.other();
        Reason why = RemovedByUs.is(work.entry(gone))
                ? Contract.known(work.entry(gone).reason())
                : session.reason(LeftBehind.CODE, work.entry(gone).ref() + " is gone");
        if (isAway(work.answer(left))) {
            boolean byUs = RemovedByUs.is(work.entry(left));
            Reason end = byUs ? Contract.known(work.entry(left).reason()) : why;
            work.end(change, end, EntryState.REMOVED, EntryState.REMOVED);
            return null;
        }
        new CoveredEdits(session, pair).report(work, left, change);
        if (RemovedByUs.is(work.entry(gone))) {
            cameBack(work, left, why, change);
            return null;
        }
        if (along != null) {
            unlink(work, gone, along, change);
            return null;
        }
        if (Distrust.isMarked(work.link())) {
            String detail = work.entry(gone).ref() + " is gone, and what this held when the two agreed is not known";
            unlink(work, gone, session.reason(LeftBehind.CODE, detail), change);
            return null;
        }
        if (isUnfounded(work)) {
            dissolve(work, gone, why, change);
            return null;
        }
        DeletePolicy policy = pair.onRemoved(gone);
        boolean byPolicy = policy.removes();
        if (byPolicy && lacksAField(work, left)) {
            return null;
        }
        boolean removes = byPolicy && Departures.isIn(work, left);
        String kept = "this was edited since";
        if (removes && !isEdited(work, left)) {
            if (!work.mayHaveComeBack()) {
                return of(session, work, left, work.entry(gone).ref(), how(policy));
            }
            kept = COME_BACK;
        }
        unlink(
                work,
                gone,
                removes ? session.reason(LeftBehind.EDITED, work.entry(gone).ref() + " is gone, but " + kept) : why,
                change);
        return null;
    }

    /** Why the side's record of a link is not to be taken away; null if it may be. */
    @Nullable
    String keeps(Work work, Side side) {
        if (Distrust.isMarked(work.link())) {
            return "what the two agreed on is not known";
        }
        if (isUnfounded(work)) {
            return "the two never agreed on anything";
        }
        return isEdited(work, side) ? "it was edited since" : work.mayHaveComeBack() ? COME_BACK : null;
    }

    static How how(ExitPolicy policy) {
        return switch (policy) {
            case DEACTIVATE -> How.DEACTIVATE;
            case DELETE -> How.DELETE;
            default -> How.ARCHIVE;
        };
    }

    private static How how(DeletePolicy policy) {
        return switch (policy) {
            case DEACTIVATE -> How.DEACTIVATE;
            case DELETE -> How.DELETE;
            default -> How.ARCHIVE;
        };
    }

    /** Matched, but never merged and not made by us: the two have nothing in common yet. */
    private boolean isUnfounded(Work work) {
        return work.entries().values().stream()
                        .allMatch(entry -> entry.key() == null && !carriesOurKey(work.answer(entry.side())))
                && work.link().rules().values().stream().allMatch(rule -> rule.leftBase() == null)
                && work.entries().keySet().stream().noneMatch(side -> tookOverAnother(work, side));
    }

    /** What it took over faced another, or was made by us: what people removed may be the same thing. */
    private boolean tookOverAnother(Work work, Side side) {
        CrmRecord record = shown(work.answer(side));
        return record != null
                && session.entries(pair.id(), Succession.predecessors(pair, side, record)).stream()
                        .anyMatch(before -> before.key() != null || before.link() != null);
    }

    private static @Nullable CrmRecord shown(ReadAnswer answer) {
        return answer instanceof ReadAnswer.Found found
                ? found.record()
                : answer instanceof ReadAnswer.Archived archived ? archived.record() : null;
    }

    /** Made by us, also where the store has forgotten it. */
    private boolean carriesOurKey(ReadAnswer answer) {
        CrmRecord record = shown(answer);
        return record != null && session.keys().ours(record.key()) != null;
    }

    /** What we had removed on its behalf is gone, and it is here: somebody brought it back, as a record without a link. */
    private void cameBack(Work work, Side here, Reason why, StateChange change) {
        if (Membership.isFiltered(pair)) {
            Departures.removed(session, work, here.other(), why, change);
        } else {
            work.end(change, why, EntryState.REMOVED, EntryState.REMOVED);
        }
        change.put(EntryUpdate.raise(work.entry(here).withStamp(null), session.now()));
    }

    private void dissolve(Work work, Side gone, Reason why, StateChange change) {
        work.end(change, why, EntryState.REMOVED, EntryState.REMOVED);
        Entry survivor = work.entry(gone.other()).in(EntryState.UNMATCHED, null).withStamp(null);
        change.put(EntryUpdate.raise(survivor, session.now()));
    }

    private void unlink(Work work, Side gone, Reason why, StateChange change) {
        boolean left = gone == Side.LEFT;
        Side here = gone.other();
        RecordRef survivor = work.entry(here).ref();
        LeftBehind.note(session, work, here);
        work.end(
                change,
                why,
                left ? EntryState.REMOVED : EntryState.UNLINKED,
                left ? EntryState.UNLINKED : EntryState.REMOVED);
        if (pair.onRemoved(gone) != DeletePolicy.IGNORE || work.isRemovedByUs()) {
            change.record(session.event(
                    Kind.UNLINKED, pair.id(), here, survivor, work.entry(gone).ref(), why.detail()));
        }
    }

    /** Whether not everything was answered by which an edit, or that it has left, would be known; it is looked at again then. */
    boolean lacksAField(Work work, Side side) {
        boolean answered =
                work.record(side).fields().hasAll(pair.membershipFilter(side).fields())
                        && LinkRules.of(pair, work.link()).stream().allMatch(work.look(side)::isAnswered);
        if (!answered) {
            work.failed(session.reason(Membership.UNKNOWN, "a field was not in the answer: it may have been edited"));
        }
        return !answered;
    }

    private boolean isEdited(Work work, Side side) {
        Look look = work.look(side);
        return LinkRules.of(pair, work.link()).stream().anyMatch(rule -> isEdited(look, rule, work.rule(rule)));
    }

    /** A system clears a reference with the record that it points to; that is nobody's edit. */
    private boolean isClearedWithItsTarget(Values base, Values now) {
        Set<RecordRef> targets = new HashSet<>();
        base.forEach((name, value) -> {
            if (value instanceof FieldValue.Reference reference) {
                targets.add(reference.target());
            }
        });
        return now.allEmpty()
                && !targets.isEmpty()
                && session
                        .store()
                        .entries(new EntryQuery.InAnyPair(session.settings().connection(), targets))
                        .stream()
                        .allMatch(entry -> entry.state() == EntryState.REMOVED);
    }

    private boolean isEdited(Look look, FieldRule rule, RuleState state) {
        Side side = look.side();
        Values base = state.base(side);
        if (base == null) {
            return !look.actual(rule).allEmpty(); // whether the other side ever had it, nobody has seen
        }
        if (Drifted.isLeft(rule, state)) {
            return true;
        }
        Values now = look.effective(rule, state);
        RuleState.Unseen unseen = state.unseen();
        boolean backAgain = unseen != null && unseen.target() != side && !rule.same(side, unseen.source(), now);
        return backAgain || (!rule.same(side, base, now) && !isClearedWithItsTarget(base, now));
    }

    /** The removal of a record as it was read, because of another. */
    static Proposal of(Session session, Work work, Side target, RecordRef cause, How how) {
        RecordRef ref = work.entry(target).ref();
        Intent intent = new Intent(
                session.intentId(),
                work.pair().id(),
                Intent.Kind.REMOVE,
                target,
                ref.type(),
                cause,
                ref,
                null,
                how,
                null,
                work.record(target).stamp(),
                Values.none(),
                work.record(target).fields(),
                Values.none(),
                Set.of(),
                session.run(),
                session.epoch(),
                session.now());
        return new Proposal(work, intent, List.of());
    }

    /** Records what users wrote into a record while we were taking it away. */
    void report(Intent intent, @Nullable FieldTrail trail, StateChange change) {
        if (trail == null) {
            return;
        }
        for (String field : trail.edits().keySet()) {
            Edit last = Look.lastBy(Author.SOMEBODY, trail.of(field));
            if (last != null) {
                change.record(new HistoryEntry(
                        pair.id(),
                        session.run(),
                        Kind.CONFLICT,
                        intent.target(),
                        Contract.known(intent.ref()),
                        intent.source(),
                        null,
                        Values.of(field, last.value()),
                        Values.of(field, FieldValue.EMPTY),
                        "edited while it was being removed",
                        false,
                        session.now()));
            }
        }
    }
}
