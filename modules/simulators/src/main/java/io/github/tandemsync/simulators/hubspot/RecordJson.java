package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Records as JSON. All values are text or null; a property that does not exist is missing. */
final class RecordJson {
    private final Portal portal;
    private final Store store;
    private final Values values;

    RecordJson(Portal portal, Store store) {
        this.portal = portal;
        this.store = store;
        this.values = new Values(portal, store.type());
    }

    ObjectNode of(StoredRecord record, Projection projection) {
        ObjectNode node = of(record, projection.properties());
        node.put("archived", record.archived());
        if (record.archived()) {
            node.put("archivedAt", Json.instant(record.archivedAt()));
        }
        if (!projection.history().isEmpty()) {
            history(node.putObject("propertiesWithHistory"), record, projection.history());
        }
        return node;
    }

    /** A search hit, as old as the index. */
    ObjectNode of(SearchIndex.Row row, Collection<String> names) {
        ObjectNode node = of((Fields) row, names);
        node.put("archived", false);
        return node;
    }

    private ObjectNode of(Fields record, Collection<String> names) {
        ObjectNode node = Json.object();
        node.put("id", Long.toString(record.id()));
        ObjectNode properties = node.putObject("properties");
        shown(names).stream().filter(store.schema()::has).forEach(name -> {
            String value = values.of(record, name);
            properties.put(name, value.isEmpty() ? null : value);
        });
        node.put("createdAt", Json.instant(record.createdAt()));
        node.put("updatedAt", Json.instant(record.updatedAt()));
        node.put(
                "url",
                "https://app.hubspot.com/contacts/" + portal.settings().portalId() + "/record/"
                        + store.type().typeId() + "/" + record.id());
        return node;
    }

    /** The asked ones, and always the record's id and its two dates. */
    private Set<String> shown(Collection<String> asked) {
        if (asked.isEmpty()) {
            return new TreeSet<>(store.type().defaults());
        }
        Set<String> shown = new TreeSet<>(asked);
        shown.add("hs_object_id");
        shown.add(store.type().createdProperty());
        shown.add(store.type().modifiedProperty());
        return shown;
    }

    private void history(ObjectNode node, StoredRecord record, Collection<String> names) {
        new TreeSet<>(names).stream().filter(store.schema()::has).forEach(name -> {
            ArrayNode versions = node.putArray(name);
            record.history(name).forEach(version -> versions.add(version(version)));
        });
    }

    private static ObjectNode version(Version version) {
        ObjectNode node = Json.object();
        node.put("value", version.value());
        node.put("timestamp", Json.instant(version.at()));
        node.put("sourceType", version.source().type());
        if (!version.source().id().isEmpty()) {
            node.put("sourceId", version.source().id());
        }
        if (!version.source().label().isEmpty()) {
            node.put("sourceLabel", version.source().label());
        }
        if (version.source().userId() != 0) {
            node.put("updatedByUserId", version.source().userId());
        }
        return node;
    }
}
