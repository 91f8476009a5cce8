package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.RuleState.Unseen;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A record that took over others (a merge, a qualified lead) takes over their links: one stays live, the other counterparts are
 * shadowed and reported, never matched, created or deleted. What it touches is left alone for the rest of the round.
 */
final class Succession {
    /** The states of a record without a link that a create may follow. */
    private static final Set<EntryState> TO_BE_CREATED =
            EnumSet.of(EntryState.UNMATCHED, EntryState.FAILING, EntryState.WAITING, EntryState.SUSPENDED);

    private final Session session;
    private final ObjectPair pair;
    private final Set<RecordRef> touched = new HashSet<>();
    private final Set<RecordRef> moved = new LinkedHashSet<>();

    /**
     * One record taken over by another.
     *
     * @param stamp the successor's version, where it was read
     * @param values what the successor holds, where it was read; else none
     * @param isGone whether the successor was read and is gone itself
     */
    private record Step(
            Side side,
            RecordRef predecessor,
            RecordRef successor,
            @Nullable Stamp stamp,
            Values values,
            boolean isGone) {}

    /** @param taken records whose state has changed already in this round */
    Succession(Session session, ObjectPair pair, Set<RecordRef> taken) {
        this.session = session;
        this.pair = pair;
        touched.addAll(taken);
    }

    /** The records that took over others, or were taken over, or faced one that was; also those that it has put off. */
    Set<RecordRef> moved() {
        return moved;
    }

    void apply(List<Work> works, StateChange change) {
        List<Step> all = steps(works);
        remember(all, change);
        List<Step> steps = primaryFirst(known(all));
        Set<RecordRef> predecessors = new HashSet<>();
        steps.forEach(step -> predecessors.add(step.predecessor()));
        // of a chain, the older steps first
        steps.stream()
                .filter(step -> predecessors.contains(step.successor()))
                .forEach(step -> apply(step, works, change));
        steps.stream()
                .filter(step -> !predecessors.contains(step.successor()))
                .forEach(step -> apply(step, works, change));
        for (Work work : works) {
            if (work.entries().values().stream().anyMatch(entry -> touched.contains(entry.ref()))) {
                work.drop();
            }
        }
    }

    private List<Step> steps(List<Work> works) {
        List<Step> steps = new ArrayList<>();
        for (Work work : works) {
            for (Side side : work.isFinished() ? Set.<Side>of() : work.entries().keySet()) {
                RecordRef ref = work.entry(side).ref();
                if (work.answer(side) instanceof ReadAnswer.Replaced replaced) {
                    steps.add(new Step(
                            side,
                            ref,
                            replaced.successor().ref(),
                            replaced.successor().stamp(),
                            replaced.successor().fields(),
                            false));
                } else if (work.answer(side) instanceof ReadAnswer.Found found) {
                    steps.addAll(steps(side, found.record(), false));
                } else if (work.answer(side) instanceof ReadAnswer.Archived archived && archived.record() != null) {
                    steps.addAll(steps(side, archived.record(), true));
                }
            }
        }
        return steps;
    }

    private List<Step> steps(Side side, CrmRecord record, boolean isGone) {
        List<Step> steps = new ArrayList<>();
        RecordRef successor = record.lineage().successor();
        if (successor != null) {
            steps.add(new Step(side, record.ref(), successor, null, Values.none(), false));
        }
        predecessors(pair, side, record)
                .forEach(before ->
                        steps.add(new Step(side, before, record.ref(), record.stamp(), record.fields(), isGone)));
        return steps;
    }

    /**
     * The records of the pair that the record took over. An account or an opportunity that a qualification made names the lead too, and
     * took over nothing in a pair that has no leads.
     */
    static Set<RecordRef> predecessors(ObjectPair pair, Side side, CrmRecord record) {
        Set<RecordRef> own = new TreeSet<>(record.lineage().predecessors());
        own.removeIf(before -> !pair.types(side).contains(before.type()));
        return own;
    }

    /** Whether it took over records of its own type: its history is then in part that of another. */
    static boolean isMerged(CrmRecord record) {
        ObjectType type = record.ref().type();
        return record.lineage().predecessors().stream()
                .anyMatch(before -> before.type().equals(type));
    }

    /** Whatever is heard of a record that was taken over before it was known, it is not new. */
    private void remember(List<Step> steps, StateChange change) {
        Map<RecordRef, Step> unknown = new LinkedHashMap<>();
        steps.forEach(step -> unknown.put(step.predecessor(), step));
        session.entries(pair.id(), unknown.keySet()).forEach(entry -> unknown.remove(entry.ref()));
        unknown.values()
                .removeIf(step ->
                        touched.contains(step.predecessor()) || session.isAwaited(pair.id(), step.predecessor()));
        for (Step step : unknown.values()) {
            Reason why = Survivors.takenOver(session, step.successor());
            change.put(EntryUpdate.keep(
                    Entry.unmatched(pair.id(), step.side(), step.predecessor()).in(EntryState.REPLACED, why)));
        }
    }

    /** Only steps that are news: from a record of ours that has not been taken over yet, to a record of this pair. */
    private List<Step> known(List<Step> steps) {
        Set<RecordRef> predecessors = new LinkedHashSet<>();
        steps.forEach(step -> predecessors.add(step.predecessor()));
        Set<RecordRef> open = new HashSet<>(touched);
        predecessors.stream().filter(ref -> session.isAwaited(pair.id(), ref)).forEach(open::add);
        for (Entry entry : session.entries(pair.id(), predecessors)) {
            if (entry.state() != EntryState.REPLACED) {
                open.add(entry.ref());
            }
        }
        return steps.stream()
                .filter(step -> open.contains(step.predecessor())
                        && !step.predecessor().equals(step.successor())
                        && pair.types(step.side()).contains(step.successor().type()))
                .distinct()
                .toList();
    }

    /**
     * Of several that one record took over, the one comes first whose values it has: that was the primary of the merge, which no system
     * tells once it is done. The first hands its link over, unless the successor has one of its own.
     */
    private List<Step> primaryFirst(List<Step> steps) {
        Set<RecordRef> one = new HashSet<>();
        Set<RecordRef> several = new HashSet<>();
        steps.stream().map(Step::successor).filter(ref -> !one.add(ref)).forEach(several::add);
        if (several.isEmpty()) {
            return steps;
        }
        Map<Step, Integer> likeness = new HashMap<>();
        for (Step step : steps) {
            likeness.put(step, several.contains(step.successor()) ? likeness(step) : 0);
        }
        return steps.stream()
                .sorted(Comparator.comparing(likeness::get, Comparator.reverseOrder()))
                .toList();
    }

    /** How many rules of the predecessor's link find in the successor what they last agreed on. */
    private int likeness(Step step) {
        Link link = Links.live(session, Links.known(session, pair, step.side(), step.predecessor()));
        if (link == null) {
            return 0;
        }
        int alike = 0;
        for (FieldRule rule : LinkRules.of(pair, link)) {
            Values base = link.rule(rule.id()).base(step.side());
            Values now = step.values().only(rule.fields(step.side()));
            if (base != null && now.hasAll(rule.fields(step.side())) && rule.same(step.side(), base, now)) {
                alike++;
            }
        }
        return alike;
    }

    private void apply(Step step, List<Work> works, StateChange change) {
        if (touched.contains(step.predecessor()) || touched.contains(step.successor()) || isBusy(step)) {
            putOff(step, works, change);
            return;
        }
        Entry before = Links.known(session, pair, step.side(), step.predecessor());
        Entry after = Links.known(session, pair, step.side(), step.successor());
        boolean gone = step.isGone() || after.state() == EntryState.REMOVED;
        Link link = gone && !RemovedByUs.is(after) ? Links.live(session, before) : inheritance(before);
        if (link != null && isBusy(link.ref(step.side().other()))) {
            putOff(step, works, change);
            return;
        }
        Reason why = Survivors.takenOver(session, after.ref());
        touch(before.ref());
        touch(after.ref());
        change.put(EntryUpdate.clear(before.in(EntryState.REPLACED, why)));
        change.wake(before.ref(), session.now());
        if (link == null) {
            Entry heir = gone && isAlone(before) ? awaiting(before, after) : apart(step, before, after, change);
            change.put(EntryUpdate.raise(heir, session.now()));
        } else {
            handOver(step, link, before, after, why, change);
        }
    }

    /**
     * The predecessor's link; also one that ended because it had gone, or was out as a qualified lead may be, before it was known to be
     * a part of another.
     */
    private @Nullable Link inheritance(Entry before) {
        Link link = Links.last(session, before);
        if (link == null || link.live()) {
            return link;
        }
        boolean away = before.state() == EntryState.REMOVED || Membership.hasLeft(before);
        return away && isLeft(before, link) ? link : null;
    }

    /** Whether what it faced in a link that ended stands alone since. */
    private boolean isLeft(Entry before, Link link) {
        Side other = before.side().other();
        Entry counterpart = Links.known(session, pair, other, link.ref(other));
        return (counterpart.state() == EntryState.UNLINKED || counterpart.state() == EntryState.UNMATCHED)
                && link.id().equals(counterpart.link());
    }

    /** Whether it counted as gone before it was known to be a part of another, and what it faced stands alone since. */
    private boolean isAlone(Entry before) {
        Link link = before.state() == EntryState.REMOVED ? Links.last(session, before) : null;
        return link != null && isLeft(before, link);
    }

    /** What went away with a part that had faced another: should it come back, it faces that one. */
    private Entry awaiting(Entry before, Entry after) {
        boolean away = after.state() == EntryState.REMOVED;
        if (after.link() != null || !(away || TO_BE_CREATED.contains(after.state()))) {
            return after;
        }
        Entry gone = away ? after : after.in(EntryState.REMOVED, session.reason("removed", "it is gone"));
        return gone.withLink(before.link());
    }

    /** What was kept apart on purpose stays apart in its successor, and is not created anew. */
    private Entry apart(Step step, Entry before, Entry after, StateChange change) {
        boolean kept = before.state() == EntryState.UNLINKED || before.state() == EntryState.SHADOWED;
        boolean passed = before.state() == EntryState.REMOVED && isPassedOn(session, pair, before, change);
        boolean isBack = after.state() == EntryState.REMOVED && step.stamp() != null && !step.isGone();
        if (!(kept || passed) || !(TO_BE_CREATED.contains(after.state()) || isBack) || after.link() != null) {
            return after;
        }
        String detail = "took over from " + before.ref()
                + (passed ? ", whose counterpart went over to another" : ", which was " + before.state());
        boolean unlinked = before.state() == EntryState.UNLINKED;
        change.record(session.event(unlinked ? Kind.UNLINKED : Kind.SHADOWED, after, before.ref(), detail));
        return after.in(unlinked ? EntryState.UNLINKED : EntryState.SHADOWED, session.reason("merged", detail))
                .withLink(before.link());
    }

    /** Counted as gone; now it lives on as a part, but what it faced faces another record now, or lives on as a part itself. */
    static boolean isPassedOn(Session session, ObjectPair pair, Entry before, StateChange change) {
        Link link = Links.last(session, before);
        if (link == null || link.live()) {
            return false;
        }
        Side other = before.side().other();
        EntryUpdate now = change.entry(pair.id(), link.ref(other));
        Entry counterpart = now == null ? Links.known(session, pair, other, link.ref(other)) : now.entry();
        return counterpart.state() == EntryState.REPLACED
                || (counterpart.state() == EntryState.LINKED && !link.id().equals(counterpart.link()));
    }

    private void touch(RecordRef ref) {
        touched.add(ref);
        moved.add(ref);
    }

    private boolean isBusy(RecordRef counterpart) {
        return touched.contains(counterpart)
                || !session.intents(pair.id(), counterpart).isEmpty();
    }

    private boolean isBusy(Step step) {
        return session.isAwaited(pair.id(), step.predecessor())
                || !session.intents(pair.id(), step.predecessor()).isEmpty()
                || !session.intents(pair.id(), step.successor()).isEmpty();
    }

    /** Looked at once more, also what is settled in this round for another reason. */
    private void putOff(Step step, List<Work> works, StateChange change) {
        for (RecordRef ref : List.of(step.predecessor(), step.successor())) {
            moved.add(ref);
            EntryUpdate settled = change.entry(pair.id(), ref);
            if (settled != null && settled.mark() instanceof EntryUpdate.Clear) {
                change.put(EntryUpdate.raise(settled.entry(), session.now()));
            }
        }
        for (Work work : works) {
            for (Entry entry : work.entries().values()) {
                if (entry.ref().equals(step.predecessor()) || entry.ref().equals(step.successor())) {
                    work.putOff();
                }
            }
        }
    }

    private void handOver(Step step, Link link, Entry before, Entry after, Reason why, StateChange change) {
        Side side = step.side();
        RecordRef other = link.ref(side.other());
        Entry counterpart = Links.known(session, pair, side.other(), other);
        touch(other);
        Links.replace(link, link.ended(why), change);
        if (RemovedByUs.is(after) || after.state() == EntryState.REPLACED || Suppression.isErased(after)) {
            String how = RemovedByUs.is(after) ? "we removed" : "was taken over itself";
            String detail = before.ref() + " was taken over by " + after.ref() + ", which "
                    + (Suppression.isErased(after) ? "was erased" : how);
            Entry alone = counterpart.in(EntryState.UNLINKED, session.reason("merged", detail));
            if (!Suppression.isErased(after)) {
                new CoveredEdits(session, pair).report(link, counterpart, change);
            }
            change.put(EntryUpdate.keep(alone));
            change.record(session.event(Kind.UNLINKED, alone, before.ref(), detail));
            return;
        }
        boolean fits = LinkRules.canFace(pair, side, after.ref(), other);
        Link own = Links.live(session, after);
        if (own != null || !fits) {
            String detail = own != null
                    ? before.ref() + " was taken over by " + after.ref() + ", which faces " + own.ref(side.other())
                    : before.ref() + " was taken over by " + after.ref() + ", whose type it can not face";
            Entry shadowed = counterpart.in(EntryState.SHADOWED, session.reason("merged", detail));
            new CoveredEdits(session, pair).report(link, counterpart, change);
            change.put(EntryUpdate.keep(shadowed));
            change.put(EntryUpdate.raise(after, session.now()));
            change.record(session.event(Kind.SHADOWED, shadowed, after.ref(), detail));
            return;
        }
        leaveAlone(after, side, change);
        Survivors survivors = new Survivors(session, pair, side);
        boolean strange = survivors.isOther(after, other);
        Link heirs = strange ? survivors.meet(link, after) : successor(side, link, after.ref());
        Link next = Membership.hasEnded(link) ? Membership.begun(session, heirs) : heirs;
        Entry heir = after.withStamp(step.stamp())
                .withKey(before.key())
                .withGeneration(Math.max(before.generation(), after.generation()))
                .withDigests(after.digests().isEmpty() ? before.digests() : after.digests())
                .in(EntryState.LINKED, null)
                .withLink(next.id());
        change.put(next);
        change.put(EntryUpdate.raise(heir, session.now()));
        change.put(EntryUpdate.raise(Links.linked(counterpart).withLink(next.id()), session.now()));
        Links.wake(session, change, after.ref(), other);
        String how = "took over from " + before.ref() + (strange ? Survivors.MET : "");
        change.record(session.event(Kind.SUCCEEDED, heir, other, how));
    }

    /** It came back, and takes over another's link before its own could be revived: what it faced goes on alone. */
    private void leaveAlone(Entry heir, Side side, StateChange change) {
        Link former = heir.state() == EntryState.REMOVED ? Links.last(session, heir) : null;
        if (former != null) {
            Entry alone = Links.known(session, pair, side.other(), former.ref(side.other()));
            if (alone.state() == EntryState.UNLINKED && former.id().equals(alone.link())) {
                String detail = heir.ref() + " came back as a part of another record";
                change.record(session.event(Kind.UNLINKED, alone, heir.ref(), detail));
            }
        }
    }

    private Link successor(Side side, Link link, RecordRef heir) {
        RecordRef left = side == Side.LEFT ? heir : link.ref(Side.LEFT);
        RecordRef right = side == Side.RIGHT ? heir : link.ref(Side.RIGHT);
        Link next = Link.between(pair.id(), left, right).withPaused(link.paused());
        SortedMap<String, RuleState> rules = new TreeMap<>();
        if (heir.type().equals(link.ref(side).type())) {
            link.rules().forEach((rule, state) -> rules.put(rule, fromHere(side, state)));
            return next.withRules(rules);
        }
        for (FieldRule rule : LinkRules.of(pair, next)) {
            RuleState state = link.rule(rule.id());
            Values base = state.base(side.other());
            if (Drifted.isLeft(state)) {
                leftApart(side, rule, state, rules);
            } else if (base != null
                    && rule.translate(side.other(), base, ReferenceResolver.NONE)
                            instanceof Translation.Translated translated) {
                RuleState derived = side == Side.LEFT
                        ? RuleState.agreed(translated.values(), base)
                        : RuleState.agreed(base, translated.values());
                rules.put(rule.id(), derived.sinceOn(side.other(), state.since(side.other())));
            }
        }
        return Distrust.handedOn(session, pair, link, next.withRules(rules));
    }

    /** The two differ and are left so, which no translation of either tells; where the heir has other fields, they meet anew. */
    private static void leftApart(Side heir, FieldRule rule, RuleState state, SortedMap<String, RuleState> rules) {
        if (holds(state.leftBase(), rule.left()) && holds(state.rightBase(), rule.right())) {
            rules.put(rule.id(), fromHere(heir, state));
        }
    }

    private static boolean holds(@Nullable Values base, Set<String> fields) {
        return base != null && fields.equals(Set.copyOf(base.names()));
    }

    /** The heir's values so far are its people's, whoever wrote them into its predecessor: they are told by value alone. */
    private static RuleState fromHere(Side side, RuleState state) {
        Unseen unseen = state.unseen();
        RuleState here =
                state.sinceOn(side, null).withUnseen(unseen == null || unseen.target() == side ? null : unseen);
        // what stands between the two is told of the heir too
        boolean told =
                here.status() == Status.CONFLICT || here.status() == Status.WAITING || here.status() == Status.REFUSED;
        return told ? here.in(here.status(), here.reason(), null).since(here.leftSince(), here.rightSince()) : here;
    }
}
