package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By what erased records are known, should they come back: keyed hashes of their addresses, of the create keys of their copies, and
 * of the match texts that identify them. Each is a tombstone in a pair of its own, so that any store keeps it. A connection in which
 * nothing was ever erased is never asked for them.
 */
final class Suppression {
    /** The pair of the tombstones; no pair of a runner may be named so. */
    static final PairId PAIR = new PairId("tandem-erased");

    private static final ObjectType TYPE = new ObjectType("tandem", "erased");
    private static final String PIN = "erasures";
    private static final String CODE = "erased";
    /** The digest under which the tombstones of one erasure are found. */
    private static final String ERASURE = "erasure";

    private static final String REMEDY =
            "it was erased, or shows what identifies a record that was; delete it in its system, or readmit it";

    private final Session session;

    Suppression(Session session) {
        this.session = session;
    }

    /** A record as it was read. */
    private record Shown(RecordRef ref, @Nullable CreateKey key, SortedMap<String, String> digests) {}

    static boolean isErased(Entry entry) {
        Reason why = entry.reason();
        return why != null && why.code().equals(CODE);
    }

    /** The entry as that of an erased record: left alone, and without digests. */
    Entry excluded(Entry entry) {
        Reason before = entry.reason();
        boolean known = entry.state() == EntryState.EXCLUDED && isErased(entry);
        Reason why = known && before != null ? before : session.reason(CODE, REMEDY);
        return entry.in(EntryState.EXCLUDED, why).withDigests(Collections.emptySortedMap());
    }

    /** As {@link #excluded}, and told if that is news. */
    Entry turnedUp(Entry entry, StateChange change) {
        if (!(entry.state() == EntryState.EXCLUDED && isErased(entry))) {
            change.record(session.event(Kind.ERASED, entry, null, "it turned up; " + REMEDY));
        }
        return excluded(entry);
    }

    /** Those that were found of the works' single records and are, or show what identifies, an erased one. */
    Set<RecordRef> among(Collection<Work> singles) {
        Set<RecordRef> found = new HashSet<>();
        Map<ObjectPair, List<Shown>> shown = new LinkedHashMap<>();
        for (Work work : isIdle() ? List.<Work>of() : singles) {
            Entry entry = work.only();
            if (work.isFound(entry.side()) && entry.state() != EntryState.REPLACED) {
                shown.computeIfAbsent(work.pair(), pair -> new ArrayList<>())
                        .add(shown(work.pair(), entry.side(), work.record(entry.side())));
            }
        }
        shown.forEach((pair, records) -> found.addAll(among(pair, records)));
        return found;
    }

    /** Those of the side's records that were found and are, or show what identifies, an erased one. */
    Set<RecordRef> among(ObjectPair pair, Side side, Collection<ReadAnswer> answers) {
        List<Shown> shown = new ArrayList<>();
        for (ReadAnswer answer : isIdle() ? List.<ReadAnswer>of() : answers) {
            if (answer instanceof ReadAnswer.Found found) {
                shown.add(shown(pair, side, found.record()));
            }
        }
        return among(pair, shown);
    }

    /** Those of the rows of a listing that are, or show what identifies, an erased record. */
    Set<RecordRef> amongListed(ObjectPair pair, Side side, Collection<ChangeAnswer.Row> rows) {
        List<Shown> shown = new ArrayList<>();
        for (ChangeAnswer.Row row : isIdle() ? List.<ChangeAnswer.Row>of() : rows) {
            if (row instanceof ChangeAnswer.Changed changed) {
                CreateKey key = session.keys().carriedBy(row.ref(), changed.key());
                shown.add(new Shown(row.ref(), key, listed(pair, side, changed)));
            }
        }
        return among(pair, shown);
    }

    /** Whoever can not be told by what identifies does not start either: the listing notes that the rule throws. */
    private SortedMap<String, String> listed(ObjectPair pair, Side side, ChangeAnswer.Changed row) {
        try {
            return session.digests().match(pair, side, row.content());
        } catch (RuleFault fault) {
            return Collections.emptySortedMap();
        }
    }

    private Shown shown(ObjectPair pair, Side side, CrmRecord record) {
        return new Shown(
                record.ref(),
                session.keys().carriedBy(record),
                session.digests().match(pair, side, record.fields()));
    }

    /** Whether nothing was ever erased. */
    private boolean isIdle() {
        return session.pin(PIN) == null;
    }

    private Set<RecordRef> among(ObjectPair pair, List<Shown> records) {
        Set<String> asked = new TreeSet<>();
        records.forEach(shown -> asked.addAll(terms(pair, shown)));
        Set<String> kept = kept(asked);
        Set<RecordRef> found = new HashSet<>();
        for (Shown shown : records) {
            if (!Collections.disjoint(terms(pair, shown), kept)) {
                found.add(shown.ref());
            }
        }
        return found;
    }

    private Set<String> terms(ObjectPair pair, Shown shown) {
        Set<String> terms = new TreeSet<>();
        terms.add(of(shown.ref()));
        if (shown.key() != null) {
            terms.add(of(shown.key()));
        }
        for (MatchRule rule : pair.matchRules()) {
            String digest = rule.identifying() ? shown.digests().get(rule.id()) : null;
            if (digest != null) {
                terms.add(ofDigest(digest));
            }
        }
        return terms;
    }

    String of(RecordRef ref) {
        return session.digests().print("erased-ref", ref.toString());
    }

    String of(CreateKey key) {
        return session.digests().print("erased-key", key.value());
    }

    /** @param digest of the match text of an identifying rule; it is keyed by pair and rule */
    String ofDigest(String digest) {
        return session.digests().print("erased-match", digest);
    }

    private Set<String> kept(Collection<String> terms) {
        Set<String> kept = new HashSet<>();
        for (Entry tombstone : tombstones(terms)) {
            if (tombstone.state() == EntryState.EXCLUDED) {
                kept.add(tombstone.ref().id());
            }
        }
        return kept;
    }

    private List<Entry> tombstones(Collection<String> terms) {
        return session.entries(PAIR, terms.stream().map(TYPE::ref).toList());
    }

    /**
     * From now on whatever has one of the terms is left alone.
     *
     * @param refs of those that are erased; by what each was erased before is readmitted with it too
     */
    void add(Collection<RecordRef> refs, Collection<String> terms, StateChange change) {
        change.pin(PIN, "kept");
        List<String> addresses = refs.stream().map(this::of).toList();
        Set<String> all = new TreeSet<>(terms);
        erasedWith(addresses).forEach(tombstone -> all.add(tombstone.ref().id()));
        SortedMap<String, String> erasure = new TreeMap<>(Map.of(ERASURE, Contract.known(addresses.get(0))));
        Reason why = session.reason(CODE, "");
        for (String term : all) {
            Entry tombstone = Entry.unmatched(PAIR, Side.LEFT, TYPE.ref(term));
            change.put(EntryUpdate.keep(tombstone.in(EntryState.EXCLUDED, why).withDigests(erasure)));
        }
    }

    /**
     * From now on the terms count no more, nor do those that were erased with the records, which may be away and not show any; that they
     * did, and since when not, stays known. True if one did.
     */
    boolean lift(Collection<RecordRef> refs, Collection<String> terms, StateChange change) {
        SortedMap<RecordRef, Entry> kept = new TreeMap<>();
        Stream.concat(
                        tombstones(terms).stream(),
                        erasedWith(refs.stream().map(this::of).toList()).stream())
                .filter(tombstone -> tombstone.state() == EntryState.EXCLUDED)
                .forEach(tombstone -> kept.put(tombstone.ref(), tombstone));
        Reason why = session.reason("readmitted", "");
        for (Entry tombstone : kept.values()) {
            change.put(
                    EntryUpdate.keep(tombstone.in(EntryState.REMOVED, why).withDigests(Collections.emptySortedMap())));
        }
        return !kept.isEmpty();
    }

    /** What was kept out by the same erasure as these addresses. */
    private List<Entry> erasedWith(Collection<String> addresses) {
        Set<String> erasures = new TreeSet<>();
        for (Entry tombstone : tombstones(addresses)) {
            String erasure = tombstone.digests().get(ERASURE);
            if (erasure != null) {
                erasures.add(erasure);
            }
        }
        return erasures.isEmpty() ? List.of() : alike(PAIR, Side.LEFT, ERASURE, erasures);
    }

    /** The records of the pair and side that have one of the digests under the rule. */
    List<Entry> alike(PairId pair, Side side, String rule, Collection<String> digests) {
        return session.store()
                .entries(new EntryQuery.ByDigest(session.settings().connection(), pair, side, rule, digests));
    }
}
