package io.github.tandemsync.testkit;

import io.github.tandemsync.core.connector.AccessReport;
import io.github.tandemsync.core.connector.AccessRequest;
import io.github.tandemsync.core.connector.ChangeAnswer;
import io.github.tandemsync.core.connector.ChangeRequest;
import io.github.tandemsync.core.connector.Connector;
import io.github.tandemsync.core.connector.Cursor;
import io.github.tandemsync.core.connector.FeedMode;
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
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The smallest connector that keeps its word: one type, of names and towns, where a key is the id. */
class MemoryConnector implements Connector {
    static final ObjectType TYPE = ObjectType.parse("memory:company");

    private record Row(Values values, long version, boolean away) {}

    private final SortedMap<String, Row> rows = new TreeMap<>();
    private long version;

    @Override
    public SystemIdentity identify() {
        return new SystemIdentity("memory", "account", "memory.example");
    }

    @Override
    public ObjectSchema schema(ObjectType type) {
        SortedMap<String, FieldSchema> fields = new TreeMap<>();
        List.of("name", "town").forEach(name -> fields.put(name, FieldSchema.of(name, FieldSchema.Kind.TEXT)));
        Set<Reported> all = EnumSet.allOf(Reported.class);
        return new ObjectSchema(
                type,
                fields,
                new TypeTraits(true, false, CreateKeyKind.CLIENT_ID, all, Duration.ZERO, null, null, 10, 10, 10));
    }

    @Override
    public AccessReport access(Set<AccessRequest> wanted) {
        return new AccessReport(List.of());
    }

    @Override
    public synchronized ChangeAnswer changes(ChangeRequest request) {
        Cursor cursor = request.cursor();
        if (request.mode() == FeedMode.BASELINE) {
            return page(request, cursor == null ? "" : cursor.value());
        }
        long since = cursor == null ? version : Long.parseLong(cursor.value());
        List<Map.Entry<String, Row>> news = rows.entrySet().stream()
                .filter(row -> row.getValue().version > since)
                .sorted(Comparator.comparing(row -> row.getValue().version))
                .limit(request.limit())
                .toList();
        long until = news.size() < request.limit()
                ? version
                : news.get(news.size() - 1).getValue().version;
        return new ChangeAnswer.Page(
                news.stream()
                        .map(row -> row(row.getKey(), row.getValue(), Set.of()))
                        .toList(),
                new Cursor(Long.toString(until)),
                until == version);
    }

    private ChangeAnswer page(ChangeRequest request, String after) {
        List<String> rest = rows.keySet().stream()
                .filter(id -> id.compareTo(after) > 0 && !row(id).away)
                .toList();
        List<String> shown = rest.subList(0, Math.min(request.limit(), rest.size()));
        return new ChangeAnswer.Page(
                shown.stream().map(id -> row(id, row(id), request.fields())).toList(),
                new Cursor(shown.isEmpty() ? after : shown.get(shown.size() - 1)),
                shown.size() == rest.size());
    }

    private static ChangeAnswer.Row row(String id, Row row, Set<String> fields) {
        return row.away
                ? new ChangeAnswer.Removed(TYPE.ref(id))
                : new ChangeAnswer.Changed(TYPE.ref(id), stamp(row), row.values.only(fields));
    }

    private static Stamp stamp(Row row) {
        return new Stamp("v" + row.version);
    }

    @Override
    public synchronized List<ReadAnswer> read(ReadRequest request) {
        return request.ids().stream().map(id -> answer(id, request.fields())).toList();
    }

    private ReadAnswer answer(String id, Set<String> fields) {
        Row row = rows.get(id);
        RecordRef ref = TYPE.ref(id);
        return row == null || row.away
                ? new ReadAnswer.Gone(ref)
                : new ReadAnswer.Found(CrmRecord.of(ref, row.values.only(fields), stamp(row)));
    }

    @Override
    public synchronized List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        return keys.stream()
                .map(key ->
                        new LocateAnswer(key, isThere(key.value()) ? List.of(answer(key.value(), fields)) : List.of()))
                .toList();
    }

    private Row row(String id) {
        return Objects.requireNonNull(rows.get(id));
    }

    private boolean isThere(String id) {
        Row row = rows.get(id);
        return row != null && !row.away;
    }

    @Override
    public List<FieldTrail> history(ObjectType type, Map<String, Stamp> after, Set<String> fields) {
        throw new UnsupportedOperationException("no history");
    }

    @Override
    public synchronized List<WriteAnswer> write(List<WriteRequest> batch, Fence fence) {
        fence.check();
        List<WriteAnswer> answers = new ArrayList<>();
        batch.forEach(request -> answers.add(written(request)));
        return answers;
    }

    private WriteAnswer written(WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            String id = create.key().value();
            return rows.containsKey(id)
                    ? new WriteAnswer.Exists(TYPE.ref(id), "the id is taken")
                    : stored(id, create.values());
        }
        if (request instanceof WriteRequest.Update update) {
            String id = update.ref().id();
            return isThere(id) && isExpected(id, update.expected())
                    ? stored(id, row(id).values.overlay(update.values()))
                    : new WriteAnswer.Moved("another version, or none");
        }
        RecordRef ref = ((WriteRequest.Remove) request).ref();
        if (isThere(ref.id())) {
            rows.put(ref.id(), new Row(Values.none(), ++version, true));
        }
        return WriteAnswer.Done.of(ref, null, null);
    }

    private boolean isExpected(String id, @Nullable Stamp expected) {
        return expected == null || stamp(row(id)).equals(expected);
    }

    private WriteAnswer stored(String id, Values values) {
        Row row = new Row(values, ++version, false);
        rows.put(id, row);
        return WriteAnswer.Done.of(TYPE.ref(id), stamp(row), values);
    }

    @Override
    public void close() {}
}
