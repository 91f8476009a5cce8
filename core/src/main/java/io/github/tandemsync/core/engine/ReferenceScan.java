package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.FieldRule;
import io.github.tandemsync.core.rule.ObjectPair;
import io.github.tandemsync.core.rule.Owner;
import io.github.tandemsync.core.rule.Variant;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryQuery;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.PairState;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.RuleState.Status;
import io.github.tandemsync.core.state.StateChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds references that were set without a trace. A system may keep them beside its records: then setting one gives the record no
 * new version, and no feed tells. The links of such a type are read in turn, a page a run, and what differs from what was agreed
 * on is looked at; after the last page the scan rests until its next time.
 */
final class ReferenceScan {
    private static final String SCANNED = "references scanned ";
    private static final String REACHED = "references reached ";

    private final Session session;
    private final ObjectPair pair;
    private final Side side;
    private final ObjectType type;

    ReferenceScan(Session session, ObjectPair pair, Side side, ObjectType type) {
        this.session = session;
        this.pair = pair;
        this.side = side;
        this.type = type;
    }

    /** Reads the next page, if it is time and if the feed would not tell anyway. */
    void run() {
        Set<String> fields = isReported() ? Set.of() : fields();
        if (fields.isEmpty()) {
            return;
        }
        PairState state = session.pair(pair.id());
        String scanned = state.notes().get(SCANNED + type);
        if (scanned == null) {
            session.commit(new StateChange().pair(pair.id(), rested(state))); // everything was read just now
        } else if (!Instant.parse(scanned)
                .plus(session.settings().referenceScan())
                .isAfter(session.now())) {
            page(state, fields);
        }
    }

    private boolean isReported() {
        return session.endpoint(side).traits(type).reports().contains(Reported.REFERENCES);
    }

    private PairState rested(PairState state) {
        return state.withoutNote(REACHED + type)
                .withNote(SCANNED + type, session.now().toString());
    }

    private void page(PairState state, Set<String> fields) {
        String reached = state.notes().get(REACHED + type);
        List<Entry> linked = session.store()
                .entries(new EntryQuery.InState(
                        session.settings().connection(),
                        pair.id(),
                        states(),
                        reached == null ? null : RecordRef.parse(reached),
                        Batches.STORE));
        StateChange change = new StateChange();
        compare(linked.stream().filter(this::isMine).toList(), fields, change);
        boolean last = linked.size() < Batches.STORE;
        RecordRef end = last ? null : linked.get(linked.size() - 1).ref();
        session.commit(
                change.pair(pair.id(), end == null ? rested(state) : state.withNote(REACHED + type, end.toString())));
    }

    private Set<EntryState> states() {
        return pair.owner() == null ? Set.of(EntryState.LINKED) : Set.of(EntryState.LINKED, EntryState.WAITING);
    }

    private boolean isMine(Entry entry) {
        return entry.side() == side && entry.ref().type().equals(type);
    }

    private void compare(List<Entry> entries, Set<String> fields, StateChange change) {
        List<RecordRef> refs = entries.stream().map(Entry::ref).toList();
        Map<RecordRef, ReadAnswer> answers = session.endpoint(side).read(type, refs, fields);
        Map<LinkId, Link> links = Links.live(session, pair.id(), entries);
        for (Entry entry : entries) {
            if (answers.get(entry.ref()) instanceof ReadAnswer.Found found && isMoved(entry, links, found.record())) {
                change.put(EntryUpdate.raise(entry, session.now()));
            }
        }
    }

    private boolean isMoved(Entry entry, Map<LinkId, Link> links, CrmRecord record) {
        Owner owner = pair.owner();
        if (entry.state() == EntryState.WAITING) {
            return owner != null && !isAwaited(entry, record.fields().get(owner.field(side)));
        }
        Link link = links.get(entry.link());
        return link != null && isMoved(link, record);
    }

    /** A line without owner is awaited by none. */
    private static boolean isAwaited(Entry entry, @Nullable FieldValue value) {
        RecordRef awaited = entry.waitsFor();
        Set<RecordRef> now = Owners.named(value);
        return awaited == null ? now.isEmpty() : value == null || now.contains(awaited);
    }

    private boolean isMoved(Link link, CrmRecord record) {
        for (FieldRule rule : LinkRules.of(pair, link)) {
            Values now = record.fields().only(rule.fields(side));
            if (refers(rule) && now.hasAll(rule.fields(side)) && !isAgreed(rule, link, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAgreed(FieldRule rule, Link link, Values now) {
        RuleState state = link.rule(rule.id());
        Values base = state.base(side);
        return state.status() == Status.AGREED && base != null && rule.same(side, base, now);
    }

    /** What the rules that map a reference need of a record. */
    private Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        for (Variant variant : pair.variants()) {
            if (variant.type(side).equals(type)) {
                variant.rules().stream().filter(this::refers).forEach(rule -> fields.addAll(rule.fields(side)));
            }
        }
        return fields;
    }

    private boolean refers(FieldRule rule) {
        ObjectSchema schema = session.endpoint(side).schema(type);
        return rule.direction().writes(side.other())
                && rule.fields(side).stream().anyMatch(field -> isReference(schema.field(field)));
    }

    private static boolean isReference(@Nullable FieldSchema field) {
        return field != null
                && (field.kind() == FieldSchema.Kind.REFERENCE || field.kind() == FieldSchema.Kind.REFERENCES);
    }
}
