package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Hint;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.Mark;
import io.github.tandemsync.core.state.MatchGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Entries and links of one pair, with their indexes. */
final class PairRows {
    final NavigableMap<RecordRef, Entry> entries = new TreeMap<>();
    final NavigableMap<LinkId, Link> links = new TreeMap<>();
    final TreeSet<DueKey> due = new TreeSet<>();
    final RefIndex<CreateKey> keys = new RefIndex<>();
    final RefIndex<RecordRef> waiting = new RefIndex<>();
    final DigestIndex digests = new DigestIndex();
    private final Map<RecordRef, LinkId> liveLeft = new HashMap<>();
    private final Map<RecordRef, LinkId> liveRight = new HashMap<>();

    void put(EntryUpdate update) {
        Entry entry = update.entry();
        Entry old = entries.get(entry.ref());
        store(old, entry.withMark(EntryUpdate.apply(old == null ? null : old.mark(), update.mark())));
    }

    void hint(Hint hint) {
        Entry old = entries.get(hint.ref());
        Entry entry = old == null ? Entry.unmatched(hint.pair(), hint.side(), hint.ref()) : old;
        store(old, entry.withMark(entry.mark().raised(hint.due())));
    }

    void wake(RecordRef linked, Instant when) {
        for (RecordRef ref : waiting.get(linked)) {
            Entry entry = entries.get(ref);
            if (entry != null) {
                store(entry, entry.withMark(entry.mark().raised(when)));
            }
        }
    }

    /** Replaces an entry and keeps the indexes in step. */
    void store(@Nullable Entry old, Entry entry) {
        entries.put(entry.ref(), entry);
        RecordRef ref = entry.ref();
        reindexDue(ref, old == null ? Mark.NONE : old.mark(), entry.mark());
        keys.move(old == null ? null : old.key(), entry.key(), ref);
        waiting.move(old == null ? null : old.waitsFor(), entry.waitsFor(), ref);
        digests.move(old, entry);
    }

    private void reindexDue(RecordRef ref, Mark before, Mark after) {
        Instant was = before.due();
        Instant is = after.due();
        if (was != null && !was.equals(is)) {
            due.remove(new DueKey(was, ref));
        }
        if (is != null && !is.equals(was)) {
            due.add(new DueKey(is, ref));
        }
    }

    void put(Link link) {
        links.put(link.id(), link);
        reindexLive(liveLeft, link.id().left(), link);
        reindexLive(liveRight, link.id().right(), link);
    }

    // A dead link takes only its own claim away: the same commit may have given it to another already.
    private static void reindexLive(Map<RecordRef, LinkId> live, RecordRef ref, Link link) {
        if (link.live()) {
            live.put(ref, link.id());
        } else {
            live.remove(ref, link.id());
        }
    }

    @Nullable
    LinkId live(Side side, RecordRef ref) {
        return (side == Side.LEFT ? liveLeft : liveRight).get(ref);
    }

    List<Link> links(Collection<LinkId> ids) {
        List<Link> found = new ArrayList<>();
        for (LinkId id : new TreeSet<>(ids)) {
            Link link = links.get(id);
            if (link != null) {
                found.add(link);
            }
        }
        return found;
    }

    List<MatchGroup> matches(String rule, String after, int limit) {
        List<MatchGroup> groups = new ArrayList<>();
        for (String digest : digests.after(rule, after)) {
            if (groups.size() >= limit) {
                break;
            }
            List<RecordRef> left = unmatched(digests.refs(Side.LEFT, rule, digest));
            List<RecordRef> right = unmatched(digests.refs(Side.RIGHT, rule, digest));
            if (!left.isEmpty() && !right.isEmpty()) {
                groups.add(new MatchGroup(digest, left, right));
            }
        }
        return groups;
    }

    private List<RecordRef> unmatched(SortedSet<RecordRef> refs) {
        List<RecordRef> found = new ArrayList<>();
        for (RecordRef ref : refs) {
            Entry entry = entries.get(ref);
            if (entry != null && entry.state() == EntryState.UNMATCHED && found.size() < MatchGroup.CAP) {
                found.add(ref);
            }
        }
        return found;
    }

    Map<EntryState, Long> count() {
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        for (EntryState state : EntryState.values()) {
            counts.put(state, 0L);
        }
        for (Entry entry : entries.values()) {
            counts.merge(entry.state(), 1L, Long::sum);
        }
        return counts;
    }

    PairRows copy() {
        PairRows copy = new PairRows();
        entries.values().forEach(entry -> copy.store(null, entry));
        links.values().forEach(copy::put);
        return copy;
    }
}
