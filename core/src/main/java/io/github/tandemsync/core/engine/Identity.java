package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a record is known by: what faces it in any pair, what was merged into these, the writes about them whose outcome
 * is not known, and the hashes by which each would be recognized. Read from the store and from both systems.
 */
final class Identity {
    /** An answer that lacks what identifies the record is asked for again; it may lack it for good, where a system shows it no more. */
    private static final int READS = 3;

    private final Session session;
    private final Suppression suppression;
    private final SortedSet<RecordRef> refs = new TreeSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Intent> intents = new ArrayList<>();
    private final SortedSet<String> terms = new TreeSet<>();
    private final SortedSet<Text> texts = new TreeSet<>();

    /** The digest of an identifying match text. */
    record Text(PairId pair, String rule, String digest) implements Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return (pair + " " + rule + " " + digest).compareTo(other.pair + " " + other.rule + " " + other.digest);
        }
    }

    private Identity(Session session) {
        this.session = session;
        this.suppression = new Suppression(session);
    }

    /** @throws IllegalArgumentException if neither a pair nor the store knows the record */
    static Identity of(Session session, RecordRef ref) {
        Identity identity = new Identity(session);
        identity.follow(ref);
        if (identity.entries.isEmpty()) {
            identity.begin(ref);
        }
        identity.learn();
        return identity;
    }

    SortedSet<RecordRef> refs() {
        return refs;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Intent> intents() {
        return intents;
    }

    /** What is kept of it, see {@link Suppression}. */
    SortedSet<String> terms() {
        return terms;
    }

    SortedSet<Text> texts() {
        return texts;
    }

    private void follow(RecordRef first) {
        Deque<RecordRef> next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty()) {
            RecordRef ref = next.remove();
            if (refs.add(ref)) {
                for (Entry entry : session.store()
                        .entries(new EntryQuery.InAnyPair(session.settings().connection(), List.of(ref)))) {
                    entries.add(entry);
                    LinkId link = entry.link();
                    RecordRef other = link == null ? null : entry.side() == Side.LEFT ? link.right() : link.left();
                    if (other != null && isFacing(entry, other)) {
                        next.add(other);
                    }
                }
            }
        }
    }

    /** Whether the two belong together still: a record that was set free, and faces another by now, is not the same. */
    private boolean isFacing(Entry entry, RecordRef other) {
        boolean mergedAway = entry.state() == EntryState.REPLACED;
        return mergedAway
                || session.entries(entry.pair(), List.of(other)).stream()
                        .anyMatch(facing -> Objects.equals(entry.link(), facing.link()));
    }

    /** A record that nobody has looked at yet. */
    private void begin(RecordRef ref) {
        for (ObjectPair pair : session.settings().pairs()) {
            for (Side side : Side.values()) {
                if (pair.types(side).contains(ref.type())) {
                    entries.add(Entry.unmatched(pair.id(), side, ref));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("Neither a pair of this runner nor its store knows " + ref
                    + "; a record is named by the type that a pair has, and its id");
        }
    }

    private void learn() {
        for (Entry entry : List.copyOf(entries)) {
            if (entry.key() != null) {
                terms.add(suppression.of(entry.key()));
            }
            ObjectPair pair = session.settings().pair(entry.pair());
            if (pair != null) {
                learn(pair, entry);
            }
        }
        for (Intent intent : session.intents()) {
            boolean about = refs.contains(intent.source()) || (intent.ref() != null && refs.contains(intent.ref()));
            if (about) {
                learn(intent);
            }
        }
        refs.forEach(ref -> terms.add(suppression.of(ref)));
        texts.forEach(text -> terms.add(suppression.ofDigest(text.digest())));
    }

    private void learn(ObjectPair pair, Entry entry) {
        for (MatchRule rule : pair.matchRules()) {
            String digest = rule.identifying() ? entry.digests().get(rule.id()) : null;
            if (digest != null) {
                texts.add(new Text(pair.id(), rule.id(), digest));
            }
        }
        Link link = Links.last(session, entry);
        if (link != null) {
            learn(pair, entry.side(), bases(link, entry.side()));
        }
        CrmRecord record = read(pair, entry);
        if (record != null) {
            learn(pair, entry.side(), record.fields());
            merged(pair, record.lineage().predecessors());
        }
    }

    private static Values bases(Link link, Side side) {
        Values all = Values.none();
        for (RuleState rule : link.rules().values()) {
            Values base = rule.base(side);
            all = base == null ? all : all.overlay(base);
        }
        return all;
    }

    private void learn(ObjectPair pair, Side side, Values values) {
        for (MatchRule rule : pair.matchRules()) {
            boolean whole = rule.identifying() && values.hasAll(rule.fields(side));
            String digest = whole ? session.digests().match(pair, rule, side, values) : null;
            if (digest != null) {
                texts.add(new Text(pair.id(), rule.id(), digest));
            }
        }
    }

    private @Nullable CrmRecord read(ObjectPair pair, Entry entry) {
        RecordRef ref = entry.ref();
        if (!pair.types(entry.side()).contains(ref.type())) {
            return null;
        }
        for (int reads = 1; ; reads++) {
            CrmRecord record = readOnce(pair, entry.side(), ref);
            if (record == null || isWhole(pair, entry.side(), record) || reads == READS) {
                return record;
            }
        }
    }

    private @Nullable CrmRecord readOnce(ObjectPair pair, Side side, RecordRef ref) {
        ReadAnswer answer = session.endpoint(side)
                .read(ref.type(), List.of(ref), pair.matchFields(side))
                .get(ref);
        if (answer instanceof ReadAnswer.Found found) {
            return found.record();
        }
        return answer instanceof ReadAnswer.Archived archived ? archived.record() : null;
    }

    private static boolean isWhole(ObjectPair pair, Side side, CrmRecord record) {
        return pair.matchRules().stream()
                .allMatch(rule -> !rule.identifying() || record.fields().hasAll(rule.fields(side)));
    }

    private void merged(ObjectPair pair, Collection<RecordRef> predecessors) {
        for (Entry before : session.entries(pair.id(), predecessors)) {
            if (before.state() == EntryState.REPLACED && refs.add(before.ref())) {
                entries.add(before);
            }
        }
    }

    private void learn(Intent intent) {
        intents.add(intent);
        if (intent.key() != null) {
            terms.add(suppression.of(intent.key()));
        }
        ObjectPair pair = session.settings().pair(intent.pair());
        if (pair != null) {
            learn(pair, intent.target().other(), intent.sourceValues());
            learn(pair, intent.target(), intent.targetValues());
            learn(pair, intent.target(), intent.intended());
        }
    }

    /** Other records of the pair that show one of the texts. */
    List<Entry> alike() {
        List<Entry> alike = new ArrayList<>();
        Set<RecordRef> told = new TreeSet<>(refs);
        for (Text text : texts) {
            for (Side side : Side.values()) {
                for (Entry entry : suppression.alike(text.pair(), side, text.rule(), List.of(text.digest()))) {
                    if (told.add(entry.ref())) {
                        alike.add(entry);
                    }
                }
            }
        }
        return alike;
    }
}
