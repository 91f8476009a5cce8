package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallCount;
import io.github.tandemsync.core.connector.CallKind;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.FieldTrail.Author;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One side: a system with {@link Firms}, which answers at once and keeps only what was changed. Its pages and batches are as large,
 * and its feeds tell as much, as those of the real one. Safe for several threads.
 */
abstract class GeneratedSystem implements Connector {
    private final Side side;
    private final SystemIdentity identity;
    private final ObjectSchema schema;
    private final int seeded;
    private final Calls calls = new Calls();
    private final Map<String, Row> changed = new ConcurrentHashMap<>();

    /**
     * A record that is not as it was at the beginning.
     *
     * @param version of the record
     * @param values those that were changed, of all changes
     */
    record Row(long version, Values values) {}

    /** @param seeded how many firms it has at the beginning: the first so many */
    GeneratedSystem(Side side, ObjectType type, TypeTraits traits, int seeded) {
        this.side = side;
        this.identity = new SystemIdentity(type.system(), "made-up", "no host");
        this.schema = new ObjectSchema(type, Firms.schema(side), traits);
        this.seeded = seeded;
    }

    final ObjectType type() {
        return schema.type();
    }

    final int seeded() {
        return seeded;
    }

    /** The id of the firm that was there from the beginning. */
    abstract String id(int number);

    /** The number of the firm that has the id; -1 if none has. */
    abstract int number(String id);

    /** The version of a record that was not changed since it was made. */
    abstract long firstVersion(String id);

    /** A version later than the given. */
    abstract long nextVersion(long before);

    abstract Stamp stamp(long version);

    /** How many records there are, changed or not. */
    abstract int size();

    /** The id of the record at the place in a listing, from 0. */
    abstract String idAt(int place);

    /** The most rows of a page of a listing. */
    abstract int listPage();

    /** The next page of what changed since the cursor, which is never null. */
    abstract ChangeAnswer.Page changesSince(Cursor cursor, int limit);

    /** A cursor that stands behind everything that has happened. */
    abstract Cursor now();

    /** Called, one change at a time, after a record has changed. */
    abstract void happened(String id, @Nullable Row before, Row after, Values change, Author author);

    abstract WriteAnswer create(WriteRequest.Create create);

    /** Whether the update does not fit the record's version. */
    abstract boolean isMoved(WriteRequest.Update update);

    /** A person changes a firm that was there from the beginning. */
    final synchronized void edit(int number, int revision) {
        change(id(number), Firms.moved(side, number, revision), Author.SOMEBODY);
    }

    final long version(String id) {
        Row row = changed.get(id);
        return row == null ? firstVersion(id) : row.version();
    }

    final @Nullable Row changed(String id) {
        return changed.get(id);
    }

    /** The calls since the last taking. */
    final SortedMap<CallKind, CallCount> takeCalls() {
        return calls.take();
    }

    private Row change(String id, Values values, Author author) {
        Row before = changed.get(id);
        Values all = before == null ? values : before.values().overlay(values);
        Row after = new Row(nextVersion(version(id)), all);
        changed.put(id, after);
        happened(id, before, after, values, author);
        return after;
    }

    @Override
    public final SystemIdentity identify() {
        calls.add(CallKind.DESCRIBE, 0);
        return identity;
    }

    @Override
    public final ObjectSchema schema(ObjectType type) {
        calls.add(CallKind.DESCRIBE, 0);
        return schema;
    }

    @Override
    public final AccessReport access(Set<AccessRequest> wanted) {
        calls.add(CallKind.DESCRIBE, 0);
        return new AccessReport(List.of());
    }

    @Override
    public final ChangeAnswer changes(ChangeRequest request) {
        calls.add(CallKind.CHANGES, 0);
        Cursor cursor = request.cursor();
        return switch (request.mode()) {
            case CHANGES ->
                cursor == null ? new ChangeAnswer.Page(List.of(), now(), true) : changesSince(cursor, request.limit());
            case BASELINE -> list(cursor == null ? 0 : Integer.parseInt(cursor.value()), request);
            case REMOVALS -> new ChangeAnswer.Page(List.of(), new Cursor("end"), true);
        };
    }

    private ChangeAnswer.Page list(int from, ChangeRequest request) {
        int end = Math.min(size(), from + Math.min(listPage(), request.limit()));
        List<ChangeAnswer.Row> rows = new ArrayList<>(end - from);
        for (int place = from; place < end; place++) {
            CrmRecord record = record(idAt(place), request.fields());
            rows.add(new ChangeAnswer.Changed(record.ref(), record.stamp(), record.fields()));
        }
        return new ChangeAnswer.Page(rows, new Cursor(Integer.toString(end)), end == size());
    }

    private CrmRecord record(String id, Set<String> fields) {
        Values made = Firms.values(side, number(id), fields);
        Row row = changed.get(id);
        Values now = row == null ? made : made.overlay(row.values().only(fields));
        return CrmRecord.of(type().ref(id), now, stamp(row == null ? firstVersion(id) : row.version()));
    }

    @Override
    public final List<ReadAnswer> read(ReadRequest request) {
        calls.add(CallKind.READ, request.ids().size());
        List<ReadAnswer> answers = new ArrayList<>(request.ids().size());
        for (String id : request.ids()) {
            answers.add(read(id, request.fields()));
        }
        return answers;
    }

    private ReadAnswer read(String id, Set<String> fields) {
        return number(id) < 0 ? new ReadAnswer.Gone(type().ref(id)) : new ReadAnswer.Found(record(id, fields));
    }

    @Override
    public final List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        calls.add(CallKind.LOCATE, keys.size());
        return keys.stream()
                .map(key ->
                        new LocateAnswer(key, number(key.value()) < 0 ? List.of() : List.of(read(key.value(), fields))))
                .toList();
    }

    @Override
    public final List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        calls.add(CallKind.HISTORY, after.size());
        return trails(after, fields);
    }

    abstract List<FieldTrail> trails(Map<String, Stamp> after, Set<String> fields);

    @Override
    public final List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        calls.add(CallKind.WRITE, batch.size());
        fence.check();
        return batch.stream().map(this::write).toList();
    }

    private synchronized WriteAnswer write(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return create(create);
        }
        if (request instanceof WriteRequest.Update update) {
            String id = update.ref().id();
            if (isMoved(update)) {
                return new WriteAnswer.Moved("another version");
            }
            Row row = change(id, update.values(), Author.OURSELVES);
            return WriteAnswer.Done.of(update.ref(), stamp(row.version()), update.values());
        }
        throw new UnsupportedOperationException("Nothing is to be removed under load");
    }

    @Override
    public final void close() {
        // holds nothing that has to be given back
    }
}
