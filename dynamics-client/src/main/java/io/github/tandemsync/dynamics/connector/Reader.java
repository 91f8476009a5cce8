package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.connector.LocateAnswer;
import io.github.tandemsync.core.connector.ReadAnswer;
import io.github.tandemsync.core.connector.ReadRequest;
import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.dynamics.Answer;
import io.github.tandemsync.dynamics.ApiError;
import io.github.tandemsync.dynamics.BatchAnswer;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.DynamicsClient;
import io.github.tandemsync.dynamics.Operation;
import io.github.tandemsync.dynamics.Query;
import io.github.tandemsync.dynamics.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads by id: one filtered query for many rows, which counts as one request. A row that it does not show may be gone or hidden,
 * so each of those is asked for by its own address, all in one batch.
 */
final class Reader {
    private static final int LONGEST_ADDRESS = 30_000;
    /** A GUID, its two encoded quotes and a comma. */
    private static final int ID_LENGTH = 43;

    private final DynamicsClient client;
    private final Tables tables;

    Reader(DynamicsClient client, Tables tables) {
        this.client = client;
        this.tables = tables;
    }

    List<ReadAnswer> read(ReadRequest request) {
        TableCodec codec = tables.of(request.type());
        List<Column> columns = codec.columns(request.fields());
        Map<String, ReadAnswer> answers = new TreeMap<>();
        List<String> ids = request.ids().stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        int size = chunk(codec.selectWithTime(columns));
        for (int from = 0; from < ids.size(); from += size) {
            readSome(codec, columns, ids.subList(from, Math.min(ids.size(), from + size)), answers);
        }
        return request.ids().stream()
                .map(id -> answer(answers, codec.type().ref(id)))
                .toList();
    }

    private static ReadAnswer answer(Map<String, ReadAnswer> answers, RecordRef ref) {
        ReadAnswer answer = answers.get(ref.id().toLowerCase(Locale.ROOT));
        if (answer == null) {
            return new ReadAnswer.Unreadable(ref, "no answer");
        }
        return answer.asked().equals(ref) ? answer : respelled(answer, ref);
    }

    /** A GUID that is not spelled as Dataverse's feeds spell it would be a second record beside the one that it is. */
    private static ReadAnswer respelled(ReadAnswer answer, RecordRef asked) {
        if (answer instanceof ReadAnswer.Found found) {
            return new ReadAnswer.Replaced(asked, found.record());
        }
        if (answer instanceof ReadAnswer.Hidden hidden) {
            return new ReadAnswer.Hidden(asked, hidden.reason());
        }
        return answer instanceof ReadAnswer.Unreadable unreadable
                ? new ReadAnswer.Unreadable(asked, unreadable.reason())
                : new ReadAnswer.Gone(asked);
    }

    private static int chunk(List<String> select) {
        int left = LONGEST_ADDRESS - String.join(",", select).length();
        return Math.max(1, Math.min(Schemas.READ_BATCH, left / ID_LENGTH));
    }

    private void readSome(TableCodec codec, List<Column> columns, List<String> ids, Map<String, ReadAnswer> answers) {
        Query query = Query.all(codec.table().entitySet(), codec.selectWithTime(columns));
        Query typed = TableCodec.needsLookupTypes(columns) ? query.withLookupTypes() : query;
        for (Row row : client.records().byId(typed, codec.table().primaryId(), ids)) {
            ReadAnswer answer = found(codec, columns, row);
            answers.put(answer.asked().id(), answer);
        }
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(answers.keySet());
        confirm(codec, columns, List.copyOf(new ArrayList<>(missing)), answers);
    }

    private void confirm(
            TableCodec codec, List<Column> columns, List<String> missing, Map<String, ReadAnswer> answers) {
        if (missing.isEmpty()) {
            return;
        }
        List<String> select = codec.selectWithTime(columns);
        boolean typed = TableCodec.needsLookupTypes(columns);
        List<Operation> operations = missing.stream()
                .map(id -> Operation.retrieve(codec.table().entitySet(), id, select))
                .map(operation -> typed ? operation.withLookupTypes() : operation)
                .toList();
        BatchAnswer batch = client.batch(operations);
        for (int i = 0; i < missing.size(); i++) {
            RecordRef ref = codec.type().ref(missing.get(i));
            answers.put(missing.get(i), confirmed(codec, columns, ref, batch.at(i)));
        }
    }

    private static ReadAnswer confirmed(
            TableCodec codec, List<Column> columns, RecordRef ref, @Nullable Answer answer) {
        if (answer == null) {
            return new ReadAnswer.Unreadable(ref, "its part of the batch is missing or malformed");
        }
        ApiError error = answer.successful() ? null : answer.error();
        if (error == null) {
            return found(codec, columns, ref, answer);
        }
        if (answer.status() == 404 && error.code().equals(ApiError.NOT_FOUND)) {
            return new ReadAnswer.Gone(ref);
        }
        String reason = error + (error.meaning().isEmpty() ? "" : ": " + error.meaning());
        return answer.status() == 403 ? new ReadAnswer.Hidden(ref, reason) : new ReadAnswer.Unreadable(ref, reason);
    }

    private static ReadAnswer found(TableCodec codec, List<Column> columns, RecordRef ref, Answer answer) {
        try {
            ReadAnswer found = found(codec, columns, answer.row());
            return found.asked().equals(ref)
                    ? found
                    : new ReadAnswer.Unreadable(ref, "its part of the batch shows another row");
        } catch (ConnectorException malformed) {
            return new ReadAnswer.Unreadable(ref, "its part of the batch is malformed");
        }
    }

    private static ReadAnswer found(TableCodec codec, List<Column> columns, Row row) {
        RecordRef ref;
        try {
            ref = codec.ref(row);
        } catch (IllegalStateException | IllegalArgumentException noId) {
            throw new ConnectorException(Category.UNAVAILABLE, "A row of " + codec.type() + " came without its id");
        }
        try {
            return row.etag() == null
                    ? new ReadAnswer.Unreadable(ref, "it came without an etag")
                    : new ReadAnswer.Found(codec.record(row, columns));
        } catch (ColumnDecoder.Unreadable | IllegalStateException | IllegalArgumentException unreadable) {
            String reason = unreadable.getMessage();
            return new ReadAnswer.Unreadable(ref, reason == null ? "malformed" : reason);
        }
    }

    /** A create key is the row's id. */
    List<LocateAnswer> locate(ObjectType type, List<CreateKey> keys, Set<String> fields) {
        List<String> ids = keys.stream().map(CreateKey::value).toList();
        List<ReadAnswer> answers = read(new ReadRequest(type, ids, fields));
        List<LocateAnswer> located = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            located.add(new LocateAnswer(keys.get(i), hits(answers.get(i))));
        }
        return located;
    }

    /** A row that can not be seen or read is no evidence that there is none. */
    private static List<ReadAnswer> hits(ReadAnswer answer) {
        if (answer instanceof ReadAnswer.Gone) {
            return List.of();
        }
        if (answer instanceof ReadAnswer.Hidden hidden) {
            throw new ConnectorException(
                    Category.FORBIDDEN, "Whether " + hidden.asked() + " exists can not be told: " + hidden.reason());
        }
        if (answer instanceof ReadAnswer.Unreadable unreadable) {
            throw new ConnectorException(
                    Category.UNAVAILABLE,
                    "Whether " + unreadable.asked() + " exists can not be told: " + unreadable.reason());
        }
        return List.of(answer);
    }
}
