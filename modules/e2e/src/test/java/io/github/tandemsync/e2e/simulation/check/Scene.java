package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.rule.PairId;
import io.github.tandemsync.core.state.ConnectionId;
import io.github.tandemsync.core.state.Entry;
import io.github.tandemsync.core.state.EntryState;
import io.github.tandemsync.core.state.EntryUpdate;
import io.github.tandemsync.core.state.HistoryEntry;
import io.github.tandemsync.core.state.HolderId;
import io.github.tandemsync.core.state.Intent;
import io.github.tandemsync.core.state.IntentId;
import io.github.tandemsync.core.state.Lease;
import io.github.tandemsync.core.state.Link;
import io.github.tandemsync.core.state.Reason;
import io.github.tandemsync.core.state.StateChange;
import io.github.tandemsync.e2e.simulation.model.DataverseModel;
import io.github.tandemsync.e2e.simulation.model.Field;
import io.github.tandemsync.e2e.simulation.model.HubSpotModel;
import io.github.tandemsync.e2e.simulation.model.ModelServer;
import io.github.tandemsync.e2e.simulation.model.ModelType;
import io.github.tandemsync.e2e.simulation.model.Models;
import io.github.tandemsync.e2e.simulation.model.Quirks;
import io.github.tandemsync.e2e.simulation.model.Row;
import io.github.tandemsync.e2e.simulation.model.SimClock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A hand-made history: users and a pretended engine, without the engine. */
final class Scene {
    static final PairId PAIR = new PairId("company-account");
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    final SimClock clock = new SimClock();
    final HubSpotModel left;
    final DataverseModel right;
    final Ledger ledger = new Ledger();
    private final Agreement agreement;
    private final StandingLines lines;
    private final WriteGuard guard;
    private final Sightings sightings;
    private int keys;
    private int origins;

    Scene() {
        this(Terms.PLAIN);
    }

    Scene(Terms terms) {
        this(terms, Quirks.NONE);
    }

    Scene(Terms terms, Quirks quirks) {
        this.agreement = Agreement.of(terms);
        this.left = Models.hubSpot(clock, quirks, Models.COMPANIES);
        this.right = Models.dataverse(clock, quirks);
        this.lines = new StandingLines(agreement, left, right, ledger, ref -> true);
        Families families = new Families(left, right, ledger, agreement);
        this.guard = new WriteGuard(ledger, agreement, families);
        this.sightings = new Sightings(ledger, families);
    }

    @Nullable
    Violation verdict() {
        return verdict(ledger);
    }

    /** The verdict on another ledger. */
    @Nullable
    Violation verdict(Ledger other) {
        return new Checker(agreement, left, right, other, new StandingLines(agreement, left, right, other, ref -> true))
                .check();
    }

    /** What is judged after a store was put back. */
    @Nullable
    Violation prefix() {
        return new Checker(agreement, left, right, ledger, lines).prefixSafe();
    }

    /** What is broken since a system was put back. */
    @Nullable
    Invariant restored() {
        ledger.restorations().check(new Checker(agreement, left, right, ledger, lines), agreement);
        Violation violation = ledger.violation();
        return violation == null ? null : violation.invariant();
    }

    @Nullable
    Invariant broken() {
        Violation violation = verdict();
        return violation == null ? null : violation.invariant();
    }

    /** What is broken if so many writes took effect. */
    @Nullable
    Invariant accounts(int writes) {
        Accounts.check(ledger, writes);
        Violation violation = ledger.violation();
        return violation == null ? null : violation.invariant();
    }

    Row userCreates(Side side, String name) {
        ModelType type = side == Side.LEFT ? Models.COMPANIES : Models.ACCOUNT;
        return server(side).create(type, Models.name(name), 1L << origins++);
    }

    ModelServer server(Side side) {
        return side == Side.LEFT ? left : right;
    }

    /** The engine creates the record's counterpart, journalled and linked. */
    Row copied(Row source) {
        Row copy = copiedUnlinked(source);
        link(source, copy);
        return copy;
    }

    Row copiedUnlinked(Row source) {
        return create(journalled(source), source);
    }

    /** The create of the record's counterpart, journalled, and not sent yet. */
    WriteRequest.Create journalled(Row source) {
        ModelType type = typeFacing(source);
        CreateKey key = new CreateKey("00000000-0000-4000-9000-%012d".formatted(++keys));
        WriteRequest.Create request = new WriteRequest.Create(type.type(), key, translated(source));
        journals(request, source);
        return request;
    }

    void journals(WriteRequest.Create request, Row source) {
        commit(new StateChange().open(intent(Intent.Kind.CREATE, source, null, request.key(), request.values())));
    }

    Row create(WriteRequest.Create request, Row source) {
        return create(request, source, source.side().other());
    }

    /** The engine journals a create for the record. */
    void journalsACopy(Row source) {
        CreateKey key = new CreateKey("00000000-0000-4000-9000-%012d".formatted(++keys));
        StateChange change = new StateChange().open(intent(Intent.Kind.CREATE, source, null, key, translated(source)));
        commit(change);
        guard.journalled(change);
    }

    Row create(WriteRequest.Create request, Row source, Side target) {
        return create(request, source, target, new SightAt(0));
    }

    /** The same by somebody who has seen this. */
    Row create(WriteRequest.Create request, Row source, Side target, Sight sight) {
        sightings.sending(request, sight);
        guard.arriving(server(target), request);
        WriteAnswer answer = server(target).write(request, any -> source.origins());
        return server(target).existing(((WriteAnswer.Done) answer).ref());
    }

    private static ModelType typeFacing(Row source) {
        return source.side() == Side.LEFT ? Models.ACCOUNT : Models.COMPANIES;
    }

    private static Values translated(Row source) {
        Side target = source.side().other();
        Values values = Values.none();
        for (Field field : new Field[] {Field.DOMAIN, Field.NAME, Field.PHONE}) {
            if (!source.value(field).isEmpty()) {
                values = values.with(field.on(target), source.value(field));
            }
        }
        return values;
    }

    void link(Row a, Row b) {
        Row leftRow = a.side() == Side.LEFT ? a : b;
        commit(new StateChange().put(Link.between(PAIR, leftRow.ref(), (leftRow == a ? b : a).ref())));
    }

    /** The two face each other no longer. */
    void ended(Row leftRow, Row rightRow) {
        Link link = Link.between(PAIR, leftRow.ref(), rightRow.ref());
        commit(new StateChange().put(link.ended(new Reason("removed", "it is gone", NOW))));
    }

    /** The engine sets a field, journalled. */
    void engineSets(Row target, Field field, String value) {
        engineSends(target, Values.of(field.on(target.side()), FieldValue.text(value)));
    }

    void engineSends(Row target, Values values) {
        journals(target, target, values);
        send(target, values);
    }

    /** The engine journals a write of what another record holds. */
    void journals(Row source, Row target, Values values) {
        commit(new StateChange().open(intent(Intent.Kind.UPDATE, source, target, null, values)));
    }

    void send(Row target, Values values) {
        send(target, values, 0);
    }

    /** The same by somebody who was shown after that event how every record is. */
    void send(Row target, Values values, long shown) {
        WriteRequest request = new WriteRequest.Update(target.ref(), null, values);
        sightings.sending(request, new SightAt(shown));
        guard.arriving(server(target.side()), request);
        server(target.side()).write(request, any -> 0);
    }

    /** The engine removes a record, journalled. */
    void engineRemoves(Row target) {
        engineRemoves(target, target);
    }

    /** The same because of another record. */
    void engineRemoves(Row target, Row cause) {
        journalsARemoval(target, cause);
        removes(target);
    }

    /** The engine journals the removal of a record because of another. */
    void journalsARemoval(Row target, Row cause) {
        commit(new StateChange().open(intent(Intent.Kind.REMOVE, cause, target, null, Values.none())));
    }

    void removes(Row target) {
        WriteRequest request = new WriteRequest.Remove(target.ref(), null, WriteRequest.How.ARCHIVE);
        guard.arriving(server(target.side()), request);
        server(target.side()).write(request, any -> 0);
    }

    /** So many removals and emptied fields take effect now. */
    void engineTakesAway(int many) {
        for (int i = 0; i < many; i++) {
            guard.tookAway(Models.COMPANIES.type(), clock.instant());
        }
    }

    /** Whether the engine's write to the right side would remove a record or empty a field. */
    boolean takesAway(WriteRequest request) {
        return guard.takesAway(right, request);
    }

    /** So many live links, of records that nobody looks at. */
    void linked(int many) {
        StateChange change = new StateChange();
        for (int i = 0; i < many; i++) {
            change.put(linked(Integer.toString(i)));
        }
        commit(change);
    }

    /** So many of them have ended. */
    void ended(int many) {
        StateChange change = new StateChange();
        for (int i = 0; i < many; i++) {
            change.put(linked(Integer.toString(i)).ended(new Reason("removed", "it is gone", NOW)));
        }
        commit(change);
    }

    private static Link linked(String id) {
        return Link.between(
                PAIR, Models.COMPANIES.type().ref(id), Models.ACCOUNT.type().ref(id));
    }

    @SuppressWarnings("NullAway") // does not see @Nullable on a nested type in a class file
    private Intent intent(
            Intent.Kind kind, Row source, @Nullable Row target, @Nullable CreateKey key, Values intended) {
        return new Intent(
                new IntentId("i" + ++keys),
                PAIR,
                kind,
                target == null ? source.side().other() : target.side(),
                (target == null ? typeFacing(source) : target.type()).type(),
                source.ref(),
                target == null ? null : target.ref(),
                key,
                kind == Intent.Kind.REMOVE ? WriteRequest.How.ARCHIVE : null,
                source.stamp(),
                target == null ? null : target.stamp(),
                source.values(),
                target == null ? Values.none() : target.values(),
                intended,
                Set.of(),
                "run",
                1,
                NOW);
    }

    void userSets(Row row, Field field, String value) {
        server(row.side()).edit(row, field, FieldValue.text(value));
    }

    void userClears(Row row, Field field) {
        server(row.side()).edit(row, field, FieldValue.EMPTY);
    }

    void commit(StateChange change) {
        commit(1, change);
    }

    void commit(long epoch, StateChange change) {
        ledger.committed(new Lease(new ConnectionId("sim"), new HolderId("r"), epoch, NOW), change, clock.nextEvent());
    }

    void report(HistoryEntry.Kind kind, Row row) {
        report(kind, row, null, Values.none(), Values.none(), false);
    }

    void report(HistoryEntry.Kind kind, Row row, @Nullable String rule, Values before, Values after, boolean open) {
        report(kind, row, null, rule, before, after, open);
    }

    /** A report of the record that names the other one, too. */
    void report(HistoryEntry.Kind kind, Row row, Row other) {
        report(kind, row, other, null, Values.none(), Values.none(), false);
    }

    /** A report of the record in these words. */
    void report(HistoryEntry.Kind kind, Row row, String detail) {
        report(kind, row, null, null, Values.none(), Values.none(), detail, false);
    }

    private void report(
            HistoryEntry.Kind kind,
            Row row,
            @Nullable Row other,
            @Nullable String rule,
            Values before,
            Values after,
            boolean open) {
        report(kind, row, other, rule, before, after, "", open);
    }

    private void report(
            HistoryEntry.Kind kind,
            Row row,
            @Nullable Row other,
            @Nullable String rule,
            Values before,
            Values after,
            String detail,
            boolean open) {
        RecordRef named = other == null ? null : other.ref();
        commit(new StateChange()
                .record(new HistoryEntry(
                        PAIR, "run", kind, row.side(), row.ref(), named, rule, before, after, detail, open, NOW)));
    }

    /** What is known of the record now, as whoever asks is told. */
    void stands(Row row, EntryState state, @Nullable Reason reason) {
        Entry unmatched = Entry.unmatched(PAIR, row.side(), row.ref());
        commit(new StateChange().put(EntryUpdate.keep(unmatched.in(state, reason))));
    }

    static Map<Field, FieldValue> domain(String domain) {
        return Map.of(Field.DOMAIN, FieldValue.text(domain));
    }
}
