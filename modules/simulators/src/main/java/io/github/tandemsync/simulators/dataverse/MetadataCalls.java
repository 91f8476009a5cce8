package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Expand;
import io.github.tandemsync.simulators.dataverse.internal.odata.Key;
import io.github.tandemsync.simulators.dataverse.internal.odata.Literal;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.dataverse.internal.odata.Segment;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.server.Reply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code EntityDefinitions} and its relatives (Dataverse, "Query table definitions using the Web API"). */
final class MetadataCalls {
    private static final String CRM = "Microsoft.Dynamics.CRM.";

    private final World world;
    private final String root;

    MetadataCalls(World world, String root) {
        this.world = world;
        this.root = root;
    }

    Reply answer(Call call) {
        if (!call.method().equals("GET")) {
            throw Faults.notModelled("changes of metadata over the Web API; use the Java API");
        }
        world.access().requireRole();
        return switch (call.segment(0).name()) {
            case "EntityDefinitions" -> entities(call);
            case "RelationshipDefinitions" -> relationships(call);
            case "GlobalOptionSetDefinitions" -> globalChoice(call);
            default -> new MetadataChanges(world, root).answer(call);
        };
    }

    private Reply entities(Call call) {
        Segment first = call.segment(0);
        if (first.key() == null) {
            ArrayNode value = Json.array();
            for (Table table : world.organisation().schema().tables().values()) {
                ObjectNode json = MetadataJson.table(table);
                if (JsonQuery.matches(json, call.query())) {
                    value.add(entity(table, json, call.query()));
                }
            }
            return list("EntityDefinitions", value);
        }
        Table table = table(first.key());
        if (call.depth() == 1) {
            ObjectNode body = context("EntityDefinitions/$entity");
            body.setAll(entity(table, MetadataJson.table(table), call.query()));
            return Replies.json(200, body, "metadata");
        }
        return switch (call.segment(1).name()) {
            case "Attributes" -> attributes(call, table);
            case "Keys" -> keys(call, table);
            case "OneToManyRelationships" -> list("relationships", relationships(call.query(), table.name(), null));
            case "ManyToOneRelationships" -> list("relationships", relationships(call.query(), null, table.name()));
            default -> throw Faults.noSuchResource(call.segment(1).name());
        };
    }

    private Table table(String keyText) {
        Literal name = Key.parse(keyText).parts().get("LogicalName");
        Table table = name == null ? null : world.organisation().schema().table(String.valueOf(name.value()));
        if (table == null) {
            throw new DataverseFault(404, Faults.NOT_FOUND, "Could not find an entity with that name or id.");
        }
        return table;
    }

    private ObjectNode entity(Table table, ObjectNode json, Query query) {
        ObjectNode kept = JsonQuery.select(json, query.select(), "EntityMetadata");
        for (Expand item : Expand.parse(query.get("$expand").orElse(""))) {
            switch (item.navigation()) {
                case "" -> {}
                case "Attributes" -> kept.set("Attributes", attributes(table, item.options(), null));
                case "Keys" -> kept.set("Keys", keys(table, item.options()));
                case "OneToManyRelationships" ->
                    kept.set(item.navigation(), relationships(item.options(), table.name(), null));
                case "ManyToOneRelationships" ->
                    kept.set(item.navigation(), relationships(item.options(), null, table.name()));
                default -> throw Faults.malformed("Could not find a property named '" + item.navigation() + "'.");
            }
        }
        return kept;
    }

    private Reply attributes(Call call, Table table) {
        Segment segment = call.segment(1);
        String cast = call.depth() > 2 ? cast(call.segment(2).name()) : null;
        if (segment.key() == null) {
            return list("EntityDefinitions('" + table.name() + "')/Attributes", attributes(table, call.query(), cast));
        }
        Literal name = Key.parse(segment.key()).parts().get("LogicalName");
        Query query = call.query();
        for (AttributeJson attribute : AttributeJson.all(table)) {
            boolean hit = name != null
                    && attribute.base().path("LogicalName").asText().equals(name.value())
                    && (cast == null || cast.equals(attribute.type()));
            if (hit) {
                ObjectNode body = context("EntityDefinitions('" + table.name() + "')/Attributes/$entity");
                body.setAll(attribute(attribute, query, cast));
                return Replies.json(200, body, "metadata");
            }
        }
        throw new DataverseFault(404, Faults.NOT_FOUND, "Could not find an attribute with that name or id.");
    }

    private static String cast(String segment) {
        if (!segment.startsWith(CRM)) {
            throw Faults.noSuchResource(segment);
        }
        return segment.substring(CRM.length());
    }

    private static ArrayNode attributes(Table table, Query query, @Nullable String cast) {
        ArrayNode value = Json.array();
        for (AttributeJson attribute : AttributeJson.all(table)) {
            boolean wanted = cast == null || cast.equals(attribute.type());
            if (wanted && JsonQuery.matches(attribute.whole(), query)) {
                value.add(attribute(attribute, query, cast));
            }
        }
        return value;
    }

    /** Without a cast only the properties of every attribute can be selected. */
    private static ObjectNode attribute(AttributeJson attribute, Query query, @Nullable String cast) {
        boolean all = cast != null || query.select().isEmpty();
        ObjectNode source = all ? attribute.whole() : attribute.base().deepCopy();
        String type = cast == null ? "AttributeMetadata" : cast;
        ObjectNode json = Json.object();
        if (cast == null) {
            json.put("@odata.type", "#" + CRM + attribute.type());
        }
        json.setAll(JsonQuery.select(source, query.select(), type));
        for (Expand item : Expand.parse(query.get("$expand").orElse(""))) {
            if (!item.navigation().isEmpty()) {
                expand(json, attribute, item, cast);
            }
        }
        return json;
    }

    private static void expand(ObjectNode json, AttributeJson attribute, Expand item, @Nullable String cast) {
        if (cast == null || !attribute.expandable().has(item.navigation())) {
            throw Faults.malformed("Could not find a property named '" + item.navigation() + "' on type '" + CRM
                    + (cast == null ? "AttributeMetadata" : cast) + "'.");
        }
        if (attribute.expandable().get(item.navigation()) instanceof ObjectNode set) {
            json.set(item.navigation(), JsonQuery.select(set, item.options().select(), "OptionSetMetadata"));
        } else {
            json.putNull(item.navigation());
        }
    }

    private Reply keys(Call call, Table table) {
        return list("EntityDefinitions('" + table.name() + "')/Keys", keys(table, call.query()));
    }

    private static ArrayNode keys(Table table, Query query) {
        ArrayNode value = Json.array();
        table.keys()
                .forEach(k ->
                        value.add(JsonQuery.select(MetadataJson.key(table, k), query.select(), "EntityKeyMetadata")));
        return value;
    }

    private Reply relationships(Call call) {
        return list("RelationshipDefinitions", relationships(call.query(), null, null));
    }

    private ArrayNode relationships(Query query, @Nullable String parent, @Nullable String child) {
        ArrayNode value = Json.array();
        for (Relationship one : Relationship.all(world.organisation().schema())) {
            ObjectNode json = MetadataJson.relationship(one);
            boolean wanted = (parent == null || parent.equals(one.parent().name()))
                    && (child == null || child.equals(one.child().name()));
            if (wanted && JsonQuery.matches(json, query)) {
                value.add(JsonQuery.select(json, query.select(), "OneToManyRelationshipMetadata"));
            }
        }
        return value;
    }

    private Reply globalChoice(Call call) {
        String keyText = Objects.requireNonNullElse(call.segment(0).key(), "");
        for (Table table : world.organisation().schema().tables().values()) {
            for (Column column : table.columns().values()) {
                if (column.globalChoice() != null && keyText.equals("Name='" + column.globalChoice() + "'")) {
                    ObjectNode body = context("GlobalOptionSetDefinitions/$entity");
                    body.setAll(JsonQuery.select(
                            AttributeJson.options(table, column), call.query().select(), "OptionSetMetadata"));
                    return Replies.json(200, body, "metadata");
                }
            }
        }
        throw new DataverseFault(404, Faults.NOT_FOUND, "Could not find an optionset with that name.");
    }

    private Reply list(String what, ArrayNode value) {
        ObjectNode body = context(what);
        body.set("value", value);
        return Replies.json(200, body, "metadata");
    }

    private ObjectNode context(String what) {
        return Json.object().put("@odata.context", root + "$metadata#" + what);
    }
}
