package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Key;
import io.github.tandemsync.simulators.dataverse.internal.odata.Segment;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.dataverse.model.WriteKind;
import io.github.tandemsync.simulators.server.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single properties of a row, and references ({@code $ref}). */
final class PropertyCalls {
    private final World world;
    private final Addresses addresses;

    PropertyCalls(World world, Addresses addresses) {
        this.world = world;
        this.addresses = addresses;
    }

    /** {@code accounts(id)/name}. */
    Reply property(Call call, Table table) {
        Row row = row(call, table);
        Segment segment = call.segment(1);
        Column column = RowFilter.column(table, segment.name());
        String label = table.entitySet() + ".property";
        return switch (call.method()) {
            case "GET" -> value(call, table, row, column, label);
            case "PUT" -> {
                JsonNode value = call.body().path("value");
                yield set(table, row, column, WireValues.read(column, value), label);
            }
            case "DELETE" -> set(table, row, column, null, label);
            default -> throw Faults.malformed("The method is not allowed on a property.");
        };
    }

    private Reply value(Call call, Table table, Row row, Column column, String label) {
        world.access().require(Verb.READ, table, row);
        boolean readable = world.access().reading(table, column) == SecuredReading.ALLOWED;
        Object value = readable ? row.value(column.name()) : null;
        if (value == null) {
            return Replies.none(204, label);
        }
        ObjectNode body = Json.object();
        body.put(
                "@odata.context",
                addresses.root() + "$metadata#" + table.entitySet() + "("
                        + call.segment(0).key() + ")/" + column.property());
        WireValues.write(body, "value", column, value);
        return Replies.json(200, body, label);
    }

    /** {@code accounts(id)/primarycontactid/$ref}, and the same on a collection. */
    Reply reference(Call call, Table table) {
        Row row = row(call, table);
        Segment navigation = call.segment(1);
        Optional<Column> single = table.byNavigation(navigation.name());
        String label = table.entitySet() + ".ref";
        if (single.isPresent()) {
            boolean clear = call.method().equals("DELETE");
            Reference target = clear ? null : target(call);
            return set(table, row, single.get(), target, label);
        }
        Relationship relationship = Relationship.collection(world.organisation().schema(), table, navigation.name());
        return associate(call, row, relationship, navigation, label);
    }

    private Reply associate(Call call, Row parent, Relationship relationship, Segment navigation, String label) {
        boolean remove = call.method().equals("DELETE");
        Reference child = remove ? removed(call, relationship, navigation) : target(call);
        Row row = world.organisation().require(child.table(), child.id());
        Reference self = new Reference(parent.table(), parent.id());
        if (remove && !self.equals(row.value(relationship.lookup().name()))) {
            throw Faults.noSuchRow(child.table(), child.id());
        }
        return set(relationship.child(), row, relationship.lookup(), remove ? null : self, label);
    }

    private Reference removed(Call call, Relationship relationship, Segment navigation) {
        if (navigation.key() != null) {
            Key key = Key.parse(navigation.key());
            return new Reference(
                    relationship.child().name(), Objects.requireNonNull(addresses.id(relationship.child(), key)));
        }
        return addresses.reference(call.query().get("$id").orElseThrow(() -> Faults.malformed("$id is missing.")));
    }

    private Reference target(Call call) {
        JsonNode id = call.body().path("@odata.id");
        if (!id.isTextual()) {
            throw Faults.malformed("The body needs @odata.id.");
        }
        return addresses.reference(id.textValue());
    }

    private Reply set(Table table, Row row, Column column, @Nullable Object value, String label) {
        if (!column.updatable()) {
            throw Faults.malformed("The column '" + column.name() + "' is not valid for update.");
        }
        world.access().require(Verb.WRITE, table, row);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(column.name(), value);
        world.access().requireForColumns(world.organisation().schema(), table, values);
        world.writer().update(world.directory().application(), WriteKind.UPDATE, row, values);
        return Replies.none(204, label);
    }

    private Row row(Call call, Table table) {
        Key key = Key.parse(Objects.requireNonNull(call.segment(0).key()));
        return addresses.row(table, key).orElseThrow(Faults::noSuchRowByKey);
    }
}
