package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store that was put back, or begun anew, has forgotten creates, and meets their copies: each is looked at before anything is made
 * of its source. Of one in the bin, the user who put it there has the last word, as with any other counterpart.
 */
final class ForgottenCopies {
    /** The code of a copy of ours of which nobody knows what it was made from. */
    static final String UNKNOWN_KEY = "unknown-key";

    /** How often a copy may have been made anew without the store knowing: each time under a key of its own. */
    private static final int MADE_ANEW = 4;

    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final Set<RecordRef> busy = new TreeSet<>();
    private final Map<Side, Set<CreateKey>> carried = new EnumMap<>(Side.class);

    /** @param works everything of the round, looked at */
    ForgottenCopies(Session session, ObjectPair pair, List<Work> works, StateChange change) {
        this.session = session;
        this.pair = pair;
        this.change = change;
        for (Work work : works) {
            for (Entry entry : work.entries().values()) {
                busy.add(entry.ref());
                if (entry.key() != null && entry.link() == null) {
                    carried.computeIfAbsent(entry.side(), side -> new HashSet<>())
                            .add(entry.key());
                }
            }
        }
    }

    /** Takes out the newcomers of which there is a copy that is to be looked at first, or that is known to be in the bin. */
    void settle(Map<RecordRef, Work> newcomers) {
        Map<CreateKey, Claim> claims = new LinkedHashMap<>();
        for (Work work : List.copyOf(newcomers.values())) {
            Set<CreateKey> facing = carried.getOrDefault(work.only().side().other(), Set.of());
            for (Claim claim : claims(session, pair, work)) {
                if (facing.contains(claim.key())) {
                    putOff(claim, newcomers);
                    break;
                }
                claims.putIfAbsent(claim.key(), claim);
            }
        }
        for (Entry copy : copies(claims)) {
            settle(Contract.known(claims.get(copy.key())), copy, newcomers);
        }
        passedOn(newcomers);
    }

    /**
     * A newcomer whose copy would get an id under which a record is known that faces another stays apart: people merged the two, and
     * the store knows of it by that alone.
     */
    private void passedOn(Map<RecordRef, Work> newcomers) {
        Map<RecordRef, Work> ids = new TreeMap<>();
        for (Side side : Side.values()) {
            List<ObjectType> types = pair.types(side).stream()
                    .filter(type -> session.endpoint(side).traits(type).createKey() == CreateKeyKind.CLIENT_ID)
                    .toList();
            for (Work work : newcomers.values()) {
                if (work.only().side() == side.other()) {
                    String id = session.keyFor(work.only()).value();
                    types.forEach(type -> ids.put(type.ref(id), work));
                }
            }
        }
        ids.entrySet().removeIf(id -> isMoving(id.getKey(), id.getValue(), newcomers));
        for (Entry copy : session.entries(pair.id(), ids.keySet())) { // few are known at all
            Work work = Contract.known(ids.get(copy.ref()));
            Link link = Links.live(session, Survivors.heir(session, copy));
            if (link != null && newcomers.remove(work.only().ref()) != null) {
                work.entry(Links.apart(session, change, work.only(), copy.ref(), link));
            }
        }
    }

    /** Whether something has been decided about the copy in this round; then its source waits for the next. */
    private boolean isMoving(RecordRef copy, Work source, Map<RecordRef, Work> newcomers) {
        boolean moving = change.entry(pair.id(), copy) != null;
        if (moving && newcomers.remove(source.only().ref()) != null) {
            source.lookAgain();
        }
        return moving;
    }

    /** What is stored under the keys; of several copies of one record the one that was made last comes first. */
    private List<Entry> copies(Map<CreateKey, Claim> claims) {
        List<Entry> copies = new ArrayList<>();
        for (List<CreateKey> batch : Batches.of(claims.keySet(), Batches.STORE)) {
            copies.addAll(session.store()
                    .entries(new EntryQuery.ByKey(session.settings().connection(), pair.id(), batch)));
        }
        copies.sort(Comparator.comparing(
                copy -> -Contract.known(claims.get(copy.key())).generation()));
        return copies;
    }

    /**
     * A key that a copy of a record may have.
     *
     * @param work the record
     * @param key the key
     * @param generation of the record, by which the key was derived; -1 for the key of a record that it took over
     */
    private record Claim(Work work, CreateKey key, int generation) {
        /** The record as it was when the copy was made. */
        Entry source() {
            return generation < 0 ? work.only() : work.only().withGeneration(generation);
        }
    }

    /** The keys that a copy of the record may have: its own, the latest first, and those of the records that it took over. */
    private static List<Claim> claims(Session session, ObjectPair pair, Work work) {
        Entry entry = work.only();
        List<Claim> claims = new ArrayList<>();
        for (int generation = entry.generation() + MADE_ANEW; generation >= entry.generation(); generation--) {
            claims.add(new Claim(work, session.keyFor(entry.withGeneration(generation)), generation));
        }
        for (RecordRef before : Succession.predecessors(pair, entry.side(), work.record(entry.side()))) {
            claims.add(new Claim(work, session.keyFor(Entry.unmatched(pair.id(), entry.side(), before)), -1));
        }
        return claims;
    }

    /** Whether a copy of the record may have been made under the key. */
    static boolean mayBeCopiedUnder(Session session, ObjectPair pair, Work work, CreateKey key) {
        return claims(session, pair, work).stream()
                .anyMatch(claim -> claim.key().equals(key));
    }

    private void settle(Claim claim, Entry copy, Map<RecordRef, Work> newcomers) {
        Work work = claim.work();
        Entry source = work.only();
        boolean fits = copy.side() != source.side()
                && copy.link() == null
                && newcomers.containsKey(source.ref())
                && LinkRules.canFace(pair, source.side(), source.ref(), copy.ref());
        if (!fits) {
            return;
        }
        if (isToBeLookedAt(copy)) {
            putOff(claim, newcomers);
        } else if (isOfUnknownSource(copy)) {
            change.put(EntryUpdate.raise(copy.in(EntryState.UNMATCHED, null), session.now()));
            putOff(claim, newcomers);
        } else if (copy.state() == EntryState.REMOVED && RemovedByUs.is(copy)) {
            work.entry(claim.source());
            Removals.makeAnew(session, work, copy);
        } else if (copy.state() == EntryState.REMOVED) {
            newcomers.remove(source.ref());
            work.drop();
            Links.join(session, change, claim.source(), copy, "same create key");
        }
    }

    private boolean isToBeLookedAt(Entry copy) {
        return busy.contains(copy.ref())
                || change.entry(pair.id(), copy.ref()) != null
                || copy.mark().isDue(session.now());
    }

    /** The copy finds it by the key that it is stored with. */
    private static void putOff(Claim claim, Map<RecordRef, Work> newcomers) {
        Entry source = claim.source();
        newcomers.remove(source.ref());
        claim.work().entry(source.withKey(claim.key()));
        claim.work().lookAgain();
    }

    /** A copy of ours that was left to a person, because nobody knew what it was made from. */
    private static boolean isOfUnknownSource(Entry entry) {
        Reason why = entry.reason();
        return entry.state() == EntryState.AMBIGUOUS
                && why != null
                && why.code().equals(UNKNOWN_KEY);
    }
}
