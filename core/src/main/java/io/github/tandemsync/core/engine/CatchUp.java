package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.engine.Membership.Verdict;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Brings what is stored in line with a pair that was edited since, before anything is decided by it. Records without a link are
 * filtered anew and get the digests of the match rules as they now are, all of them before the first is matched; a link is looked
 * at if one of its rules has no base yet, or waits for something that the edit may have settled, or if one of its records is not in
 * by the membership filters as they now are, or was not before. An agreed rule keeps its base: an edit alone writes nothing over
 * values that were in step. Once every field is there again, what was refused meanwhile is decided anew. Page by page; a note says how
 * far it has come, so that it goes on there in the next slice, or anew if the pair was edited again. Every step may be repeated.
 */
final class CatchUp {
    private static final EnumSet<EntryState> CONCERNED = EnumSet.of(
            EntryState.LINKED,
            EntryState.UNMATCHED,
            EntryState.EXCLUDED,
            EntryState.AMBIGUOUS,
            EntryState.SHADOWED,
            EntryState.WAITING,
            EntryState.FAILING,
            EntryState.SUSPENDED,
            EntryState.UNLINKED);

    private final Session session;
    private final ObjectPair pair;
    private final Fingerprint fingerprint;

    CatchUp(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
        this.fingerprint = session.settings().fingerprint(pair.id());
    }

    /** Whether the pair was edited since what is stored of it was brought in line. */
    static boolean isBehind(Session session, ObjectPair pair) {
        PairState state = session.pair(pair.id());
        String hash = session.settings().fingerprint(pair.id()).text();
        return !state.mappingHash().equals(hash) || CatchUpNotes.isOpen(state);
    }

    /** False if the slice was used up before the end. */
    boolean run() {
        new SchemaWatch(session, pair).check();
        String hash = fingerprint.text();
        if (!isBehind(session, pair)) {
            return true;
        }
        PairState state = session.pair(pair.id());
        String progress = CatchUpNotes.progress(state);
        boolean all =
                progress != null || CatchUpNotes.isReopened(state) || !fingerprint.hasTermsOf(state.mappingHash());
        RecordRef after = progress != null && progress.startsWith(hash + " ")
                ? RecordRef.parse(progress.substring(hash.length() + 1))
                : null;
        return EntryPages.resume(session, pair.id(), CONCERNED, after, (page, upTo, change) -> {
            follow(page, all, change);
            PairState now = session.pair(pair.id());
            change.pair(
                    pair.id(),
                    upTo == null
                            ? CatchUpNotes.ended(now).withMappingHash(hash)
                            : CatchUpNotes.at(now, hash + " " + upTo));
        });
    }

    private void follow(List<Entry> page, boolean all, StateChange change) {
        Map<LinkId, Link> links = Links.live(session, pair.id(), page);
        Map<ObjectType, Map<RecordRef, Entry>> singles = new TreeMap<>();
        Map<ObjectType, Map<RecordRef, Entry>> members = new TreeMap<>();
        for (Entry entry : page) {
            Link link = entry.link() == null ? null : links.get(entry.link());
            if (Suppression.isErased(entry)) {
                continue;
            }
            if (link != null) {
                follow(entry, link, change);
                if (all && link.paused() != null) {
                    change.put(EntryUpdate.raise(entry, session.now()));
                } else if (all && Membership.isFiltered(pair, entry.side())) {
                    members.computeIfAbsent(entry.ref().type(), type -> new TreeMap<>())
                            .put(entry.ref(), entry);
                }
            } else if (Membership.hasLeft(entry)) {
                if (all) {
                    change.put(EntryUpdate.raise(entry, session.now()));
                }
            } else if (isFollowed(entry) && (isDecidedAnew(entry) || all)) {
                singles.computeIfAbsent(entry.ref().type(), type -> new TreeMap<>())
                        .put(entry.ref(), entry);
            }
        }
        singles.forEach((type, entries) -> follow(type, entries, change));
        members.forEach((type, entries) -> stay(type, entries, change));
    }

    private void follow(Entry entry, Link link, StateChange change) {
        Link known = CatchUpNotes.isReopened(session.pair(pair.id())) ? Refused.undecided(pair, link) : link;
        boolean settled = true;
        for (FieldRule rule : LinkRules.of(pair, link)) {
            RuleState state = known.rule(rule.id());
            if (isOfOtherFields(rule, state)) {
                known = known.withRule(rule.id(), RuleState.unknown());
                settled = false;
            } else {
                boolean agreed = state.status() == Status.AGREED && state.leftBase() != null;
                settled &= agreed || state.status() == Status.FROZEN;
            }
        }
        known = Unmapped.waiting(session, pair, known);
        if (!known.equals(link)) {
            Links.replace(link, known, change);
        }
        if (!settled) {
            change.put(EntryUpdate.raise(entry, session.now()));
        }
    }

    /** A base of other fields than the rule's says nothing about it. */
    private static boolean isOfOtherFields(FieldRule rule, RuleState state) {
        Values left = state.leftBase();
        Values right = state.rightBase();
        return left != null && right != null && !(left.hasAll(rule.left()) && right.hasAll(rule.right()));
    }

    private void follow(ObjectType type, Map<RecordRef, Entry> entries, StateChange change) {
        Side side = entries.values().iterator().next().side();
        if (!pair.types(side).contains(type)) {
            return;
        }
        Set<String> fields = pair.matchFields(side);
        Map<RecordRef, ReadAnswer> answers =
                fields.isEmpty() ? Map.of() : session.endpoint(side).read(type, entries.keySet(), fields);
        session.slice().took(answers.size());
        entries.forEach((ref, entry) -> {
            ReadAnswer answer = answers.get(ref);
            if (fields.isEmpty()) {
                change.put(Faulty.contained(session, entry, () -> known(entry, Values.none())));
            } else if (answer instanceof ReadAnswer.Found found) {
                change.put(Faulty.contained(
                        session, entry, () -> known(entry, found.record().fields())));
            } else {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        });
    }

    /** Linked records that the membership filter, as it now is, may not let stay. */
    private void stay(ObjectType type, Map<RecordRef, Entry> entries, StateChange change) {
        Side side = entries.values().iterator().next().side();
        if (!pair.types(side).contains(type)) {
            return;
        }
        Set<String> fields = pair.membershipFilter(side).fields();
        Map<RecordRef, ReadAnswer> answers = session.endpoint(side).read(type, entries.keySet(), fields);
        session.slice().took(answers.size());
        entries.forEach((ref, entry) -> {
            if (!(answers.get(ref) instanceof ReadAnswer.Found found && isIn(side, found))) {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        });
    }

    /** Whether it certainly is: where the filter throws, it is looked at. */
    private boolean isIn(Side side, ReadAnswer.Found found) {
        try {
            return Membership.of(pair, side, found.record().fields()) == Verdict.IN;
        } catch (RuleFault fault) {
            return false;
        }
    }

    private static boolean isFollowed(Entry entry) {
        return switch (entry.state()) {
            case UNLINKED -> LeftBehind.is(entry);
            case SHADOWED -> Twins.isShadowed(entry);
            default -> true;
        };
    }

    private EntryUpdate known(Entry entry, Values values) {
        if (Twins.isShadowed(entry)) {
            return EntryUpdate.keep(Twins.renewed(entry, session.digests().match(pair, entry.side(), values)));
        }
        Entry fresh = entry.withDigests(session.digests().match(pair, entry.side(), values));
        boolean open = entry.state() == EntryState.EXCLUDED || entry.state() == EntryState.UNMATCHED;
        Reason keptOut = open ? Membership.keptOut(session, pair, entry.side(), values) : null;
        if (keptOut != null && Membership.isUnknown(keptOut)) {
            return EntryUpdate.raise(Membership.keptOut(fresh, keptOut), session.now());
        } else if (keptOut != null) {
            return EntryUpdate.keep(Membership.keptOut(fresh, keptOut));
        }
        Entry next = entry.state() == EntryState.EXCLUDED ? fresh.in(EntryState.UNMATCHED, null) : fresh;
        return EntryUpdate.raise(isDecidedAnew(entry) ? next.withStamp(null) : next, session.now());
    }

    /** What was decided about it stands as long as its version does; without a version, it does not stand. */
    private static boolean isDecidedAnew(Entry entry) {
        return entry.state() == EntryState.AMBIGUOUS || entry.state() == EntryState.FAILING;
    }
}
