package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.Table;
import io.github.tandemsync.simulators.server.Reply;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code RetrieveMetadataChanges} (Dataverse, "Query schema definitions"): tables named by one Equals or In condition on {@code
 * LogicalName}, all their columns in one answer. A client version stamp answers all again, or nothing when nothing changed.
 */
final class MetadataChanges {
    private static final Pattern STAMP = Pattern.compile("ClientVersionStamp=(@\\w+|'[^']*')");

    private final World world;
    private final String root;

    MetadataChanges(World world, String root) {
        this.world = world;
        this.root = root;
    }

    Reply answer(Call call) {
        String arguments = String.valueOf(call.segment(0).key());
        if (!arguments.contains("Query=")) {
            throw Faults.malformed("RetrieveMetadataChanges needs its parameter Query.");
        }
        String alias = arguments.replaceAll(".*Query=(@\\w+).*", "$1");
        JsonNode query = Json.value(call.query().resolve(alias));
        ObjectNode body = Json.object();
        body.put("@odata.context", root + "$metadata#Microsoft.Dynamics.CRM.RetrieveMetadataChangesResponse");
        body.put("ServerVersionStamp", stamp());
        ObjectNode deleted = body.putObject("DeletedMetadata").put("Count", 0).put("IsReadOnly", false);
        deleted.putArray("Keys");
        deleted.putArray("Values");
        body.set("EntityMetadata", unchanged(call, arguments) ? Json.array() : tables(query));
        return Replies.json(200, body, "metadata");
    }

    private String stamp() {
        return world.organisation().schemaVersion() + "!01/01/2026 00:00:00";
    }

    private boolean unchanged(Call call, String arguments) {
        Matcher matcher = STAMP.matcher(arguments);
        return matcher.find()
                && call.query().resolve(matcher.group(1)).replace("'", "").equals(stamp());
    }

    private ArrayNode tables(JsonNode query) {
        Set<String> wanted = new HashSet<>();
        for (JsonNode condition : query.path("Criteria").path("Conditions")) {
            JsonNode value = condition.path("Value").path("Value");
            if (value.isArray()) {
                value.forEach(v -> wanted.add(v.asText()));
            } else {
                wanted.add(value.asText());
            }
        }
        ArrayNode tables = Json.array();
        for (Table table : world.organisation().schema().tables().values()) {
            if (wanted.isEmpty() || wanted.contains(table.name())) {
                ObjectNode json = kept(MetadataJson.table(table), query.path("Properties"));
                json.putNull("HasChanged");
                json.set(
                        "Attributes",
                        attributes(table, query.path("AttributeQuery").path("Properties")));
                tables.add(json);
            }
        }
        return tables;
    }

    private static ArrayNode attributes(Table table, JsonNode properties) {
        ArrayNode list = Json.array();
        for (AttributeJson attribute : AttributeJson.all(table)) {
            ObjectNode all = attribute.whole();
            JsonNode local = attribute.expandable().path("OptionSet");
            JsonNode options = local.isObject() ? local : attribute.expandable().path("GlobalOptionSet");
            if (options.isObject()) {
                all.set("OptionSet", options);
            }
            ObjectNode json = Json.object();
            json.put("@odata.type", "#Microsoft.Dynamics.CRM.Complex" + attribute.type());
            json.setAll(kept(all, properties));
            json.putNull("HasChanged");
            list.add(json);
        }
        return list;
    }

    /** Properties that were not asked for come as null. */
    private static ObjectNode kept(ObjectNode json, JsonNode properties) {
        if (properties.path("AllProperties").asBoolean(false)) {
            return json;
        }
        Set<String> names = new HashSet<>(Set.of("LogicalName", "MetadataId", "SchemaName"));
        properties.path("PropertyNames").forEach(n -> names.add(n.asText()));
        ObjectNode kept = Json.object();
        for (Iterator<String> it = json.fieldNames(); it.hasNext(); ) {
            String name = it.next();
            kept.set(name, names.contains(name) ? json.get(name) : null);
        }
        return kept;
    }
}
