package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.WriteRequest.How;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at records without a live link, and tells which of them are newcomers: to be matched, or created on the other side. */
final class Singles {
    private static final int PATIENCE = 3;
    private static final Set<EntryState> FREE =
            EnumSet.of(EntryState.UNMATCHED, EntryState.WAITING, EntryState.FAILING, EntryState.AMBIGUOUS);

    private final Session session;
    private final ObjectPair pair;
    private final List<Proposal> proposals = new ArrayList<>();
    private final Set<RecordRef> taken = new HashSet<>();
    private final Set<RecordRef> looked = new HashSet<>();
    private @Nullable Returns returns;

    Singles(Session session, ObjectPair pair) {
        this.session = session;
        this.pair = pair;
    }

    /** Settles what needs no counterpart; the answer is the rest, with match digests up to date. */
    List<Work> newcomers(Collection<Work> works, StateChange change) {
        works.forEach(work -> looked.add(work.only().ref()));
        Suppression suppression = new Suppression(session);
        Set<RecordRef> erased = suppression.among(works);
        Returns back = new Returns(session, pair, change);
        back.prepare(works);
        returns = back;
        List<Work> newcomers = new ArrayList<>();
        for (Work work : works) {
            Entry entry = work.only();
            if (taken.contains(entry.ref())) {
                continue;
            }
            ReadAnswer answer = work.answer(entry.side());
            if (erased.contains(entry.ref())) {
                work.lookedAt(entry.side(), work.record(entry.side()).stamp());
                work.entry(suppression.turnedUp(entry, change));
            } else if (Removals.isAway(answer)) {
                work.entry(removed(entry, answer));
            } else if (answer instanceof ReadAnswer.Found found) {
                if (found(work, entry, found.record(), change) && !work.isFinished()) {
                    newcomers.add(work);
                }
            } else if (entry.state() != EntryState.REPLACED) {
                Trouble.meet(session, work, entry.side());
            }
        }
        return newcomers;
    }

    /** Gone; a copy of ours that the store had forgotten is known by the key that it shows in the bin. */
    private Entry removed(Entry entry, ReadAnswer answer) {
        Entry removed = entry.state() == EntryState.REMOVED
                ? entry
                : entry.in(
                        EntryState.REMOVED,
                        RemovedByUs.is(entry) || Suppression.isErased(entry)
                                ? entry.reason()
                                : session.reason("removed", "it is gone"));
        CrmRecord record = answer instanceof ReadAnswer.Archived archived ? archived.record() : null;
        CreateKey key = record == null ? null : session.keys().carriedBy(record);
        boolean source = entry.key() != null && !entry.key().equals(key);
        if (record == null || key == null || source || entry.link() != null) {
            return removed;
        }
        return removed.withKey(isMadeByAUser(entry, record) ? null : key);
    }

    /** A user's copy of a record of ours may carry its key too. */
    private boolean isMadeByAUser(Entry entry, CrmRecord record) {
        FieldTrail trail = isHistoric(entry) ? whole(entry, record) : null;
        return trail != null && !trail.edits().isEmpty() && !Look.isMadeByUs(trail);
    }

    /** Second copies of a record, made by us and touched by nobody, that are to be removed. */
    List<Proposal> removals() {
        return proposals;
    }

    /** Records that became part of a link just now; what was gathered about them is out of date. */
    Set<RecordRef> taken() {
        return taken;
    }

    private boolean found(Work work, Entry entry, CrmRecord record, StateChange change) {
        work.lookedAt(entry.side(), record.stamp());
        Entry noted = session.digests().noted(pair, entry, record.fields());
        boolean twin = Twins.isShadowed(entry) && Twins.isStillOne(entry, noted.digests());
        work.entry(twin ? entry : noted);
        if (Membership.hasLeft(entry)) {
            return returned(work, record, change);
        }
        return switch (entry.state()) {
            case REPLACED, UNLINKED -> false;
            case SHADOWED -> Twins.isShadowed(entry) && !twin && isNew(work, record, change);
            case REMOVED -> restored(work, record, change);
            case AMBIGUOUS -> !record.stamp().equals(entry.stamp()) && isNew(work, record, change);
            default -> isNew(work, record, change);
        };
    }

    private boolean isNew(Work work, CrmRecord record, StateChange change) {
        Entry entry = work.only();
        Reason keptOut = Membership.keptOut(session, pair, entry.side(), record.fields());
        if (entry.state() == EntryState.EXCLUDED && keptOut != null && !Membership.isUnknown(keptOut)) {
            work.entry(entry.in(EntryState.EXCLUDED, keptOut)); // whose copy it may be is asked once it is in
            return false;
        }
        CreateKey key = session.keys().carriedBy(record);
        if (key != null) {
            if (!isAnotherUsersCopy(work, key, record, change)) {
                return false;
            }
            entry = key.equals(entry.key()) ? entry.withKey(null) : entry;
        } else if (entry.key() != null && !ForgottenCopies.mayBeCopiedUnder(session, pair, work, entry.key())) {
            entry = entry.withKey(null); // somebody cleared the key that it was seen with
        }
        if (keptOut != null && Membership.isUnknown(keptOut)) {
            work.entry(entry.in(EntryState.UNMATCHED, null));
            work.failed(keptOut);
            return false;
        } else if (keptOut != null) {
            work.entry(entry.in(EntryState.EXCLUDED, keptOut));
            return false;
        }
        work.entry(entry.in(EntryState.UNMATCHED, null));
        Reason untold = Matching.untold(session, pair, entry.side(), record.fields());
        if (untold != null) {
            work.failed(untold);
        }
        return untold == null;
    }

    /** It, or what it faced, was out when their link ended. */
    private boolean returned(Work work, CrmRecord record, StateChange change) {
        Entry entry = work.only();
        Link old = Links.last(session, entry);
        if (old == null || old.live()) {
            return false;
        }
        Entry other = Links.known(
                session, pair, entry.side().other(), old.ref(entry.side().other()));
        return old.id().equals(other.link()) && returned(work, record, old, other, change);
    }

    private boolean returned(Work work, CrmRecord record, Link old, Entry other, StateChange change) {
        if (!session.intents(pair.id(), other.ref()).isEmpty() || !isUntouched(other, change)) {
            work.lookAgain();
            return false;
        }
        Entry entry = work.only();
        switch (Contract.known(returns).step(work, record, old, other)) {
            case JOINS -> revive(work, entry, other, old, "both are in again, and so is their link", change);
            case BEGINS_ANEW -> {
                String detail = "it is in again, and its counterpart, which was removed, is made anew";
                work.happened(session.event(Kind.RESTORED, entry, other.ref(), detail));
                work.entry(Links.anew(entry));
                return isNew(work, record, change);
            }
            case STAYS -> {}
        }
        return false;
    }

    /** A record that came back: its old link is revived if the counterpart is still there, else it is created anew. */
    private boolean restored(Work work, CrmRecord record, StateChange change) {
        Entry entry = work.only();
        Link old = Links.last(session, entry);
        if (old == null) {
            return !isPassedOn(work, record, change) && !isCopyPassedOn(work, change) && isNew(work, record, change);
        }
        Entry other = Links.known(
                session, pair, entry.side().other(), old.ref(entry.side().other()));
        if (!session.intents(pair.id(), other.ref()).isEmpty() || !isUntouched(other, change)) {
            work.lookAgain();
            return false;
        }
        if (Membership.hasEnded(old) && old.id().equals(other.link())) {
            return returned(work, record, old, other, change);
        }
        ReadAnswer answer =
                other.state() == EntryState.REMOVED ? now(other) : null; // nobody may have noticed yet that it is back
        boolean isBack = answer instanceof ReadAnswer.Found;
        if (isBack && isForAnother(other, old)) {
            change.put(EntryUpdate.raise(other, session.now()));
            work.lookAgain();
            return false;
        }
        boolean isThere = isBack || isLeftAlone(other, old);
        if (isThere && LinkRules.canFace(pair, entry.side(), entry.ref(), other.ref())) {
            revive(work, entry, other, old, "it came back, and so did its link", change);
            return false;
        }
        if (answer != null && Trouble.isMet(answer)) {
            work.failed(Trouble.ofFaced(session, other.ref()));
            return false;
        }
        new CoveredEdits(session, pair).report(old, entry, change);
        if (other.state() != EntryState.REMOVED || answer instanceof ReadAnswer.Replaced) {
            EntryState now = answer == null ? other.state() : EntryState.REPLACED;
            String detail = "it came back, and " + other.ref() + " is " + now;
            work.entry(entry.in(EntryState.UNLINKED, session.reason("restored", detail)));
            change.record(session.event(Kind.RESTORED, entry, other.ref(), detail));
            return false;
        }
        work.happened(
                session.event(Kind.RESTORED, entry, other.ref(), "it came back, and its counterpart is made anew"));
        work.entry(Links.anew(entry));
        return isNew(work, record, change);
    }

    /** It took over another while it was away, and what that one faced has found another counterpart since. */
    private boolean isPassedOn(Work work, CrmRecord record, StateChange change) {
        for (Entry before : session.entries(
                pair.id(), Succession.predecessors(pair, work.only().side(), record))) {
            if (before.state() == EntryState.REPLACED && Succession.isPassedOn(session, pair, before, change)) {
                String detail = "it took over " + before.ref() + ", whose counterpart went over to another";
                work.entry(Links.apart(session, change, work.only(), before.ref(), detail));
                return true;
            }
        }
        return false;
    }

    /** The copy that was made of it faces another since people merged the two: it stays apart, as if it had not been away. */
    private boolean isCopyPassedOn(Work work, StateChange change) {
        Entry entry = work.only();
        CreateKey key = session.keyFor(entry);
        if (!key.equals(entry.key())) {
            return false;
        }
        for (Entry copy : copies(entry.side().other(), key)) {
            Link link = Links.live(session, Survivors.heir(session, copy));
            if (link != null) {
                work.entry(Links.apart(session, change, entry, copy.ref(), link));
                return true;
            }
        }
        return false;
    }

    /** What is known of the side under the key, as its id or in a field of its own. */
    private List<Entry> copies(Side side, CreateKey key) {
        List<RecordRef> refs =
                pair.types(side).stream().map(type -> type.ref(key.value())).toList();
        List<Entry> copies = new ArrayList<>(session.entries(pair.id(), refs));
        copies.addAll(keyed(side, key));
        return copies;
    }

    private List<Entry> keyed(Side side, CreateKey key) {
        return session
                .store()
                .entries(new EntryQuery.ByKey(session.settings().connection(), pair.id(), List.of(key)))
                .stream()
                .filter(known -> known.side() == side)
                .toList();
    }

    /**
     * Unlinked when the other one went, or free to be matched, and nobody has been found yet: the two had never agreed on anything, or it
     * had gone too and came back earlier.
     */
    private static boolean isLeftAlone(Entry other, Link old) {
        boolean unfound = other.link() == null || old.id().equals(other.link());
        return other.state() == EntryState.UNLINKED || (FREE.contains(other.state()) && unfound);
    }

    /** Whether nothing has been decided about it in this round. */
    private boolean isUntouched(Entry entry, StateChange change) {
        boolean leaving = proposals.stream()
                .anyMatch(removal -> removal.work().only().ref().equals(entry.ref()));
        return !leaving && !taken.contains(entry.ref()) && change.entry(pair.id(), entry.ref()) == null;
    }

    /** Of one that came back too: whether what it faced last is still there, and takes it back first. */
    private boolean isForAnother(Entry back, Link old) {
        Link last = Links.last(session, back);
        if (last == null || last.id().equals(old.id())) {
            return false;
        }
        Side here = back.side().other();
        return isLeftAlone(Links.known(session, pair, here, last.ref(here)), last);
    }

    private @Nullable ReadAnswer now(Entry entry) {
        RecordRef ref = entry.ref();
        return session.endpoint(entry.side())
                .read(ref.type(), List.of(ref), pair.fields(entry.side(), ref.type()))
                .get(ref);
    }

    private void revive(Work work, Entry entry, Entry other, Link old, String why, StateChange change) {
        boolean own = old.ref(entry.side()).equals(entry.ref()); // else its predecessor's
        Link next = own
                ? old.revived()
                : Survivors.inherited(
                        pair, old, entry, work.record(entry.side()).fields(), other);
        work.drop();
        taken.add(entry.ref());
        taken.add(other.ref());
        Links.join(session, change, entry, other, next, "restored");
        change.record(session.event(Kind.RESTORED, entry, other.ref(), why));
    }

    /**
     * A record that carries a key of ours is never simply new. True only for a user's copy of a record of ours, which is a
     * record of its own.
     */
    private boolean isAnotherUsersCopy(Work work, CreateKey key, CrmRecord record, StateChange change) {
        Entry entry = work.only();
        Entry source = keyed(entry.side().other(), key).stream().findFirst().orElse(null);
        if (source == null) {
            unknown(work, key, change);
            return false;
        }
        boolean underway = session.intents(pair.id(), source.ref()).stream()
                .anyMatch(intent -> intent.kind() == Intent.Kind.CREATE && key.equals(intent.key()));
        if (underway) {
            work.lookAgain();
            return false;
        }
        if (isOnItsOwn(entry, source)) {
            return true;
        }
        FieldTrail trail = isHistoric(entry) ? whole(entry, record) : null;
        if (trail != null && !isSteady(entry, record)) {
            work.lookAgain(); // the history of one that was merged meanwhile is another's
            return false;
        }
        String detail = "a copy of " + source.ref() + ", which is " + source.state();
        boolean tells = trail != null && trail.edits().values().stream().anyMatch(edits -> !edits.isEmpty());
        if (tells && !Look.isMadeByUs(Contract.known(trail))) {
            change.record(session.event(Kind.ADOPTED, entry, source.ref(), "a user's own; " + detail));
            return true;
        }
        if (isFree(source, change)) {
            adopt(work, source, trail, change);
            return false;
        }
        if (looked.contains(source.ref()) && source.state() == EntryState.REMOVED) {
            work.lookAgain(); // its source may have come back
            return false;
        }
        boolean takenUp = !record.lineage().predecessors().isEmpty(); // somebody merged or qualified another into it
        if (tells && !takenUp && !isTouched(Contract.known(trail))) {
            work.entry(entry.withKey(key));
            proposals.add(Removals.of(session, work, entry.side(), source.ref(), How.ARCHIVE));
            return false;
        }
        change.record(session.event(Kind.ADOPTED, entry, source.ref(), detail));
        work.entry(entry.in(EntryState.UNLINKED, session.reason("orphan", detail)));
        return false;
    }

    /** What it was made from went away with it: now that it is back, it is copied itself. */
    private boolean isOnItsOwn(Entry entry, Entry source) {
        Entry heir = Survivors.heir(session, source);
        Link last = heir.state() == EntryState.REMOVED ? Links.last(session, heir) : null;
        return last != null && last.ref(entry.side()).equals(entry.ref());
    }

    private boolean isHistoric(Entry entry) {
        return session.endpoint(entry.side()).traits(entry.ref().type()).fieldHistory();
    }

    private boolean isFree(Entry source, StateChange change) {
        boolean waits = source.link() == null && FREE.contains(source.state());
        return (waits || source.state() == EntryState.UNLINKED || source.state() == EntryState.UNMATCHED)
                && isUntouched(source, change);
    }

    /** The copy of a record whose link is gone: the two are joined again, and reported. */
    private void adopt(Work work, Entry source, @Nullable FieldTrail trail, StateChange change) {
        Entry entry = work.only();
        CrmRecord record = work.record(entry.side());
        work.drop();
        taken.add(entry.ref());
        taken.add(source.ref());
        Link link = Links.between(entry, source);
        List<Link> once = session.links(pair.id(), Set.of(link.id()));
        for (Link before : once) {
            link = link.withRules(before.rules()); // what the two once agreed on
        }
        if (once.isEmpty() && record.lineage().predecessors().isEmpty()) {
            new SecondWriter(session, pair).meet(entry, change);
            link = trail == null ? link : FoundCopy.linked(pair, link, entry.side(), record, trail);
        }
        Links.join(session, change, entry, source, link, "same create key");
        change.record(session.event(Kind.ADOPTED, entry, source.ref(), "joined again by its create key"));
    }

    private FieldTrail whole(Entry entry, CrmRecord record) {
        Set<String> fields = pair.fields(entry.side(), record.ref().type());
        return session.endpoint(entry.side()).trail(entry.ref(), Stamp.BEGINNING, fields);
    }

    /** Whether the record is still as it was read. */
    private boolean isSteady(Entry entry, CrmRecord record) {
        return now(entry) instanceof ReadAnswer.Found found
                && found.record().stamp().equals(record.stamp());
    }

    private static boolean isTouched(FieldTrail trail) {
        return trail.edits().values().stream().anyMatch(edits -> Look.lastBy(Author.SOMEBODY, edits) != null);
    }

    /** The store has forgotten the create, or never knew it: its source may yet turn up; if not, a person decides. */
    private void unknown(Work work, CreateKey key, StateChange change) {
        Entry entry = work.only();
        if (entry.mark().attempts() < PATIENCE) {
            work.entry(entry.withKey(key));
            work.lookAgain();
            return;
        }
        String detail = "carries the create key " + key + " of this connection, but its source is not known";
        if (entry.state() != EntryState.AMBIGUOUS) {
            change.record(session.event(Kind.AMBIGUOUS, entry, null, detail));
        }
        work.entry(entry.in(EntryState.AMBIGUOUS, session.reason(ForgottenCopies.UNKNOWN_KEY, detail))
                .withKey(key));
    }
}
