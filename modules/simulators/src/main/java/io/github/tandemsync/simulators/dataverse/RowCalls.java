package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Key;
import io.github.tandemsync.simulators.dataverse.internal.odata.Percent;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.server.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Create, read, update, upsert and delete of one row. */
final class RowCalls {
    private final World world;
    private final Addresses addresses;
    private final Expansion expansion;

    RowCalls(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
        this.expansion = new Expansion(world);
    }

    Reply create(Call call, Table table) {
        Payload payload = payload(call, table, true);
        allowed(Verb.CREATE, table, payload);
        Row row = world.writer().create(world.directory().application(), table, payload.id(), payload.values());
        return written(call, table, row, addresses.root() + table.entitySet() + "(" + row.id() + ")", true);
    }

    Reply read(Call call, Table table) {
        world.access().require(Verb.READ, table);
        Row row = find(table, key(call)).orElseThrow(() -> missing(table, key(call)));
        world.access().require(Verb.READ, table, row);
        String label = table.entitySet() + ".get";
        boolean plain = !call.query().has("$expand") && !call.prefer().items().containsKey("odata.include-annotations");
        if (plain && table.optimisticConcurrency() && Preconditions.of(call).unmodified(row)) {
            return Replies.none(304, label).withHeader("ETag", row.etag());
        }
        ObjectNode json = new RowJson(world, table, call.query().select(), call.prefer())
                .write(row, context(table, call.query()));
        expansion.expand(json, table, row, call);
        return Replies.json(200, json, label).withHeader("ETag", row.etag());
    }

    /** An upsert, unless a condition says otherwise. */
    Reply patch(Call call, Table table) {
        Key key = key(call);
        Preconditions conditions = Preconditions.of(call);
        Optional<Row> found = find(table, key);
        if (found.isEmpty()) {
            if (conditions.updateOnly()) {
                throw missing(table, key);
            }
            return upsert(call, table, key);
        }
        Row row = found.get();
        if (conditions.createOnly()) {
            throw Faults.duplicateId();
        }
        world.access().require(Verb.WRITE, table, row);
        conditions.check(table, row);
        Payload payload = payload(call, table, false);
        Map<String, @Nullable Object> values = payload.values();
        if (key.id() == null) {
            values.keySet()
                    .removeAll(
                            addresses.id(table, key) == null
                                    ? addresses.keyValues(table, key).keySet()
                                    : Set.of());
        }
        allowed(Verb.WRITE, table, payload);
        Row after = world.writer().update(world.directory().application(), WriteKind.UPDATE, row, values);
        return written(
                call,
                table,
                after,
                addresses.root() + table.entitySet() + "(" + Percent.ascii(keyText(call)) + ")",
                false);
    }

    private Reply upsert(Call call, Table table, Key key) {
        Payload payload = payload(call, table, true);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        UUID id = addresses.id(table, key);
        if (id == null) {
            values.putAll(addresses.keyValues(table, key));
        }
        values.putAll(payload.values());
        allowed(Verb.CREATE, table, payload);
        UUID wanted = payload.id() != null ? payload.id() : id;
        Row row = world.writer().create(world.directory().application(), table, wanted, values);
        String echoed = id == null ? Percent.ascii(keyText(call)) : row.id().toString();
        return written(call, table, row, addresses.root() + table.entitySet() + "(" + echoed + ")", true);
    }

    Reply delete(Call call, Table table) {
        Key key = key(call);
        Row row = find(table, key).orElseThrow(() -> missing(table, key));
        world.access().require(Verb.DELETE, table, row);
        Preconditions.of(call).check(table, row);
        world.remover().delete(world.directory().application(), row);
        return Replies.none(204, table.entitySet() + ".delete");
    }

    private Reply written(Call call, Table table, Row row, String address, boolean created) {
        String label = table.entitySet() + (created ? ".create" : ".update");
        if (!call.prefer().representation()) {
            return Replies.none(204, label)
                    .withHeader("OData-EntityId", address)
                    .withHeader("Location", address);
        }
        ObjectNode json = new RowJson(world, table, call.query().select(), call.prefer())
                .write(row, context(table, call.query()));
        expansion.expand(json, table, row, call);
        return Replies.json(created ? 201 : 200, json, label)
                .withHeader("ETag", row.etag())
                .withHeader("Preference-Applied", "return=representation");
    }

    private Payload payload(Call call, Table table, boolean create) {
        return new PayloadReader(table, create, addresses, world.tracking().behaviour()).read(call.body());
    }

    private void allowed(Verb verb, Table table, Payload payload) {
        world.access().require(verb, table);
        world.access().requireForColumns(world.organisation().schema(), table, payload.values());
    }

    private Optional<Row> find(Table table, Key key) {
        return addresses.row(table, key);
    }

    private DataverseFault missing(Table table, Key key) {
        UUID id = addresses.id(table, key);
        return id == null ? Faults.noSuchRowByKey() : Faults.noSuchRow(table.name(), id);
    }

    private static Key key(Call call) {
        return Key.parse(keyText(call));
    }

    private static String keyText(Call call) {
        return Objects.requireNonNull(call.segment(0).key());
    }

    private String context(Table table, Query query) {
        String select = query.select().isEmpty() ? "" : "(" + String.join(",", query.select()) + ")";
        return addresses.root() + "$metadata#" + table.entitySet() + select + "/$entity";
    }
}
