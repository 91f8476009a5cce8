package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.LinkId;
import io.github.tandemsync.core.state.RuleState;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.Canonical;
import io.github.tandemsync.e2e.simulation.model.Edit;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything the engine ever made durable: reports, links, journal. It outlives a rollback of the store, as the memory of those
 * who read the reports does. Keeps the first violation that it sees.
 */
public final class Ledger {
    private final List<HistoryEntry> reports = new ArrayList<>();
    private final Map<LinkId, Link> links = new LinkedHashMap<>();
    private final Map<LinkId, Long> everJoined = new LinkedHashMap<>();
    private final Map<LinkId, Long> ended = new HashMap<>();
    private final Set<LinkId> forgotten = new HashSet<>();
    private final Set<RecordRef> everLinked = new HashSet<>();
    private final Map<CreateKey, List<Intent>> creates = new HashMap<>();
    private final Map<RecordRef, List<Intent>> journal = new HashMap<>();
    private final Map<IntentId, Intent> open = new LinkedHashMap<>();
    private final Map<IntentId, Long> openedAt = new HashMap<>();
    private final Set<IntentId> unanswered = new HashSet<>();
    private final Set<IntentId> inSpite = new HashSet<>();
    private long epoch;
    private boolean putBack;
    private long recoverySaid = Long.MAX_VALUE;
    private long recoveryDurable = Long.MAX_VALUE;
    private final Map<RecordRef, List<TakenBack>> takenBack = new HashMap<>();
    private final NavigableMap<Long, Optional<Field>> unmapped = new TreeMap<>();
    private final Set<RecordRef> late = new HashSet<>();
    private final Set<RecordRef> setApart = new HashSet<>();
    private @Nullable String apart;
    private final List<Closed> closed = new ArrayList<>();
    private final Erasures erasures = new Erasures();
    private final Verdicts verdicts = new Verdicts(this);
    private final Given given = new Given();
    private final Restorations restorations = new Restorations(this);
    private final Standings standings = new Standings();
    private @Nullable Violation violation;
    private @Nullable Violation limit;

    private record Closed(Field field, Predicate<ObjectType> types, long since, long until) {}

    /** Somebody had a plan made that gives the record these values back. */
    private record TakenBack(Values values, long event) {}

    /**
     * A change became durable.
     *
     * @param event its place among all events of the history
     */
    public void committed(Lease lease, StateChange change, long event) {
        if (lease.epoch() < epoch) {
            report(Invariant.FENCED, "epoch " + lease.epoch() + " committed after epoch " + epoch);
        }
        epoch = lease.epoch();
        reports.addAll(change.history());
        change.history().forEach(verdicts::told);
        standings.committed(change);
        change.links().forEach(link -> linked(link, event));
        change.opened().forEach(intent -> opened(intent, event));
        change.closed().forEach(open::remove);
    }

    /** What another engine that people know of has told them. */
    public void toldElsewhere(List<HistoryEntry> events) {
        reports.addAll(events);
    }

    private void linked(Link link, long event) {
        links.put(link.id(), link);
        if (link.live()) {
            everJoined.putIfAbsent(link.id(), event);
            forgotten.remove(link.id());
        } else {
            ended.put(link.id(), event);
        }
        everLinked.add(link.id().left());
        everLinked.add(link.id().right());
    }

    private void opened(Intent intent, long event) {
        openedAt.put(intent.id(), event);
        open.put(intent.id(), intent);
        if (intent.key() != null) {
            creates.computeIfAbsent(intent.key(), any -> new ArrayList<>(2)).add(intent);
        }
        if (intent.ref() != null) {
            journal.computeIfAbsent(intent.ref(), any -> new ArrayList<>(2)).add(intent);
        }
    }

    /** The store was put back to an earlier state: epochs begin again there, and its links and open intents count. */
    public void rolledBack(
            long toEpoch, Collection<Entry> thenEntries, Collection<Link> thenLinks, Collection<Intent> thenOpen) {
        epoch = toEpoch;
        putBack = true;
        erasures.forgotten();
        standings.rolledBack(thenEntries);
        links.clear();
        forgotten.addAll(everJoined.keySet());
        thenLinks.forEach(link -> forgotten.remove(link.id()));
        thenLinks.forEach(link -> links.put(link.id(), link));
        unanswered.addAll(open.keySet());
        open.clear();
        thenOpen.forEach(intent -> open.put(intent.id(), intent));
        unanswered.removeAll(open.keySet());
    }

    /** What the store held was deleted. */
    public void forgotten() {
        rolledBack(epoch, List.of(), List.of(), List.of());
    }

    /** @param field mapped no more from the event on; null if all are again */
    public void unmapped(@Nullable Field field, long event) {
        unmapped.put(event, Optional.ofNullable(field));
    }

    /** Whether the field was mapped when the event happened. */
    boolean wasMapped(Field field, long event) {
        Map.Entry<Long, Optional<Field>> then = unmapped.floorEntry(event);
        return then == null || !then.getValue().equals(Optional.of(field));
    }

    /** The field of these types could not be written on one side for a while. */
    public void closed(Field field, Predicate<ObjectType> types, long since, long until) {
        closed.add(new Closed(field, types, since, until));
    }

    /** Whether what was refused at that time may have been refused for that, and is to be written since. */
    boolean wasClosed(Row row, Field field, Instant at) {
        long then = at.toEpochMilli();
        return closed.stream()
                .anyMatch(one -> one.field() == field
                        && one.types().test(row.ref().type())
                        && one.since() <= then
                        && then <= one.until());
    }

    /** Who was erased. */
    public Erasures erasures() {
        return erasures;
    }

    /** What the application's policy decided. */
    public Verdicts verdicts() {
        return verdicts;
    }

    /** When a system was put back to an earlier state, and what came of it. */
    public Restorations restorations() {
        return restorations;
    }

    /** What people gave both sides of a conflict. */
    public Given given() {
        return given;
    }

    /** Whether a record is about to be made, or was asked for and nothing is known of it. */
    public boolean isCreating() {
        return open.values().stream().anyMatch(intent -> intent.kind() == Intent.Kind.CREATE);
    }

    /** Whether the store was ever put back. */
    public boolean wasPutBack() {
        return putBack;
    }

    /**
     * Somebody said that the store is older than the systems, or that one of them was put back on purpose.
     *
     * @param said the event at which somebody began to say so
     * @param durable the event by which it was durable
     */
    public void recovered(long said, long durable) {
        recoverySaid = said;
        recoveryDurable = durable;
    }

    /** When somebody said last that the store is older than the systems; for ever later if nobody did. */
    long recoverySaid() {
        return recoverySaid;
    }

    /** From when on that held. */
    long recoveryDurable() {
        return recoveryDurable;
    }

    public long epoch() {
        return epoch;
    }

    /** Every event that was ever durable, oldest first. */
    public List<HistoryEntry> reports() {
        return Collections.unmodifiableList(reports);
    }

    /** What the store holds of each record. */
    public Collection<Entry> entries() {
        return standings.all();
    }

    /** What the engine says of each record now. */
    Standings standings() {
        return standings;
    }

    /** The links in the store now, tombstones included. */
    public Collection<Link> links() {
        return Collections.unmodifiableCollection(links.values());
    }

    /** Every two records that were ever joined, in that order. */
    public Set<LinkId> everJoined() {
        return Collections.unmodifiableSet(everJoined.keySet());
    }

    /** Every two records that were ever joined, but for those of which the store, put back, knows nothing any more. */
    Set<LinkId> joinedToItsKnowledge() {
        Set<LinkId> joined = new LinkedHashSet<>(everJoined.keySet());
        joined.removeAll(forgotten);
        return joined;
    }

    /** The event at which the two were first joined; for ever later if they never were. */
    public long joinedAt(LinkId link) {
        return everJoined.getOrDefault(link, Long.MAX_VALUE);
    }

    /** Whether the two are joined now, or were at some time since the event. */
    boolean wereLinked(LinkId id, long since) {
        Link link = links.get(id);
        return (link != null && link.live()) || ended.getOrDefault(id, 0L) > since;
    }

    /** Whether the two, in whatever order, were joined before the event. */
    boolean joinedBefore(RecordRef one, RecordRef other, long event) {
        return joinedAt(new LinkId(one, other)) < event || joinedAt(new LinkId(other, one)) < event;
    }

    /** Whether the record faces another now. */
    boolean isLinked(RecordRef ref) {
        return live(ref) != null;
    }

    /** The link in which the record faces another now; null if there is none. */
    public @Nullable Link live(RecordRef ref) {
        for (Link link : links.values()) {
            if (link.live()
                    && (link.id().left().equals(ref) || link.id().right().equals(ref))) {
                return link;
            }
        }
        return null;
    }

    /** Whether the two face each other under a rule for the field that stands still now, because a side kept returning to a value. */
    boolean isFrozen(Row left, Row right, Unit unit) {
        Link link = links.get(new LinkId(left.ref(), right.ref()));
        return link != null && link.rule(unit.rule()).status() == RuleState.Status.FROZEN;
    }

    public boolean everLinked(RecordRef ref) {
        return everLinked.contains(ref);
    }

    /** The event at which the write was journalled. */
    long openedAt(Intent intent) {
        return openedAt.getOrDefault(intent.id(), 0L);
    }

    /** The intents in the store now. */
    public Collection<Intent> open() {
        return Collections.unmodifiableCollection(open.values());
    }

    /** Every create that was ever journalled under the key. */
    public List<Intent> creates(CreateKey key) {
        return creates.getOrDefault(key, List.of());
    }

    /** The last create that was ever journalled under the key; null if there is none. */
    public @Nullable Intent lastCreate(CreateKey key) {
        return last(creates(key));
    }

    /** The last update or removal of the record that was ever journalled; null if there is none. */
    public @Nullable Intent lastChange(RecordRef ref) {
        return last(journal(ref));
    }

    private static @Nullable Intent last(List<Intent> journalled) {
        return journalled.isEmpty() ? null : journalled.get(journalled.size() - 1);
    }

    /** Every update and removal of the record that was ever journalled. */
    public List<Intent> journal(RecordRef ref) {
        return journal.getOrDefault(ref, List.of());
    }

    /** The last create or update of the record that was ever journalled and sets a part of the unit; null if there is none. */
    @Nullable
    Intent lastWrite(Row row, Unit unit) {
        String key = row.key();
        List<Intent> writes = new ArrayList<>(key == null ? List.of() : creates(new CreateKey(key)));
        writes.addAll(journal(row.ref()));
        Intent last = null;
        for (Intent write : writes) {
            boolean sets = unit.fields().stream()
                    .anyMatch(field -> write.intended().names().contains(field.on(row.side())));
            last = sets ? write : last;
        }
        return last;
    }

    /** The write was sent by somebody who had been shown that its source is gone. */
    void inSpite(Intent write) {
        inSpite.add(write.id());
    }

    boolean wasInSpite(Intent write) {
        return inSpite.contains(write.id());
    }

    /** Whether the store was put back while the answer of an update of the record was still to come that was to set the field. */
    boolean isForgottenUpdate(RecordRef ref, String field) {
        return journal(ref).stream()
                .anyMatch(intent -> intent.kind() == Intent.Kind.UPDATE
                        && unanswered.contains(intent.id())
                        && intent.intended().names().contains(field));
    }

    /** The last removal of the record, if the store was put back to before it while its answer was still to come; else null. */
    @Nullable
    Intent forgottenRemoval(RecordRef ref) {
        Intent last = null;
        for (Intent intent : journal(ref)) {
            last = intent.kind() == Intent.Kind.REMOVE ? intent : last;
        }
        return last != null && unanswered.contains(last.id()) ? last : null;
    }

    /**
     * Somebody takes back what a run wrote.
     *
     * @param values what the record is to be given back
     * @param event when the plan was made
     */
    public void takenBack(RecordRef ref, Values values, long event) {
        takenBack.computeIfAbsent(ref, any -> new ArrayList<>(2)).add(new TakenBack(values, event));
    }

    /** Whether the edit gives back what somebody asked for. */
    boolean isTakenBack(Row row, Edit edit) {
        return takenBack.getOrDefault(row.ref(), List.of()).stream()
                .anyMatch(back -> back.event() < edit.event()
                        && edit.value().equals(back.values().get(edit.field().on(row.side()))));
    }

    /**
     * Whether the row holds what somebody gave it back, and the other one what it held then.
     *
     * @param then the record that was given it: the row, or one that was merged into it since
     * @param facing what it faced then: the other one, or one that was merged into it since
     */
    boolean isTakenBack(Row then, Row facing, Row row, Row other, Field field) {
        return takenBack.getOrDefault(then.ref(), List.of()).stream().anyMatch(back -> {
            FieldValue value = back.values().get(field.on(row.side()));
            return value != null
                    && Canonical.equal(value, row.value(field))
                    && Canonical.equal(held(facing, field, back.event()), other.value(field));
        });
    }

    private static FieldValue held(Row row, Field field, long before) {
        FieldValue held = FieldValue.EMPTY;
        for (Edit edit : row.edits()) {
            held = edit.field() == field && edit.event() < before ? edit.value() : held;
        }
        return held;
    }

    /** A write took effect that its runner sent although another one had taken the lease since it was checked. */
    public void late(RecordRef ref) {
        late.add(ref);
    }

    Set<RecordRef> late() {
        return late;
    }

    /** The record is left out of the judgement of all: something never works with it. */
    public void setApart(RecordRef ref) {
        setApart.add(ref);
    }

    Set<RecordRef> setApart() {
        return setApart;
    }

    /** A promise does not hold for a record that is set apart. */
    void apart(Invariant promise, String detail) {
        apart = apart == null ? new Violation(promise, detail).toString() : apart;
    }

    /** What does not hold for a record that is set apart; null if everything does. */
    public @Nullable String apart() {
        return apart;
    }

    /** A promise did not hold for a record that a late write touched: the limit that the promise names. */
    void limit(Invariant promise, String detail) {
        if (limit == null) {
            limit = new Violation(promise, detail);
        }
    }

    /** The first case of the limit seen so far. */
    public @Nullable Violation limit() {
        return limit;
    }

    public void report(Invariant invariant, String detail) {
        if (violation == null) {
            violation = new Violation(invariant, detail);
        }
    }

    /** The first violation seen so far. */
    public @Nullable Violation violation() {
        return violation;
    }
}
