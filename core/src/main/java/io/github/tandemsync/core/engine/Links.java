package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes and ends links, always in the same way: both entries, the link, the marks, and whoever waited for one of the two. */
final class Links {
    private Links() {}

    /** Joins two existing records, given in any order; both are looked at next. */
    static void join(Session session, StateChange change, Entry one, Entry other, Link link, String why) {
        Entry left = one.side() == Side.LEFT ? one : other;
        Entry right = one.side() == Side.LEFT ? other : one;
        ObjectPair pair = Contract.known(session.settings().pair(link.pair()));
        Link waiting = Unmapped.waiting(session, pair, link);
        // a conflict ended with the link that it was of: it is told anew if it stands
        Link undecided =
                LinkRules.undecided(waiting, Status.CONFLICT, waiting.rules().keySet());
        Link begun = Membership.begun(session, undecided);
        Link entered = Distrust.entered(session, begun, left, right);
        change.put(entered);
        change.put(EntryUpdate.raise(Distrust.entered(entered, joined(left, link.id())), session.now()));
        change.put(EntryUpdate.raise(Distrust.entered(entered, joined(right, link.id())), session.now()));
        wake(session, change, left.ref(), right.ref());
        change.record(session.event(Kind.LINKED, left, right.ref(), why));
    }

    /** As above, by a new link. */
    static void join(Session session, StateChange change, Entry one, Entry other, String why) {
        join(session, change, one, other, between(one, other), why);
    }

    /** A new link of two records, given in any order. */
    static Link between(Entry one, Entry other) {
        boolean left = one.side() == Side.LEFT;
        return Link.between(one.pair(), left ? one.ref() : other.ref(), left ? other.ref() : one.ref());
    }

    /** Has everybody look again who waits for one of the two, in this round too. */
    static void wake(Session session, StateChange change, RecordRef one, RecordRef other) {
        for (RecordRef ref : List.of(one, other)) {
            session.moves(ref);
            change.wake(ref, session.now());
        }
    }

    private static Entry joined(Entry entry, LinkId link) {
        return linked(entry).withLink(link);
    }

    /** The record, without a counterpart and to be copied under a key of its own. */
    static Entry anew(Entry entry) {
        return entry.in(EntryState.UNMATCHED, null).withLink(null).withKey(null).withGeneration(entry.generation() + 1);
    }

    /** The record, whose copy faces another since people merged the two: like any counterpart of a merged record, it stays apart. */
    static Entry apart(Session session, StateChange change, Entry source, RecordRef copy, Link link) {
        return apart(session, change, source, copy, "its copy " + copy + " faces " + link.ref(source.side()));
    }

    /** The record, kept apart for what became of another one. */
    static Entry apart(Session session, StateChange change, Entry entry, RecordRef other, String detail) {
        change.record(session.event(Kind.SHADOWED, entry, other, detail));
        return entry.in(EntryState.SHADOWED, session.reason("merged", detail));
    }

    /** The entry in a link; that we removed its record is known until the record is seen again. */
    static Entry linked(Entry entry) {
        return entry.in(EntryState.LINKED, RemovedByUs.is(entry) ? entry.reason() : null);
    }

    /**
     * Joins a record to the one that was created from it.
     *
     * @param source the record that was copied
     * @param born the copy's address
     * @param stamp the copy's version, if all of its edits so far are known; else null
     * @param made per field of the copy, what it held when it was made
     * @param since the version after which the copy's edits are still to be merged; null if there are none
     * @param complete the rules that the create has completed
     */
    static Link created(
            Session session,
            StateChange change,
            ObjectPair pair,
            Intent intent,
            Entry source,
            RecordRef born,
            @Nullable Stamp stamp,
            Values made,
            @Nullable Stamp since,
            Set<String> complete) {
        Side target = intent.target();
        Link bare = Distrust.copied(session, copy(pair, intent, born, made, since, complete), intent, stamp == null);
        Link link = Membership.begun(session, pair, bare, target, made);
        Entry copy = known(session, pair, target, born)
                .in(EntryState.LINKED, null)
                .withLink(link.id())
                .withKey(intent.key())
                .withStamp(Distrust.isMarked(link) ? null : stamp);
        Entry original = joined(source, link.id()).withStamp(Distrust.isMarked(link) ? null : intent.sourceStamp());
        change.put(link);
        boolean finished = copy.stamp() != null && link.paused() == null && isComplete(pair, link);
        change.put(finished ? EntryUpdate.keep(copy) : EntryUpdate.raise(copy, session.now()));
        change.put(finished ? EntryUpdate.clear(original) : EntryUpdate.raise(original, session.now()));
        wake(session, change, link.ref(Side.LEFT), link.ref(Side.RIGHT));
        change.close(intent.id());
        change.record(written(session, Kind.CREATED, intent, born));
        change.record(session.event(Kind.LINKED, original, born, "created"));
        return link;
    }

    /** The link between a record and its copy, with what the two had in common when it was made. */
    static Link copy(
            ObjectPair pair, Intent intent, RecordRef born, Values made, @Nullable Stamp since, Set<String> complete) {
        RecordRef left = intent.target() == Side.LEFT ? born : intent.source();
        RecordRef right = intent.target() == Side.LEFT ? intent.source() : born;
        return Link.between(pair.id(), left, right).withRules(bases(pair, intent, left, right, made, since, complete));
    }

    /** The entry's live link, or null. */
    static @Nullable Link live(Session session, Entry entry) {
        Link last = last(session, entry);
        return last == null || !last.live() ? null : last;
    }

    /** The live links of the entries, by id. */
    static Map<LinkId, Link> live(Session session, PairId pair, Collection<Entry> entries) {
        Map<LinkId, Link> live = StoredLinks.of(session.settings(), pair, ids(entries));
        live.values().removeIf(link -> !link.live());
        return live;
    }

    /** The links that the entries name. */
    static Set<LinkId> ids(Collection<Entry> entries) {
        Set<LinkId> ids = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.link() != null) {
                ids.add(entry.link());
            }
        }
        return ids;
    }

    /** The link of which the entry is, or was, a side. */
    static @Nullable Link last(Session session, Entry entry) {
        LinkId id = entry.link();
        List<Link> links = id == null ? List.of() : session.links(entry.pair(), Set.of(id));
        return links.isEmpty() ? null : links.get(0);
    }

    /** The entry of a record on its way to be linked; new if it is not known. */
    static Entry known(Session session, ObjectPair pair, Side side, RecordRef ref) {
        List<Entry> entries = session.entries(pair.id(), List.of(ref));
        return entries.isEmpty() ? Entry.unmatched(pair.id(), side, ref) : entries.get(0);
    }

    private static SortedMap<String, RuleState> bases(
            ObjectPair pair,
            Intent intent,
            RecordRef left,
            RecordRef right,
            Values made,
            @Nullable Stamp since,
            Set<String> complete) {
        SortedMap<String, RuleState> rules = new TreeMap<>();
        Side target = intent.target();
        for (FieldRule rule : LinkRules.of(pair, left, right)) {
            if (complete.contains(rule.id())) {
                Values copy = LinkRules.filled(rule, target, made);
                Values original = intent.sourceValues().only(rule.fields(target.other()));
                RuleState agreed =
                        RuleState.agreed(target == Side.LEFT ? copy : original, target == Side.LEFT ? original : copy);
                rules.put(
                        rule.id(),
                        agreed.since(target == Side.LEFT ? since : null, target == Side.LEFT ? null : since));
            }
        }
        return rules;
    }

    private static boolean isComplete(ObjectPair pair, Link link) {
        for (FieldRule rule : LinkRules.of(pair, link.ref(Side.LEFT), link.ref(Side.RIGHT))) {
            if (!link.rules().containsKey(rule.id())) {
                return false;
            }
        }
        return true;
    }

    /** The event of a write that ran. */
    static HistoryEntry written(Session session, Kind kind, Intent intent, RecordRef ref) {
        return written(session, kind, intent, ref, String.join(", ", intent.rules()));
    }

    static HistoryEntry written(Session session, Kind kind, Intent intent, RecordRef ref, String detail) {
        return new HistoryEntry(
                intent.pair(),
                intent.run(),
                kind,
                intent.target(),
                ref,
                intent.source().equals(ref) ? null : intent.source(),
                null,
                intent.targetValues().only(Set.copyOf(intent.intended().names())),
                intent.intended(),
                detail,
                false,
                session.now());
    }

    /** Stores the link as it now is. Conflicts that it had and has no longer do not wait for a person any more. */
    static void replace(Link before, Link after, StateChange change) {
        before.rules().forEach((rule, state) -> {
            boolean open = after.live() && after.rule(rule).status() == Status.CONFLICT;
            if (state.status() == Status.CONFLICT && !open) {
                change.settle(before.pair(), before.ref(Side.LEFT), rule);
            }
        });
        change.put(after);
    }
}
