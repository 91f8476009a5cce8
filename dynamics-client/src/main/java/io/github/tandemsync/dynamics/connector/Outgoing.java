package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.Operation;
import io.github.tandemsync.dynamics.RowBody;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One write, ready to be sent.
 *
 * @param ref the record it writes
 * @param operation what is sent
 * @param columns those written, for the answer
 * @param sent the values given, to keep them out of messages
 * @param refusals fields that are not sent because the column is read-only for this kind of write
 */
record Outgoing(
        RecordRef ref, Operation operation, List<Column> columns, Values sent, SortedMap<String, String> refusals) {
    private static final String ANY_VERSION = "*";

    /**
     * Encodes a request.
     *
     * @throws IllegalArgumentException if it can not be sent; the message names columns only
     */
    static Outgoing of(WriteRequest request, TableCodec codec) {
        if (request instanceof WriteRequest.Create create) {
            return create(create, codec);
        }
        if (request instanceof WriteRequest.Update update) {
            return update(update.ref(), update.expected(), update.values(), codec);
        }
        WriteRequest.Remove remove = (WriteRequest.Remove) request;
        if (remove.how() == WriteRequest.How.DEACTIVATE) {
            return update(remove.ref(), remove.expected(), inactive(codec), codec);
        }
        Operation delete =
                Operation.delete(codec.table().entitySet(), remove.ref().id(), version(remove.expected(), codec));
        return new Outgoing(remove.ref(), delete, List.of(), Values.none(), new TreeMap<>());
    }

    private static Outgoing create(WriteRequest.Create create, TableCodec codec) {
        String id = create.key().value();
        RowBody body = new RowBody().set(codec.table().primaryId(), id);
        SortedMap<String, String> refusals = new TreeMap<>();
        create.values().forEach((name, value) -> {
            Column column = column(codec, name);
            if (!column.validity().create()) {
                refusals.put(name, "can not be set in a create; an update may");
            } else if (!value.isEmpty()) {
                codec.encoder().encode(column, value, body);
            }
        });
        List<Column> columns = codec.columns(create.values().names());
        Operation operation = typed(Operation.create(codec.table().entitySet(), body, codec.select(columns)), columns);
        return new Outgoing(codec.type().ref(id), operation, columns, create.values(), refusals);
    }

    private static Outgoing update(RecordRef ref, @Nullable Stamp expected, Values values, TableCodec codec) {
        RowBody body = new RowBody();
        SortedMap<String, String> refusals = new TreeMap<>();
        values.forEach((name, value) -> {
            Column column = column(codec, name);
            if (column.validity().update()) {
                codec.encoder().encode(column, value, body);
            } else {
                refusals.put(name, "can not be changed after the create");
            }
        });
        if (body.names().isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the columns " + values.names() + " can be changed by an update");
        }
        List<Column> columns = codec.columns(values.names());
        Operation operation = Operation.update(
                codec.table().entitySet(), ref.id(), version(expected, codec), body, codec.select(columns));
        return new Outgoing(ref, typed(operation, columns), columns, values, refusals);
    }

    private static Operation typed(Operation operation, List<Column> columns) {
        return TableCodec.needsLookupTypes(columns) ? operation.withLookupTypes() : operation;
    }

    private static Column column(TableCodec codec, String name) {
        Column column = codec.table().column(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "Table " + codec.table().name() + " has no column " + name + "; take it out of the mapping");
        }
        return column;
    }

    /** Always a condition: a PATCH without one makes a row anew that was deleted meanwhile. */
    private static String version(@Nullable Stamp expected, TableCodec codec) {
        if (expected != null && expected.value().isEmpty()) {
            throw new IllegalArgumentException("The version to compare with is empty; read the record first");
        }
        return expected == null || !codec.table().optimisticConcurrency() ? ANY_VERSION : expected.value();
    }

    private static Values inactive(TableCodec codec) {
        Column state = codec.table().column("statecode");
        Column.Option option = state == null ? null : state.options().get("1");
        if (state == null || option == null || state.options().size() != 2) {
            throw new IllegalArgumentException("Table " + codec.table().name()
                    + " does not have the two states active and inactive; choose another way to remove");
        }
        Values values = Values.of(state.name(), new FieldValue.Choice("1"));
        String status = option.defaultStatus();
        return status == null ? values : values.with("statuscode", new FieldValue.Choice(status));
    }
}
