package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.MatchRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.ReferenceResolver;
import io.github.tandemsync.core.rule.Translation;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.HistoryEntry.Kind;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.StateChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds counterparts for new records of a live pair, by the store's digests and never by a remote search; what has none is
 * created on the other side. The digests of every newcomer of the round are in the store before the first is matched.
 */
final class Newcomers {
    private final Session session;
    private final ObjectPair pair;
    private final StateChange change;
    private final Map<RecordRef, Work> open = new TreeMap<>();
    private final Map<RecordRef, String> doubtful = new HashMap<>();

    Newcomers(Session session, ObjectPair pair, StateChange change) {
        this.session = session;
        this.pair = pair;
        this.change = change;
    }

    /** The creates to be sent; what was linked or set aside on the way is settled. */
    List<Proposal> decide(List<Work> newcomers, ReferenceResolver references) {
        newcomers.forEach(work -> open.put(work.only().ref(), work));
        pair.matchRules().forEach(this::match);
        List<Proposal> proposals = new ArrayList<>();
        for (Work work : open.values()) {
            Entry entry = work.only();
            String doubt = doubtful.get(entry.ref());
            if (doubt != null) {
                if (entry.state() != EntryState.AMBIGUOUS) {
                    change.record(session.event(Kind.AMBIGUOUS, entry, null, doubt));
                }
                work.entry(entry.in(EntryState.AMBIGUOUS, session.reason("several-match", doubt)));
            } else if (pair.direction().writes(entry.side().other())) {
                proposals.add(create(work, references));
            }
        }
        return proposals;
    }

    private void match(MatchRule rule) {
        Map<String, List<Entry>> left = candidates(rule, Side.LEFT);
        Map<String, List<Entry>> right = candidates(rule, Side.RIGHT);
        left.forEach((digest, own) -> {
            List<Entry> others = right.getOrDefault(digest, List.of());
            if (own.size() == 1 && others.size() == 1) {
                join(own.get(0), others.get(0), rule);
            } else if (!others.isEmpty()) {
                String detail = "rule " + rule.id() + " finds " + own.size() + " facing " + others.size() + ": "
                        + Matching.named(others.stream().map(Entry::ref).toList());
                own.forEach(entry -> doubtful.put(entry.ref(), detail));
                others.forEach(entry -> doubtful.put(entry.ref(), detail));
            }
        });
    }

    /** The side's unmatched records that share a digest with a newcomer, newcomers included. */
    private SortedMap<String, List<Entry>> candidates(MatchRule rule, Side side) {
        Set<String> digests = new TreeSet<>();
        for (Work work : open.values()) {
            String digest = work.only().digests().get(rule.id());
            if (digest != null) {
                digests.add(digest);
            }
        }
        SortedMap<String, List<Entry>> found = new TreeMap<>();
        for (List<String> batch : Batches.of(digests, Batches.STORE)) {
            for (Entry entry : session.store()
                    .entries(new EntryQuery.ByDigest(
                            session.settings().connection(), pair.id(), side, rule.id(), batch))) {
                if (isCandidate(entry)) {
                    String digest = Contract.known(entry.digests().get(rule.id()));
                    found.computeIfAbsent(digest, key -> new ArrayList<>()).add(entry);
                }
            }
        }
        return found;
    }

    private boolean isCandidate(Entry entry) {
        return change.entry(pair.id(), entry.ref()) == null
                && (entry.state() == EntryState.UNMATCHED
                        || entry.state() == EntryState.AMBIGUOUS
                        || open.containsKey(entry.ref()))
                && session.intents(pair.id(), entry.ref()).isEmpty();
    }

    private void join(Entry left, Entry right, MatchRule rule) {
        if (pair.variant(left.ref().type(), right.ref().type()) == null) {
            return;
        }
        for (Entry entry : List.of(left, right)) {
            Work work = open.remove(entry.ref());
            if (work != null) {
                work.drop();
            }
        }
        Links.join(session, change, left, right, Link.between(pair.id(), left.ref(), right.ref()), rule.id());
    }

    private Proposal create(Work work, ReferenceResolver references) {
        Entry source = work.only();
        CrmRecord record = work.record(source.side());
        Variant variant = pair.route(source.side(), source.ref().type(), record.fields());
        ObjectType type = variant.type(source.side().other());
        CreateKey key = session.keyFor(source);
        Values values = Values.none();
        Set<String> complete = new TreeSet<>();
        for (FieldRule rule : variant.rules()) {
            Values copied = copied(work, rule, type, references);
            if (copied != null) {
                values = values.overlay(copied);
                complete.add(rule.id());
            }
        }
        work.entry(source.withKey(key));
        Intent intent = new Intent(
                session.intentId(),
                pair.id(),
                Intent.Kind.CREATE,
                source.side().other(),
                type,
                source.ref(),
                null,
                key,
                null,
                record.stamp(),
                null,
                record.fields(),
                Values.none(),
                values,
                complete,
                session.run(),
                session.epoch(),
                session.now());
        return new Proposal(work, intent, List.of());
    }

    /** What the rule gives a new record: values only, it is empty anyway. Null if the rule has to wait for the first look. */
    private @Nullable Values copied(Work work, FieldRule rule, ObjectType type, ReferenceResolver references) {
        Side from = work.only().side();
        Values own = work.record(from).fields().only(rule.fields(from));
        if (!rule.direction().writes(from.other()) || !own.hasAll(rule.fields(from))) {
            return null;
        }
        Translation translation = rule.translate(from, own, references);
        if (!(translation instanceof Translation.Translated translated)) {
            return null;
        }
        Values given = Values.none();
        for (String name : translated.values().names()) {
            FieldValue value = translated.values().orEmpty(name);
            FieldSchema schema = session.endpoint(from.other()).schema(type).field(name);
            if (!value.isEmpty() && schema != null && !schema.creatable()) {
                return null;
            }
            given = value.isEmpty() ? given : given.with(name, value);
        }
        return given;
    }
}
