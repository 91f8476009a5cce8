package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.MatchGroup;
import io.github.tandemsync.core.state.MatchQuery;
import io.github.tandemsync.core.state.PairState.Phase;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Joins the two sides at first contact, inside the store, rule by rule. A link needs exactly one unlinked record on each side. Of
 * what stays ambiguous after the last rule, the oldest are linked if the pair says so; else it is named and left to a person; what matches nothing is looked at once the pair is
 * live. Interrupted, it starts over: links that were made are no longer unmatched.
 */
final class Matching {
    /** How a link is found: the only one on each side, or the oldest of several. */
    static final String SINGLE = "link";

    static final String OLDEST = "oldest";
    private static final int GROUPS = 400;
    private static final int NAMED = 5;
    private static final String REMEDY =
            "; merge those that are the same, or change what the rule compares in the others";

    private final Session session;
    private final ObjectPair pair;
    private final @Nullable FingerprintSet approved;
    private final @Nullable FingerprintSet made;
    private final List<String> joined = new ArrayList<>();
    private long linked;

    Matching(Session session, ObjectPair pair) {
        this(session, pair, null, null);
    }

    /**
     * @param approved the links that may be made; null: any
     * @param made gets those of the approved that are made; null: nobody asks
     */
    Matching(Session session, ObjectPair pair, @Nullable FingerprintSet approved, @Nullable FingerprintSet made) {
        this.session = session;
        this.pair = pair;
        this.approved = approved;
        this.made = made;
    }

    /** How many links were made. */
    long linked() {
        return linked;
    }

    void run() {
        pair.matchRules().forEach(rule -> join(rule, false));
        pair.matchRules().forEach(rule -> join(rule, true));
        markTheRest();
        session.commit(new StateChange().pair(pair.id(), session.pair(pair.id()).in(Phase.LIVE)));
    }

    private void join(MatchRule rule, boolean last) {
        String after = "";
        while (true) {
            List<MatchGroup> groups = session.store()
                    .matches(new MatchQuery(session.settings().connection(), pair.id(), rule.id(), after, GROUPS));
            if (groups.isEmpty()) {
                return;
            }
            settle(rule, groups, last);
            session.ledger().progress(pair.id(), SyncListener.Stage.MATCHING, linked);
            after = groups.get(groups.size() - 1).digest();
        }
    }

    private void settle(MatchRule rule, List<MatchGroup> groups, boolean last) {
        Map<RecordRef, Entry> entries = entriesOf(groups);
        Set<RecordRef> used = new HashSet<>();
        joined.clear();
        StateChange change = new StateChange();
        TwinWalk walk = new TwinWalk(session, pair, rule, ref -> true);
        if (last && Twins.areSettled(pair)) {
            walk.prepare(groups);
        }
        Map<RecordRef, RecordRef> successors = last ? takenOver(groups) : Map.of();
        for (MatchGroup group : groups) {
            RecordRef left = group.left().get(0);
            RecordRef right = group.right().get(0);
            boolean single = group.left().size() == 1 && group.right().size() == 1;
            if (isSingle(pair, group) && isApproved(SINGLE, rule, group) && used.add(left) && used.add(right)) {
                Entry leftEntry = Contract.known(entries.get(left));
                Entry rightEntry = Contract.known(entries.get(right));
                Links.join(session, change, leftEntry, rightEntry, Link.between(pair.id(), left, right), rule.id());
                joined(SINGLE, rule, group);
            } else if (last
                    && !single
                    && !replaced(group, successors, entries, change)
                    && !(Twins.areSettled(pair) && linkOldest(walk, rule, group, change))) {
                ambiguous(rule, group, entries, change);
            }
        }
        session.commit(change);
        stored();
        // no round is under way that could have missed these links, and there may be a million
        session.roundBegins();
    }

    /** Whether there is one on each side, and the two may face each other. */
    static boolean isSingle(ObjectPair pair, MatchGroup group) {
        return group.left().size() == 1
                && group.right().size() == 1
                && pair.variant(group.left().get(0).type(), group.right().get(0).type()) != null;
    }

    /**
     * Links the oldest of each side. The others are shadowed before that, however many commits it takes: broken off, those that are
     * left are still a group. False if nobody can tell which to link.
     */
    private boolean linkOldest(TwinWalk walk, MatchRule rule, MatchGroup group, StateChange change) {
        MatchGroup oldest = walk.oldest(group);
        if (oldest == null) {
            return walk.isHidden(group);
        }
        if (!isApproved(OLDEST, rule, oldest)) {
            return true; // left to the next run
        }
        for (Side side : Side.values()) {
            RecordRef best = TwinWalk.members(oldest, side).get(0);
            RecordRef faced = TwinWalk.members(oldest, side.other()).get(0);
            walk.others(oldest, side, page -> {
                StateChange own = page.size() < MatchGroup.CAP ? change : new StateChange();
                page.forEach(entry -> shadow(entry, rule, best, faced, walk.tookOver(entry.ref()), own));
                if (own != change) {
                    session.commit(own);
                }
            });
        }
        Map<RecordRef, Entry> two = entriesOf(List.of(oldest));
        Entry left = Contract.known(two.get(oldest.left().get(0)));
        Entry right = Contract.known(two.get(oldest.right().get(0)));
        Links.join(session, change, left, right, Links.between(left, right), rule.id());
        joined(OLDEST, rule, oldest);
        return true;
    }

    /** @param looked whether it is to be looked at, for what it took over */
    private void shadow(
            Entry entry, MatchRule rule, RecordRef best, RecordRef faced, boolean looked, StateChange change) {
        String detail = Twins.detail(rule, best, faced);
        Entry shadowed = Twins.shadowed(session, entry, rule, detail);
        change.put(looked ? EntryUpdate.raise(shadowed, session.now()) : EntryUpdate.keep(shadowed));
        change.record(session.event(Kind.SHADOWED, entry, best, detail));
    }

    private boolean isApproved(String how, MatchRule rule, MatchGroup group) {
        FingerprintSet links = approved;
        return links == null || links.contains(fingerprint(session, how, rule, group));
    }

    private void joined(String how, MatchRule rule, MatchGroup group) {
        joined.add(made == null ? "" : fingerprint(session, how, rule, group));
    }

    /** What was joined is stored. */
    private void stored() {
        linked += joined.size();
        if (made != null) {
            joined.forEach(made::add);
        }
        joined.clear();
    }

    /** What the link of one on each side rests on: the two, what they have in common, and whether they are the only ones. */
    static String fingerprint(Session session, String how, MatchRule rule, MatchGroup group) {
        String left = group.left().get(0).toString();
        return session.digests()
                .print(
                        how,
                        rule.id(),
                        group.digest(),
                        left,
                        group.right().get(0).toString());
    }

    /** The records that another of their group has taken over, with that one; only groups in which there are several are asked. */
    private Map<RecordRef, RecordRef> takenOver(List<MatchGroup> groups) {
        Map<RecordRef, RecordRef> successors = new HashMap<>();
        for (Side side : Side.values()) {
            Set<RecordRef> several = new TreeSet<>();
            groups.stream()
                    .map(group -> side == Side.LEFT ? group.left() : group.right())
                    .filter(refs -> refs.size() > 1)
                    .forEach(several::addAll);
            successors.putAll(Forebears.among(session, pair, side, several));
        }
        return successors;
    }

    /** Sets apart what another record of the group has taken over. The others are matched anew with the first round. */
    private boolean replaced(
            MatchGroup group, Map<RecordRef, RecordRef> successors, Map<RecordRef, Entry> entries, StateChange change) {
        boolean any = false;
        for (List<RecordRef> refs : List.of(group.left(), group.right())) {
            for (RecordRef ref : refs) {
                RecordRef successor = successors.get(ref);
                if (successor != null && refs.contains(successor)) {
                    Entry entry = Contract.known(entries.get(ref));
                    change.put(
                            EntryUpdate.clear(entry.in(EntryState.REPLACED, Survivors.takenOver(session, successor))));
                    any = true;
                }
            }
        }
        return any;
    }

    private void ambiguous(MatchRule rule, MatchGroup group, Map<RecordRef, Entry> entries, StateChange change) {
        for (Side side : Side.values()) {
            List<RecordRef> own = side == Side.LEFT ? group.left() : group.right();
            List<RecordRef> others = side == Side.LEFT ? group.right() : group.left();
            for (RecordRef ref : own) {
                Entry entry = Contract.known(entries.get(ref));
                String detail = several(rule, own.size(), others);
                change.put(EntryUpdate.raise(
                        entry.in(EntryState.AMBIGUOUS, session.reason(Parked.CODE, detail)), session.now()));
                change.record(session.event(Kind.AMBIGUOUS, entry, others.get(0), detail));
            }
        }
    }

    /** Why nobody knows whom a record matches; null if that is known. */
    static @Nullable Reason untold(Session session, ObjectPair pair, Side side, Values values) {
        for (MatchRule rule : pair.matchRules()) {
            if (!values.hasAll(rule.fields(side))) {
                String detail = "whom it matches can not be told, for want of a field: rule " + rule.id() + " asks for "
                        + new TreeSet<>(rule.fields(side));
                return session.reason(Membership.UNKNOWN, detail);
            }
        }
        return null;
    }

    /** Why records that match are not joined, and what a person can do. */
    static String several(MatchRule rule, int own, List<RecordRef> others) {
        return "rule " + rule.id() + " finds " + own + " facing " + others.size() + ": " + named(others) + REMEDY;
    }

    private static String named(List<RecordRef> refs) {
        List<RecordRef> some = refs.subList(0, Math.min(NAMED, refs.size()));
        return some + (refs.size() > NAMED ? " and " + (refs.size() - NAMED) + " more" : "");
    }

    private Map<RecordRef, Entry> entriesOf(List<MatchGroup> groups) {
        List<RecordRef> refs = new ArrayList<>();
        for (MatchGroup group : groups) {
            refs.addAll(group.left());
            refs.addAll(group.right());
        }
        Map<RecordRef, Entry> entries = new HashMap<>();
        for (List<RecordRef> batch : Batches.of(refs, Batches.STORE)) {
            session.store()
                    .entries(new EntryQuery.ByRef(session.settings().connection(), pair.id(), batch))
                    .forEach(entry -> entries.put(entry.ref(), entry));
        }
        return entries;
    }

    private void markTheRest() {
        EntryPages.each(session.settings(), pair.id(), Set.of(EntryState.UNMATCHED), page -> {
            StateChange change = new StateChange();
            page.forEach(entry -> change.put(EntryUpdate.raise(entry, session.now())));
            session.commit(change);
        });
    }
}
