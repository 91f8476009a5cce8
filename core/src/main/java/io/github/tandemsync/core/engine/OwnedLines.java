package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.Owners.Obstacle;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the lines of a round to their owners. A line is created once its owner is linked, and written or removed while its owner is
 * there and editable; until then the whole of it stands still, with what was edited still to be merged. It is looked at again when
 * its owner changes, and once a day in case nobody tells; soon, if the owner could not be asked. A pair without owner passes untouched.
 */
final class OwnedLines {
    static final String NO_OWNER = "no-owner";
    static final String NOT_LINKED = "owner-not-linked";
    static final Duration PAUSE = Duration.ofHours(24);
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMinutes(15);

    private final Session session;
    private final ObjectPair pair;
    private final @Nullable Owners owners;

    OwnedLines(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
        Owner owner = pair.owner();
        this.owners = owner == null ? null : new Owners(session, pair, owner);
    }

    /** From here on, what is decided about the line can be taken back. */
    void begin(Work work) {
        if (owners != null) {
            work.decides();
        }
    }

    // ---- new lines

    /** Whether a new line has to wait for its owner; it is settled then. */
    boolean awaits(Work work, References references, Outlook outlook) {
        if (owners == null) {
            return false;
        }
        Side from = work.only().side();
        FieldValue value = work.record(from).fields().get(owners.field(from));
        if (value == null) {
            work.failed(session.reason(Membership.UNKNOWN, owners.field(from) + " was not in the answer"));
            return true;
        }
        Set<RecordRef> named = Owners.named(value);
        if (named.isEmpty()) {
            String detail = owners.field(from) + " is empty: a line is created once it has an owner";
            standStill(work, from, NO_OWNER, detail, null, null, true);
            return true;
        }
        for (RecordRef owner : named) {
            if (references.counterpart(from, owner, owners.pair()).isEmpty()) {
                await(work, owner, references.stateOf(owner, owners.pair()), outlook);
                return true;
            }
        }
        return false;
    }

    private void await(Work work, RecordRef owner, @Nullable EntryState state, Outlook outlook) {
        boolean hopeless = Work.isFinal(state);
        String detail = owner + " has no counterpart" + (hopeless ? "; it is " + state : " yet");
        // a plan that is not carried out ends no link, and tells nobody
        Instant next = outlook.leaving().test(owner) ? session.now().plus(PAUSE) : null;
        standStill(work, work.only().side(), NOT_LINKED, detail, owner, next, hopeless);
    }

    // ---- lines of which one side is gone

    /** Asks for the owners of all lines that may be about to be removed. */
    void lookForRemovals(Collection<Work> works) {
        if (owners == null) {
            return;
        }
        Map<Side, Set<RecordRef>> lost = new EnumMap<>(Side.class);
        Map<Side, Set<RecordRef>> left = new EnumMap<>(Side.class);
        for (Work work : works) {
            Side gone = gone(work);
            if (gone != null) {
                ask(lost, gone, ofGone(work, gone));
                ask(left, gone.other(), owners.of(work, gone.other()));
            }
        }
        lost.forEach(owners::read);
        left.forEach((side, refs) -> {
            owners.learn(refs);
            owners.read(side, owners.inDoubt(side, refs));
        });
    }

    private static void ask(Map<Side, Set<RecordRef>> asked, Side side, Set<RecordRef> refs) {
        asked.computeIfAbsent(side, key -> new TreeSet<>()).addAll(refs);
    }

    /** The side whose record was removed, where the other's may have to go too; else null. */
    private @Nullable Side gone(Work work) {
        for (Side side : work.isLinked() ? Side.values() : new Side[0]) {
            if (Removals.isAway(work.answer(side))
                    && work.isFound(side.other())
                    && pair.onRemoved(side).removes()) {
                return side;
            }
        }
        return null;
    }

    private Set<RecordRef> ofGone(Work work, Side gone) {
        Owners known = Contract.known(owners);
        Set<RecordRef> own = known.of(work, gone);
        return own.isEmpty() ? known.facing(gone.other(), known.of(work, gone.other())) : own;
    }

    /** Why the gone line was not removed for its own sake: its owner went, or nobody can tell whose it was. Null if it was. */
    @Nullable
    Reason wentAlong(Work work) {
        Side gone = owners == null ? null : gone(work);
        if (gone == null) {
            return null;
        }
        Set<RecordRef> lost = ofGone(work, gone);
        for (Side side : Side.values()) {
            for (RecordRef owner : side == gone ? lost : Contract.known(owners).of(work, side)) {
                Obstacle obstacle = Contract.known(owners).obstacle(side, owner);
                if (obstacle != null && obstacle.isGone()) {
                    return session.reason(obstacle.code(), obstacle.detail());
                }
            }
        }
        return lost.isEmpty()
                ? session.reason(NO_OWNER, work.entry(gone).ref() + " is gone, and whose line it was is not known")
                : null;
    }

    /** Whether the line that is left can not be removed now, should it have to be; it stands still then. */
    boolean holdsRemoval(Work work) {
        Side gone =
                owners == null || work.mayHaveComeBack() ? null : gone(work); // what came back is not removed anyway
        if (gone == null || RemovedByUs.is(work.entry(gone)) || wentAlong(work) != null) {
            return false;
        }
        for (RecordRef owner : ofGone(work, gone)) {
            if (Contract.known(owners).isUncertain(owner)) {
                String detail = "whether " + owner + " is still there can not be read now";
                hold(work, gone, new Obstacle(Owners.NOT_READABLE, detail, owner));
                return true;
            }
        }
        return holds(work, gone.other(), Contract.known(owners).of(work, gone.other()));
    }

    private boolean holds(Work work, Side side, Set<RecordRef> refs) {
        for (RecordRef owner : refs) {
            Obstacle obstacle = Contract.known(owners).obstacle(side, owner);
            if (obstacle != null) {
                hold(work, side, obstacle);
                return true;
            }
        }
        return false;
    }

    // ---- writes

    /** The writes whose owners let them be sent; the lines of the others stand still. */
    List<Proposal> pass(List<Proposal> proposals) {
        if (owners == null || proposals.isEmpty()) {
            return proposals;
        }
        look(proposals);
        Set<Work> still = new HashSet<>();
        for (Proposal proposal : proposals) {
            Obstacle obstacle = still.contains(proposal.work()) ? null : obstacle(proposal);
            if (obstacle != null) {
                hold(proposal.work(), proposal.target(), obstacle);
                still.add(proposal.work());
            }
        }
        return proposals.stream()
                .filter(proposal -> !still.contains(proposal.work()))
                .toList();
    }

    private void look(List<Proposal> proposals) {
        Owners known = Contract.known(owners);
        Map<Side, Set<RecordRef>> asked = new EnumMap<>(Side.class);
        Map<Side, Set<RecordRef>> sources = new EnumMap<>(Side.class);
        for (Proposal proposal : proposals) {
            Side target = proposal.target();
            ask(asked, target, held(proposal));
            ask(asked, target, intended(proposal));
            ask(sources, target.other(), ofSource(proposal));
        }
        Set<RecordRef> all = new TreeSet<>();
        asked.values().forEach(all::addAll);
        sources.values().forEach(all::addAll);
        known.learn(all);
        asked.forEach((side, refs) -> known.read(side, known.inDoubt(side, refs)));
        sources.forEach((side, refs) -> known.read(side, known.withNews(refs)));
    }

    private Set<RecordRef> held(Proposal proposal) {
        return proposal.kind() == Intent.Kind.CREATE
                ? Set.of()
                : Contract.known(owners).of(proposal.work(), proposal.target());
    }

    private Set<RecordRef> intended(Proposal proposal) {
        Values values = proposal.intent().intended();
        return Owners.named(values.get(Contract.known(owners).field(proposal.target())));
    }

    private @Nullable Obstacle obstacle(Proposal proposal) {
        Owners known = Contract.known(owners);
        Side target = proposal.target();
        Set<RecordRef> next = intended(proposal);
        if (proposal.kind() == Intent.Kind.CREATE && next.isEmpty()) {
            return new Obstacle(
                    NO_OWNER,
                    "no rule gives the new line its owner",
                    proposal.intent().source());
        }
        for (RecordRef owner : next) {
            Obstacle obstacle = known.obstacle(target, owner);
            if (obstacle != null) {
                return obstacle;
            }
        }
        for (RecordRef owner : held(proposal)) {
            Obstacle obstacle = known.obstacle(target, owner);
            if (obstacle != null && !(obstacle.isGone() && !next.isEmpty())) {
                return obstacle;
            }
        }
        for (RecordRef owner : ofSource(proposal)) {
            Obstacle obstacle = known.obstacle(target.other(), owner);
            if (obstacle != null && obstacle.isGone()) {
                return obstacle;
            }
        }
        return null;
    }

    /** Of an updated line: that of a new one is linked, and that of a removed one was asked for. */
    private Set<RecordRef> ofSource(Proposal proposal) {
        return proposal.kind() == Intent.Kind.UPDATE
                ? Contract.known(owners).of(proposal.work(), proposal.target().other())
                : Set.of();
    }

    // ---- standing still

    private void hold(Work work, Side side, Obstacle obstacle) {
        Side about = work.isLinked() ? side : work.only().side();
        standStill(
                work,
                about,
                obstacle.code(),
                obstacle.detail(),
                obstacle.owner(),
                session.now().plus(obstacle.isUnknown() ? UNTIL_ASKED_AGAIN : PAUSE),
                true);
    }

    private void standStill(
            Work work,
            Side about,
            String code,
            String detail,
            @Nullable RecordRef owner,
            @Nullable Instant next,
            boolean isNews) {
        Entry entry = work.entry(about);
        Reason known = work.trouble(about);
        boolean told =
                known != null && known.code().equals(code) && known.detail().equals(detail);
        Reason why = told ? Contract.known(known) : session.reason(code, detail);
        HistoryEntry event = session.event(Kind.PARKED, entry, owner, code + ": " + detail);
        work.standStill(event, why, owner, next);
        if (isNews && !told) {
            work.happened(event);
        }
    }
}
