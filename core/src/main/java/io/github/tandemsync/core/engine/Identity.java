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
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a record is known by: what faces it in any pair, what was merged into these and what they were merged into, by
 * however many steps, the writes about them whose outcome is not known, and the hashes by which each would be recognized. Read from the
 * store and from the systems that answer.
 */
final class Identity {
    /** An answer that lacks what identifies the record is asked for again; it may lack it for good, where a system shows it no more. */
    private static final int READS = 3;

    private final Session session;
    private final Inquiry inquiry;
    private final Suppression suppression;
    private final Deque<RecordRef> next = new ArrayDeque<>();
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

    private Identity(Session session, Inquiry inquiry) {
        this.session = session;
        this.inquiry = inquiry;
        this.suppression = new Suppression(session);
    }

    /** @throws IllegalArgumentException if neither a pair nor the store knows the record */
    static Identity of(Session session, RecordRef ref, Inquiry inquiry) {
        Identity identity = new Identity(session, inquiry);
        identity.begin(ref);
        identity.follow();
        identity.learnIntents();
        identity.refs.forEach(one -> identity.terms.add(identity.suppression.of(one)));
        identity.texts.forEach(text -> identity.terms.add(identity.suppression.ofDigest(text.digest())));
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

    private void begin(RecordRef ref) {
        reach(ref);
        if (known(ref).isEmpty() && strangers(ref) == 0) {
            throw new IllegalArgumentException("Neither a pair of this runner nor its store knows " + ref
                    + "; a record is named by the type that a pair has, and its id");
        }
    }

    /** A record that nobody has looked at yet; answers in how many pairs it is. */
    private int strangers(RecordRef ref) {
        int met = 0;
        for (ObjectPair pair : session.settings().pairs()) {
            for (Side side : Side.values()) {
                if (pair.types(side).contains(ref.type())) {
                    look(Entry.unmatched(pair.id(), side, ref));
                    met++;
                }
            }
        }
        return met;
    }

    private void reach(RecordRef ref) {
        if (refs.add(ref)) {
            next.add(ref);
        }
    }

    private void follow() {
        do {
            while (!next.isEmpty()) {
                known(next.remove()).forEach(this::look);
            }
            reachPredecessors();
        } while (!next.isEmpty());
    }

    private List<Entry> known(RecordRef ref) {
        return session.store()
                .entries(new EntryQuery.InAnyPair(session.settings().connection(), List.of(ref)));
    }

    /** Whom the records took over, of which not every system tells, and none once the successor is gone. */
    private void reachPredecessors() {
        Set<PairId> pairs = new TreeSet<>();
        entries.forEach(entry -> pairs.add(entry.pair()));
        for (PairId pair : pairs) {
            EntryPages.each(
                    session.settings(),
                    pair,
                    Set.of(EntryState.REPLACED),
                    page -> page.stream().filter(this::isPredecessor).forEach(entry -> reach(entry.ref())));
        }
    }

    private boolean isPredecessor(Entry entry) {
        RecordRef successor = Survivors.successorOf(entry);
        return successor != null && refs.contains(successor);
    }

    private void look(Entry entry) {
        entries.add(entry);
        LinkId link = entry.link();
        RecordRef other = link == null ? null : entry.side() == Side.LEFT ? link.right() : link.left();
        if (other != null && isFacing(entry, other)) {
            reach(other);
        }
        RecordRef successor = Survivors.successorOf(entry);
        if (successor != null) {
            reach(successor);
        }
        if (entry.key() != null) {
            terms.add(suppression.of(entry.key()));
        }
        ObjectPair pair = session.settings().pair(entry.pair());
        if (pair != null) {
            learn(pair, entry);
        }
    }

    /** Whether the two belong together still: a record that was set free, and faces another by now, is not the same. */
    private boolean isFacing(Entry entry, RecordRef other) {
        return session.entries(entry.pair(), List.of(other)).stream()
                .anyMatch(facing -> Objects.equals(entry.link(), facing.link()));
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
        if (pair.types(entry.side()).contains(entry.ref().type())) {
            learn(pair, entry, read(pair, entry));
        }
    }

    private void learn(ObjectPair pair, Entry entry, @Nullable ReadAnswer answer) {
        CrmRecord record = shown(answer);
        if (record == null) {
            return;
        }
        learn(pair, entry.side(), record.fields());
        RecordRef successor =
                record.ref().equals(entry.ref()) ? record.lineage().successor() : record.ref();
        if (successor != null && pair.types(entry.side()).contains(successor.type())) {
            succeeded(pair, entry.side(), successor);
        }
        Succession.predecessors(pair, entry.side(), record).forEach(this::reach);
    }

    private void succeeded(ObjectPair pair, Side side, RecordRef successor) {
        boolean news = !refs.contains(successor);
        reach(successor);
        if (news && known(successor).isEmpty()) {
            look(Entry.unmatched(pair.id(), side, successor));
        }
    }

    private void learnIntents() {
        for (Intent intent : session.intents()) {
            boolean about = refs.contains(intent.source()) || (intent.ref() != null && refs.contains(intent.ref()));
            if (about) {
                learn(intent);
            }
        }
    }

    /** What the side of the link is known to have shown. */
    static Values bases(Link link, Side side) {
        Values all = Values.none();
        for (RuleState rule : link.rules().values()) {
            Values base = rule.base(side);
            all = base == null ? all : all.overlay(base);
        }
        return all;
    }

    private void learn(ObjectPair pair, Side side, Values values) {
        for (MatchRule rule : pair.matchRules()) {
            String digest = inquiry.digest(pair, rule, side, values);
            if (digest != null) {
                texts.add(new Text(pair.id(), rule.id(), digest));
            }
        }
    }

    private @Nullable ReadAnswer read(ObjectPair pair, Entry entry) {
        for (int reads = 1; ; reads++) {
            ReadAnswer answer = inquiry.read(pair, entry.side(), entry.ref());
            CrmRecord record = shown(answer);
            if (record == null || isWhole(pair, entry.side(), record) || reads == READS) {
                return answer;
            }
        }
    }

    private static @Nullable CrmRecord shown(@Nullable ReadAnswer answer) {
        if (answer instanceof ReadAnswer.Found found) {
            return found.record();
        }
        if (answer instanceof ReadAnswer.Replaced replaced) {
            return replaced.successor();
        }
        return answer instanceof ReadAnswer.Archived archived ? archived.record() : null;
    }

    private static boolean isWhole(ObjectPair pair, Side side, CrmRecord record) {
        return pair.matchRules().stream()
                .allMatch(rule -> !rule.identifying() || record.fields().hasAll(rule.fields(side)));
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
}
