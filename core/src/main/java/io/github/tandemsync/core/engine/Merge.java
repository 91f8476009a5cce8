package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.RuleDecision.Advance;
import io.github.tandemsync.core.engine.RuleDecision.Cause;
import io.github.tandemsync.core.engine.RuleDecision.Give;
import io.github.tandemsync.core.engine.RuleDecision.Keep;
import io.github.tandemsync.core.engine.RuleDecision.Reasoned;
import io.github.tandemsync.core.engine.RuleDecision.Restore;
import io.github.tandemsync.core.engine.RuleDecision.SetAside;
import io.github.tandemsync.core.engine.RuleDecision.Write;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.ConflictResolver.Conflict;
import io.github.tandemsync.core.rule.ConflictResolver.Verdict;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Contest;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges one link whose two records were found. Rules that need no write are settled at once; the others become at most one
 * update a side. A rule stays open, with the version from which its edits are still to be merged, until its write is settled.
 */
final class Merge {
    private static final SetAside NOT_TAKEN = new SetAside(
            Status.REFUSED, "not-taken", "writes were accepted, and the value stayed as it was", Kind.REFUSED);

    private static final String NOT_MAPPED = "no rule of this name maps the two any more: nothing is written for it";

    static final String GIVEN = "a person gave both sides another value";

    private static final String DOUBT =
            "a write got no answer, and the record was edited since: whether this was put back can not be told";

    private final Session session;
    private final Work work;
    private final References references;
    private final Wishes wishes;
    private final Reconciler reconciler;
    private final Map<Side, List<Reasoned>> writes = new EnumMap<>(Side.class);

    Merge(Session session, Work work, References references, Wishes wishes) {
        this.session = session;
        this.work = work;
        this.references = references;
        this.wishes = wishes;
        this.reconciler = new Reconciler(
                work.look(Side.LEFT),
                work.look(Side.RIGHT),
                references,
                session.policies(),
                session.digests(),
                session.now());
    }

    /** The updates to be sent; none if everything is settled. */
    List<Proposal> decide() {
        List<FieldRule> rules = LinkRules.of(work.pair(), work.link());
        for (Side side : Side.values()) {
            Look look = work.look(side);
            if (rules.stream().anyMatch(rule -> !look.isSteady(rule, work.rule(rule)))) {
                work.lookAgain();
                return List.of();
            }
        }
        rules.forEach(rule -> settle(decide(rule)));
        wishes.rules(work.link()).stream()
                .filter(wished -> rules.stream().noneMatch(rule -> rule.id().equals(wished)))
                .forEach(wished -> work.remark(wished, NOT_MAPPED));
        for (Side side : Side.values()) {
            work.lookedAt(side, work.record(side).stamp());
            LeftBehind.note(session, work, side);
        }
        List<Proposal> proposals = new ArrayList<>();
        writes.forEach((side, decisions) -> proposals.add(update(side, decisions)));
        return proposals;
    }

    private Reasoned decide(FieldRule rule) {
        Wish wish = wishes.of(work.link(), rule);
        Granting.Answer answer = wish == null
                ? null
                : new Granting(reconciler, work.look(Side.LEFT), work.look(Side.RIGHT))
                        .answer(rule, work.rule(rule), wish);
        if (answer != null && answer.refusal() != null) {
            work.remark(rule.id(), answer.refusal());
        }
        Reasoned granted = answer == null ? null : answer.granted();
        return granted == null ? reconciler.decide(rule, work.rule(rule)) : granted;
    }

    private void settle(Reasoned reasoned) {
        RuleState before = reasoned.before().with(reasoned.oscillation());
        RuleDecision decision = reasoned.decision();
        FieldRule rule = reasoned.rule();
        if (!isAnswered(rule)) {
            work.rule(rule, open(before));
            work.failed(session.reason(Membership.UNKNOWN, "a field of rule " + rule.id() + " was not in the answer"));
        } else if (isUnasked(decision)) {
            work.rule(rule, open(before));
            work.lookAgain();
        } else if (decision instanceof Keep) {
            Refusals.keepTrying(work, before);
            if (before.status() != Status.AGREED) {
                work.rule(rule, open(before));
            } else if (before.leftBase() != null) {
                work.rule(rule, before.since(null, null));
            }
        } else if (decision instanceof Advance advance) {
            RuleState agreed = before.advanced(advance.left(), advance.right());
            work.rule(rule, advance.drift() ? Drifted.left(session, agreed) : agreed);
            if (advance.drift()) {
                String told = "left as it is" + Attribution.words(work, reasoned);
                work.happened(event(Kind.DRIFT, reasoned, Side.LEFT, reasoned.left(), reasoned.right(), told));
            }
        } else if (decision instanceof SetAside aside) {
            setAside(reasoned, before, aside, false);
        } else if (decision instanceof Restore && work.isNotTaken(rule)) {
            setAside(reasoned, before, NOT_TAKEN, true);
        } else if (decision instanceof Restore restore) {
            work.rule(rule, open(before));
            propose(restore.side(), reasoned);
        } else if (decision instanceof Give give) {
            give(reasoned, before, give);
        } else if (decision instanceof Write write) {
            write(reasoned, before, write);
        }
        if (work.rule(rule).status() == Status.CONFLICT) {
            awaitLinks(reasoned);
        }
    }

    /** Whether it is a write of the rule's own, where nothing is to be written but what people ask for. */
    private boolean isUnasked(RuleDecision decision) {
        boolean asked = decision instanceof Write write && write.cause() != Cause.RULE;
        boolean writes = decision instanceof Write || decision instanceof Restore;
        return writes && !asked && wishes.isExclusive(work.pair().id());
    }

    /** Whether two references differ depends on whom the records face that they name: another link of one may settle the conflict. */
    private void awaitLinks(Reasoned reasoned) {
        for (Side side : Side.values()) {
            reasoned.values(side).forEach((field, value) -> {
                if (value instanceof FieldValue.Reference reference) {
                    work.waitsFor(side, references.awaited(reference.target()));
                }
            });
        }
    }

    private boolean isAnswered(FieldRule rule) {
        return work.look(Side.LEFT).isAnswered(rule) && work.look(Side.RIGHT).isAnswered(rule);
    }

    /** The rule with the versions from which its edits are still to be merged, on sides that keep a history. */
    private RuleState open(RuleState state) {
        return Unmerged.open(session, work, state);
    }

    /** @param restoring whether it is not the rule's own write that was refused */
    private void setAside(Reasoned reasoned, RuleState before, SetAside aside, boolean restoring) {
        RecordRef parent = aside.parent();
        Side waitingSide = aside.waitingSide();
        String inVain =
                parent == null || waitingSide == null ? null : references.inVain(waitingSide, parent, aside.pairs());
        String detail = inVain == null ? aside.detail() : aside.detail() + ", " + inVain;
        Reason why = session.reason(aside.code(), detail);
        String values = session.digests().basis(reasoned.rule(), aside.status(), reasoned.left(), reasoned.right());
        String basis =
                aside.status() == Status.REFUSED ? Refused.basis(values, before, restoring) : aside.basis(values);
        boolean known = before.status() == aside.status()
                && basis.equals(before.basis())
                && before.reason() != null
                && before.reason().detail().equals(detail);
        RuleState open = open(aside.status() == Status.CONFLICT ? before.contest() : before);
        work.rule(
                reasoned.rule(),
                open.in(aside.status(), known ? before.reason() : why, basis)
                        .since(open.leftSince(), open.rightSince()));
        if (parent != null && waitingSide != null) {
            work.waitsFor(waitingSide, references.awaited(parent));
        }
        Kind event = inVain == null ? aside.event() : Kind.PARKED;
        if (event != null && !known) {
            String by = event == Kind.CONFLICT ? Attribution.words(work, reasoned) : "";
            work.happened(event(event, reasoned, Side.LEFT, reasoned.left(), reasoned.right(), detail + by));
        }
    }

    private void write(Reasoned reasoned, RuleState before, Write write) {
        Side target = write.target();
        FieldRule rule = reasoned.rule();
        Values held = work.look(target).actual(rule);
        Values loser = write.loser();
        if (loser != null && !isTold(reasoned)) {
            String winner = work.entry(target.other()).ref().type().system();
            String verdict = write.cause() == Cause.CHOICE ? "a person chose " : "the policy prefers ";
            String told = verdict + winner + Attribution.words(work, reasoned);
            work.happened(event(Kind.CONFLICT, reasoned, target, loser, write.source(), told));
        } else if (work.isDoubtful(rule)) {
            work.happened(event(Kind.CONFLICT, reasoned, target, held, write.source(), DOUBT));
        }
        if (rule.same(target, held.overlay(write.desired()), held)) {
            boolean left = target == Side.LEFT;
            work.rule(rule, before.advanced(left ? held : write.source(), left ? write.source() : held));
            return;
        }
        if (work.isNotTaken(rule)) {
            setAside(reasoned, before, NOT_TAKEN, false);
            if (reasoned.covered(target)) {
                work.lookAgain(); // what would have been overwritten is to be given back now
            }
            return;
        }
        work.rule(rule, open(loser == null ? before : before.contest()));
        propose(target, reasoned);
    }

    /**
     * Whether a side that holds its value already is written is no question of the order: both are settled together. Until then the
     * former agreement does not count, or the side that has it already could lose to the one that was not written.
     */
    private void give(Reasoned reasoned, RuleState before, Give give) {
        FieldRule rule = reasoned.rule();
        if (give.cause() == Cause.CHOICE) {
            work.happened(event(
                    Kind.CONFLICT,
                    reasoned,
                    Side.LEFT,
                    reasoned.left(),
                    reasoned.right(),
                    GIVEN + Attribution.words(work, reasoned)));
        }
        work.rule(rule, open(before).disputed());
        for (Side side : Side.values()) {
            Values held = work.look(side).actual(rule);
            if (rule.same(side, held.overlay(give.desired(side)), held)) {
                work.given(rule, side, held);
            } else {
                propose(side, reasoned);
            }
        }
    }

    /** Whether the same was decided before, and was refused for want of a right. */
    private boolean isTold(Reasoned reasoned) {
        String values = session.digests().basis(reasoned.rule(), Status.REFUSED, reasoned.left(), reasoned.right());
        return Refused.isForRights(reasoned.before())
                && values.equals(reasoned.before().basis());
    }

    private void propose(Side target, Reasoned reasoned) {
        writes.computeIfAbsent(target, side -> new ArrayList<>()).add(reasoned);
    }

    /** Rules that were refused together are tried one at a time, so that one bad value does not hold up the others. */
    private List<Reasoned> alone(List<Reasoned> decisions) {
        Reasoned first = decisions.stream()
                .filter(reasoned -> isApart(reasoned.before()))
                .min(Comparator.comparing(reasoned -> Refused.lastTry(reasoned.before())))
                .orElse(null);
        if (first == null || decisions.size() == 1) {
            return decisions;
        }
        work.lookAgain();
        decisions.stream()
                .filter(reasoned -> reasoned != first)
                .forEach(reasoned -> Refusals.keepTrying(work, reasoned.before()));
        return List.of(first);
    }

    private static boolean isApart(RuleState state) {
        Reason why = state.reason();
        boolean together = why != null && why.code().equals(Refused.TOGETHER);
        return together || Refused.isForRights(state);
    }

    private Proposal update(Side target, List<Reasoned> all) {
        List<Reasoned> decisions = alone(all);
        Values held = work.record(target).fields();
        Values intended = Values.none();
        Values source = Values.none();
        Set<String> rules = new TreeSet<>();
        for (Reasoned reasoned : decisions) {
            source = source.overlay(reasoned.values(target.other()));
            intended = intended.overlay(desired(reasoned, target).differingFrom(held));
            if (reasoned.decision() instanceof Write) {
                rules.add(reasoned.rule().id());
            }
        }
        Intent intent = new Intent(
                session.intentId(),
                work.pair().id(),
                Intent.Kind.UPDATE,
                target,
                work.entry(target).ref().type(),
                work.entry(target.other()).ref(),
                work.entry(target).ref(),
                null,
                null,
                work.record(target.other()).stamp(),
                work.record(target).stamp(),
                source,
                held,
                intended,
                rules,
                session.run(),
                session.epoch(),
                session.now());
        return new Proposal(work, intent, decisions);
    }

    private static Values desired(Reasoned reasoned, Side target) {
        RuleDecision decision = reasoned.decision();
        if (decision instanceof Give give) {
            return give.desired(target);
        }
        return decision instanceof Write write ? write.desired() : ((Restore) decision).wanted();
    }

    private HistoryEntry event(Kind kind, Reasoned reasoned, Side side, Values before, Values after, String detail) {
        return new HistoryEntry(
                work.pair().id(),
                session.run(),
                kind,
                side,
                work.entry(side).ref(),
                work.entry(side.other()).ref(),
                reasoned.rule().id(),
                before,
                after,
                detail,
                kind == Kind.CONFLICT && reasoned.decision() instanceof SetAside,
                session.now(),
                kind == Kind.CONFLICT ? contest(reasoned) : null);
    }

    /** What the policy was told, and what it decided; null if it was not its word that counted. */
    private @Nullable Contest contest(Reasoned reasoned) {
        if (reasoned.decision() instanceof Give) {
            return null;
        }
        Conflict told = reconciler.contested(reasoned);
        Verdict verdict = Verdict.UNDECIDED;
        if (reasoned.decision() instanceof Write write) {
            verdict = write.target() == Side.LEFT ? Verdict.RIGHT : Verdict.LEFT;
            told = write.loser() == null || write.cause() != Cause.RULE ? null : told;
        }
        return told == null
                ? null
                : new Contest(told.leftBase(), told.rightBase(), told.leftEdited(), told.rightEdited(), verdict);
    }
}
