package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.FieldTrail.Edit;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of creates whose answer was lost, by their keys, archived records included. What was created is linked,
 * also if a user has removed it since: the link then ends like any other whose record is gone. A create that left no trace may
 * still arrive, and is not repeated before that can no longer happen.
 */
final class LostCreates {
    /** The reason of a second record with the create key of another. */
    static final String SAME_KEY = "same-key";

    private final Session session;
    private final ObjectPair pair;
    private final Feeds feeds;
    private final Set<RecordRef> taken = new HashSet<>();

    LostCreates(Session session, ObjectPair pair, Feeds feeds) {
        this.session = session;
        this.pair = pair;
        this.feeds = feeds;
    }

    /** Settles what can be told; works whose record is linked by it are dropped. */
    void settle(List<Work> works, StateChange change) {
        Map<Side, Map<ObjectType, List<Intent>>> lost = new TreeMap<>();
        Map<Intent, Work> owners = new HashMap<>();
        for (Work work : works) {
            for (Intent intent : work.intents()) {
                if (intent.kind() == Intent.Kind.CREATE
                        && work.entries().values().stream()
                                .anyMatch(e -> e.ref().equals(intent.source()))) {
                    owners.put(intent, work);
                    lost.computeIfAbsent(intent.target(), side -> new TreeMap<>())
                            .computeIfAbsent(intent.type(), type -> new ArrayList<>())
                            .add(intent);
                }
            }
        }
        lost.forEach((side, types) -> types.forEach((type, intents) -> settle(side, type, intents, owners, change)));
    }

    private void settle(
            Side side, ObjectType type, List<Intent> intents, Map<Intent, Work> owners, StateChange change) {
        List<CreateKey> keys =
                intents.stream().map(intent -> Contract.known(intent.key())).toList();
        Map<CreateKey, LocateAnswer> located = session.endpoint(side).locate(type, keys, pair.fields(side, type));
        for (Intent intent : intents) {
            settle(Contract.known(owners.get(intent)), intent, Contract.known(located.get(intent.key())), change);
        }
    }

    private void settle(Work work, Intent intent, LocateAnswer located, StateChange change) {
        List<ReadAnswer> hits = oursFirst(intent, withoutUsersCopies(intent, located.hits()));
        if (!hits.equals(located.hits()) && !isSteady(intent, located.hits())) {
            work.lookAgain();
            return;
        }
        if (hits.stream().anyMatch(Trouble::isMet)) {
            work.failed(session.reason("copy-hidden", "its copy is there, but what it holds can not be read now"));
            return;
        }
        if (!hits.isEmpty()) {
            found(work, intent, hits, change);
            return;
        }
        if (latest(intent).isAfter(session.now())) {
            waitFor(work, intent);
            return;
        }
        boolean told = readRemovals(intent);
        Entry removed = removed(intent);
        Link other = removed == null ? null : Links.live(session, removed);
        if (removed != null && other != null) {
            passedOn(work, intent, removed.ref(), other, change);
        } else if (removed != null) {
            linkUnseen(work, intent, removed.ref(), change);
        } else if (!told) {
            park(work, intent, change);
        } else {
            work.intents().remove(intent);
            change.close(intent.id());
        }
    }

    private Instant latest(Intent intent) {
        Instant latest = Intents.latest(session.settings(), intent);
        boolean lags = session.endpoint(intent.target()).traits(intent.type()).createKey() == CreateKeyKind.SEARCHED;
        return lags
                ? latest.plus(
                        session.endpoint(intent.target()).traits(intent.type()).indexLag())
                : latest;
    }

    /** Where the key is the id, only the feed can tell a create that never ran from one that a user undid. */
    private boolean readRemovals(Intent intent) {
        if (!isId(intent)) {
            return true;
        }
        FeedReader feed = feeds.of(intent.target(), intent.type());
        boolean reported = session.endpoint(intent.target())
                .traits(intent.type())
                .reports()
                .contains(Reported.REMOVALS);
        return reported
                ? feed.readAllChanges() && feed.coversSince(intent.at())
                : feeds.removals(intent.target(), intent.type()).whole();
    }

    private boolean isId(Intent intent) {
        return session.endpoint(intent.target()).traits(intent.type()).createKey() == CreateKeyKind.CLIENT_ID;
    }

    /** The copy, if anything was ever heard of it: it can not be found, so it was there and is gone. */
    private @Nullable Entry removed(Intent intent) {
        RecordRef ref = intent.type().ref(Contract.known(intent.key()).value());
        List<Entry> known = isId(intent) ? session.entries(pair.id(), List.of(ref)) : List.of();
        return known.isEmpty() ? null : known.get(0);
    }

    /**
     * The feed that could have told has expired: neither repeated nor taken for removed, but left to a person. Should the copy
     * turn up after all, it is joined again by what it was made from.
     */
    private void park(Work work, Intent intent, StateChange change) {
        String detail = "its copy is neither there nor known to be deleted, and the feed that would tell has expired";
        Reason why = session.reason(Intents.CREATE_UNKNOWN, detail);
        RecordRef copy = intent.type().ref(Contract.known(intent.key()).value());
        Entry source = sourceOf(work, intent);
        Link link = unseen(Links.copy(pair, intent, copy, Values.none(), null, takenByNobody(intent)), intent)
                .ended(why);
        Side side = source.side();
        work.drop();
        work.intents().remove(intent);
        change.close(intent.id());
        change.put(link);
        change.put(EntryUpdate.keep(Links.known(session, pair, intent.target(), copy)
                .in(EntryState.REMOVED, why)
                .withKey(intent.key())
                .withLink(link.id())));
        Entry parked = source.in(EntryState.UNLINKED, why)
                .withLink(link.id())
                .withStamp(work.isFound(side) ? work.record(side).stamp() : intent.sourceStamp());
        change.put(EntryUpdate.raise(parked, session.now())); // what else the record shows is seen next
        change.record(session.event(Kind.AMBIGUOUS, source, copy, detail));
        taken.add(copy);
        taken.add(source.ref());
    }

    private void found(Work work, Intent intent, List<ReadAnswer> hits, StateChange change) {
        ReadAnswer first = hits.get(0);
        RecordRef ref = first.asked();
        Entry copy = Links.known(session, pair, intent.target(), ref);
        Link other = Links.live(session, copy);
        if (other != null) {
            passedOn(work, intent, ref, other, change);
            return;
        }
        if (Removals.isAway(first) && RemovedByUs.is(copy) && !work.isLinked()) {
            removedByUs(work, intent, copy, change);
            return;
        }
        boolean merged = first instanceof ReadAnswer.Replaced;
        boolean historic = !merged && session.endpoint(intent.target()).needsHistory(intent.type());
        Values made = intent.intended();
        if (first instanceof ReadAnswer.Replaced replaced) {
            differing(intent, ref, replaced.successor().fields(), change);
        } else if (historic) {
            made = asMade(intent, ref, shown(first));
        } else if (first instanceof ReadAnswer.Found found) {
            made = asStored(intent, found.record().fields(), change, ref);
        }
        link(work, intent, ref, made, historic ? Stamp.BEGINNING : null, change);
        for (ReadAnswer later : hits.subList(1, hits.size())) {
            shadow(intent, ref, later.asked(), change);
        }
    }

    private void removedByUs(Work work, Intent intent, Entry copy, StateChange change) {
        if (latest(intent).isAfter(session.now())) {
            waitFor(work, intent);
            return;
        }
        work.intents().remove(intent);
        change.close(intent.id());
        Removals.makeAnew(session, work, copy);
    }

    private void waitFor(Work work, Intent intent) {
        work.lookAgainAt(latest(intent), session.reason(Intents.CREATE_UNKNOWN, "a create may still arrive"));
    }

    /** Records with the key that a user made are records of their own; ours may be gone, or not to be found yet. */
    private List<ReadAnswer> withoutUsersCopies(Intent intent, List<ReadAnswer> hits) {
        return hits.stream()
                .filter(hit -> !isItself(hit) || !isUsersCopy(intent, hit.asked()))
                .toList();
    }

    /** One whose history begins with us comes before one that was merged away, of which nothing tells who made it. */
    private List<ReadAnswer> oursFirst(Intent intent, List<ReadAnswer> hits) {
        if (hits.size() < 2 || !isTraced(intent)) {
            return hits;
        }
        List<ReadAnswer> sorted = new ArrayList<>();
        List<ReadAnswer> merged = new ArrayList<>();
        hits.forEach(hit -> (isItself(hit) || beginsWithUs(intent, hit) ? sorted : merged).add(hit));
        sorted.addAll(merged);
        return sorted;
    }

    private boolean beginsWithUs(Intent intent, ReadAnswer hit) {
        return hit instanceof ReadAnswer.Archived archived
                && archived.record() != null
                && Look.isMadeByUs(whole(intent, hit.asked()));
    }

    /** Whether its history tells that we made it: one that was made empty has none of ours. */
    private boolean isTraced(Intent intent) {
        return !intent.intended().isEmpty() && session.endpoint(intent.target()).needsHistory(intent.type());
    }

    /** Whether what its history tells is about itself: that of one that was merged, or took over others, is not. */
    private static boolean isItself(ReadAnswer hit) {
        CrmRecord inTheBin = hit instanceof ReadAnswer.Archived archived ? archived.record() : null;
        return hit instanceof ReadAnswer.Found || (inTheBin != null && !Succession.isMerged(inTheBin));
    }

    /** Whether the records are still as they were found: the history of a merged one is another's. */
    private boolean isSteady(Intent intent, List<ReadAnswer> hits) {
        List<RecordRef> refs = hits.stream().map(ReadAnswer::asked).toList();
        Map<RecordRef, ReadAnswer> now = session.endpoint(intent.target())
                .read(intent.type(), refs, pair.fields(intent.target(), intent.type()));
        return hits.stream().allMatch(hit -> isSame(hit, now.get(hit.asked())));
    }

    private static boolean isSame(ReadAnswer hit, @Nullable ReadAnswer now) {
        return (hit instanceof ReadAnswer.Found before && now instanceof ReadAnswer.Found after)
                ? before.record().stamp().equals(after.record().stamp())
                : (now != null && hit.getClass().equals(now.getClass()));
    }

    private boolean isUsersCopy(Intent intent, RecordRef ref) {
        if (!isTraced(intent)) {
            return false;
        }
        FieldTrail whole = whole(intent, ref);
        return !whole.edits().isEmpty() && !Look.isMadeByUs(whole);
    }

    private FieldTrail whole(Intent intent, RecordRef ref) {
        Set<String> fields = pair.fields(intent.target(), intent.type());
        return session.endpoint(intent.target()).trail(ref, Stamp.BEGINNING, fields);
    }

    /** The copy was merged into, or with, a record that faces another. */
    private void passedOn(Work work, Intent intent, RecordRef copy, Link link, StateChange change) {
        Entry source = sourceOf(work, intent);
        work.drop();
        work.intents().remove(intent);
        change.close(intent.id());
        change.put(EntryUpdate.raise(Links.apart(session, change, source, copy, link), session.now()));
    }

    private void link(
            Work work, Intent intent, RecordRef born, Values made, @Nullable Stamp since, StateChange change) {
        work.drop();
        work.intents().remove(intent);
        Set<String> complete = LinkRules.taken(LinkRules.of(pair, intent), intent, made);
        Links.created(session, change, pair, intent, sourceOf(work, intent), born, null, made, since, complete);
        taken.add(born);
        taken.add(intent.source());
    }

    /** A copy that is gone: what it holds, should it come back, nobody has seen. */
    private void linkUnseen(Work work, Intent intent, RecordRef born, StateChange change) {
        Entry source = sourceOf(work, intent);
        work.drop();
        work.intents().remove(intent);
        Link link = Links.created(
                session, change, pair, intent, source, born, null, Values.none(), null, takenByNobody(intent));
        change.put(unseen(link, intent));
        taken.add(born);
        taken.add(intent.source());
    }

    /** The rules that gave nothing, and so have nothing to lose. */
    private Set<String> takenByNobody(Intent intent) {
        return LinkRules.taken(LinkRules.of(pair, intent), intent, Values.none());
    }

    private Link unseen(Link link, Intent intent) {
        SortedMap<String, RuleState> rules = new TreeMap<>(link.rules());
        for (FieldRule rule : LinkRules.of(pair, intent)) {
            if (intent.rules().contains(rule.id()) && !rules.containsKey(rule.id())) {
                rules.put(rule.id(), RuleState.unknown().withUnseen(Intents.unseen(intent, rule)));
            }
        }
        return link.withRules(rules);
    }

    private static Entry sourceOf(Work work, Intent intent) {
        return work.entry(intent.target().other());
    }

    /** Records that became part of a link just now; what was gathered about them is out of date. */
    Set<RecordRef> taken() {
        return taken;
    }

    /**
     * What the copy held when it was made, from its history: the first value of ours, if it is the one intended. Another comes from
     * a record that was merged into it meanwhile; the rule then begins at first contact. A field without a history, such as a
     * reference, or one that is missing for a while, that holds what was meant is taken for written by us.
     */
    private Values asMade(Intent intent, RecordRef ref, Values now) {
        Side target = intent.target();
        FieldTrail trail = whole(intent, ref);
        Values made = Values.none();
        for (FieldRule rule : LinkRules.of(pair, intent)) {
            Values intended = intent.intended().only(rule.fields(target));
            Values stored = firstOwn(trail, intended, now);
            if (rule.same(target, LinkRules.filled(rule, target, intended), LinkRules.filled(rule, target, stored))) {
                made = made.overlay(stored);
            }
        }
        return made;
    }

    private static Values shown(ReadAnswer hit) {
        return hit instanceof ReadAnswer.Found found ? found.record().fields() : Values.none();
    }

    private static Values firstOwn(FieldTrail trail, Values intended, Values now) {
        Values stored = Values.none();
        for (String field : intended.names()) {
            FieldValue meant = intended.orEmpty(field);
            if (trail.of(field).isEmpty() && meant.equals(now.get(field))) {
                stored = stored.with(field, meant);
            }
            for (Edit edit : trail.of(field)) {
                if (edit.author() == Author.OURSELVES) {
                    stored = stored.with(field, edit.value());
                    break;
                }
            }
        }
        return stored;
    }

    /**
     * Without a history: the values now where they are those intended, else those intended. A value that is missing was never
     * taken, or has been cleared since; it is given once more. One that differs was edited, on top of ours or of nothing. Both are
     * reported.
     */
    private Values asStored(Intent intent, Values now, StateChange change, RecordRef ref) {
        Values made = intent.intended();
        for (FieldRule rule : LinkRules.of(pair, intent)) {
            Set<String> fields = rule.fields(intent.target());
            Values intended = intent.intended().only(fields);
            Values stored = now.only(fields);
            if (intended.allEmpty() || !stored.hasAll(fields)) {
                continue;
            }
            if (stored.allEmpty()) {
                made = made.overlay(stored);
                change.record(lost(
                        intent,
                        rule,
                        ref,
                        stored,
                        "found empty after a create whose answer was lost; given once more"));
            } else if (rule.same(intent.target(), LinkRules.filled(rule, intent.target(), intended), stored)) {
                made = made.overlay(stored);
            } else {
                change.record(lost(intent, rule, ref, stored, "found edited after a create whose answer was lost"));
            }
        }
        return made;
    }

    /** What a copy held that was merged before its create was answered can not be told; where its heir differs, that is reported. */
    private void differing(Intent intent, RecordRef ref, Values heir, StateChange change) {
        Side target = intent.target();
        for (FieldRule rule : LinkRules.of(pair, intent)) {
            Set<String> fields = rule.fields(target);
            Values intended = intent.intended().only(fields);
            Values held = heir.only(fields);
            boolean same = rule.same(target, LinkRules.filled(rule, target, intended), held);
            if (!intended.allEmpty() && held.hasAll(fields) && !same) {
                change.record(lost(intent, rule, ref, held, "merged before its create was answered"));
            }
        }
    }

    private HistoryEntry lost(Intent intent, FieldRule rule, RecordRef ref, Values stored, String detail) {
        return new HistoryEntry(
                pair.id(),
                session.run(),
                Kind.CONFLICT,
                intent.target(),
                ref,
                intent.source(),
                rule.id(),
                stored,
                intent.intended().only(rule.fields(intent.target())),
                detail,
                false,
                session.now());
    }

    /** Nothing keeps a searched key unique: the older record stays, the other is left to a person. */
    private void shadow(Intent intent, RecordRef kept, RecordRef other, StateChange change) {
        Entry known = Links.known(session, pair, intent.target(), other);
        if (known.state() == EntryState.REPLACED || Links.live(session, known) != null) {
            return;
        }
        String detail = "carries the same create key as " + kept;
        Entry entry = known.in(EntryState.SHADOWED, session.reason(SAME_KEY, detail));
        change.put(EntryUpdate.keep(entry));
        change.record(session.event(Kind.SHADOWED, entry, kept, detail));
    }
}
