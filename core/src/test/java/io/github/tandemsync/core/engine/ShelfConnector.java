package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.CallQuota;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.Fence;
import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldTrail;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.connector.SystemIdentity;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.connector.WriteAnswer;
import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A well-behaved system in memory, with versions, conditional writes and a feed of changes. Pages and batches are small. A test
 * hears of each call before it is answered, and may throw there. Safe for use by several threads.
 */
final class ShelfConnector implements Connector {
    static final int PAGE = 4;
    static final int BATCH = 3;

    private final String system;
    private final SortedMap<RecordRef, Row> rows = new TreeMap<>();
    private final SortedMap<RecordRef, Long> gone = new TreeMap<>();
    private final SortedMap<String, FieldSchema> fields = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile Consumer<String> onCall = call -> {};
    private EnumSet<Reported> reports = EnumSet.allOf(Reported.class);
    private boolean historic;
    private boolean listingExpires;
    private volatile boolean refusesCreates;
    private long changes;
    private volatile @Nullable CallQuota quota;

    private record Row(Values values, long changed) {}

    ShelfConnector(String system) {
        this.system = system;
        has("name", FieldSchema.Kind.TEXT);
    }

    ObjectType type(String name) {
        return new ObjectType(system, name);
    }

    // ---- what people and administrators do

    synchronized void put(String type, String id, String name) {
        rows.put(type(type).ref(id), new Row(Values.of("name", FieldValue.text(name)), ++changes));
    }

    /** Somebody deletes it. */
    synchronized void remove(String type, String id) {
        removed(type(type).ref(id));
    }

    private void removed(RecordRef ref) {
        rows.remove(ref);
        gone.put(ref, ++changes);
    }

    synchronized List<String> names(String type) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().type().name().equals(type))
                .map(row -> ((FieldValue.Text) row.getValue().values().orEmpty("name")).value())
                .sorted()
                .toList();
    }

    synchronized void has(String field, FieldSchema.Kind kind) {
        fields.put(field, FieldSchema.of(field, kind));
    }

    synchronized void hasNo(String field) {
        fields.remove(field);
    }

    synchronized void reportsNoRemovals() {
        reports = EnumSet.of(Reported.CREATES, Reported.EDITS);
    }

    /** Takes any write from now on, and says that it can tell who edited what. */
    synchronized void hasHistory() {
        historic = true;
    }

    /** The next continuation of a listing is answered with "expired". */
    synchronized void expireListing() {
        listingExpires = true;
    }

    /** Creates are refused, or taken again. */
    void refusesCreates(boolean value) {
        refusesCreates = value;
    }

    void quota(CallQuota value) {
        quota = value;
    }

    @Override
    public @Nullable CallQuota quota() {
        return quota;
    }

    // ---- what a test sees of the calls

    void onCall(Consumer<String> listener) {
        onCall = listener;
    }

    synchronized List<String> calls(String kind) {
        return calls.stream().filter(call -> call.startsWith(kind)).toList();
    }

    synchronized void clearCalls() {
        calls.clear();
    }

    private void called(String call) {
        synchronized (this) {
            calls.add(call);
        }
        onCall.accept(call);
    }

    // ---- the system

    @Override
    public SystemIdentity identify() {
        return new SystemIdentity(system, "account", system + ".example");
    }

    @Override
    public synchronized ObjectSchema schema(ObjectType type) {
        called("schema " + type.name());
        return new ObjectSchema(
                type,
                fields,
                new TypeTraits(
                        !historic,
                        historic,
                        CreateKeyKind.CLIENT_ID,
                        reports,
                        Duration.ZERO,
                        null,
                        null,
                        BATCH,
                        BATCH,
                        BATCH));
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return new AccessReport(List.of());
    }

    @Override
    public ChangeAnswer changes(ChangeRequest request) {
        called(request.mode() + " " + request.type().name());
        return switch (request.mode()) {
            case CHANGES -> changed(request);
            case BASELINE -> listed(request);
            case REMOVALS -> new ChangeAnswer.Page(List.of(), new Cursor("end"), true);
        };
    }

    private synchronized ChangeAnswer changed(ChangeRequest request) {
        Cursor cursor = request.cursor();
        long since = cursor == null ? changes : Long.parseLong(cursor.value());
        List<ChangeAnswer.Row> page = new ArrayList<>();
        rows.forEach((ref, row) -> {
            if (ref.type().equals(request.type()) && row.changed() > since) {
                page.add(new ChangeAnswer.Changed(ref, stamp(row), Values.none()));
            }
        });
        gone.forEach((ref, changed) -> {
            if (ref.type().equals(request.type()) && changed > since && reports.contains(Reported.REMOVALS)) {
                page.add(new ChangeAnswer.Removed(ref));
            }
        });
        return new ChangeAnswer.Page(page, new Cursor(Long.toString(changes)), true);
    }

    private synchronized ChangeAnswer listed(ChangeRequest request) {
        if (listingExpires && request.cursor() != null) {
            listingExpires = false;
            return new ChangeAnswer.Expired("the cursor is too old");
        }
        String after = request.cursor() == null ? "" : request.cursor().value();
        List<Map.Entry<RecordRef, Row>> rest = rows.entrySet().stream()
                .filter(row -> row.getKey().type().equals(request.type()))
                .filter(row -> row.getKey().id().compareTo(after) > 0)
                .toList();
        List<ChangeAnswer.Row> page = new ArrayList<>();
        String last = after;
        for (Map.Entry<RecordRef, Row> row : rest.subList(0, Math.min(PAGE, rest.size()))) {
            page.add(new ChangeAnswer.Changed(
                    row.getKey(), stamp(row.getValue()), row.getValue().values().only(request.fields())));
            last = row.getKey().id();
        }
        return new ChangeAnswer.Page(page, new Cursor(last), rest.size() <= PAGE);
    }

    @Override
    public List<ReadAnswer> read(ReadRequest request) {
        called("read " + request.type().name() + request.ids());
        return answered(request);
    }

    private synchronized List<ReadAnswer> answered(ReadRequest request) {
        List<ReadAnswer> answers = new ArrayList<>();
        for (String id : request.ids()) {
            answers.add(answer(request.type().ref(id), request.fields()));
        }
        return answers;
    }

    private ReadAnswer answer(RecordRef ref, Set<String> wanted) {
        Row row = rows.get(ref);
        return row == null
                ? new ReadAnswer.Gone(ref)
                : new ReadAnswer.Found(CrmRecord.of(ref, row.values().only(wanted), stamp(row)));
    }

    @Override
    public synchronized List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> wanted) {
        called("locate " + type.name() + keys);
        return keys.stream()
                .map(key -> answer(type.ref(key.value()), wanted))
                .map(hit -> new LocateAnswer(
                        new CreateKey(hit.asked().id()), hit instanceof ReadAnswer.Found ? List.of(hit) : List.of()))
                .toList();
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> wanted) {
        throw new UnsupportedOperationException("the shelf keeps no history that can be asked for");
    }

    @Override
    public List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        fence.check();
        called("write " + batch.get(0).type().name() + " " + batch.size());
        return written(batch);
    }

    private synchronized List<WriteAnswer> written(List<WriteRequest> batch) {
        List<WriteAnswer> answers = new ArrayList<>();
        for (WriteRequest request : batch) {
            answers.add(written(request));
        }
        return answers;
    }

    private WriteAnswer written(WriteRequest request) {
        if (request instanceof WriteRequest.Create && refusesCreates) {
            return new WriteAnswer.Refused("PROPERTY_DOESNT_EXIST", "there is no such property");
        }
        if (request instanceof WriteRequest.Create create) {
            return stored(create.type().ref(create.key().value()), create.values());
        }
        if (request instanceof WriteRequest.Remove remove) {
            Row row = rows.get(remove.ref());
            if (row != null && !stamp(row).equals(remove.expected())) {
                return new WriteAnswer.Moved("another version");
            }
            removed(remove.ref());
            return WriteAnswer.Done.of(remove.ref(), null, null);
        }
        WriteRequest.Update update = (WriteRequest.Update) request;
        Row row = rows.get(update.ref());
        if (row == null || !stamp(row).equals(update.expected())) {
            return new WriteAnswer.Moved("another version");
        }
        return stored(update.ref(), row.values().overlay(update.values()));
    }

    private WriteAnswer stored(RecordRef ref, Values values) {
        Row row = new Row(values, ++changes);
        rows.put(ref, row);
        return WriteAnswer.Done.of(ref, stamp(row), values);
    }

    private static Stamp stamp(Row row) {
        return new Stamp("v" + row.changed());
    }

    @Override
    public void close() {}
}
