package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.model.AlternateKey;
import io.github.tandemsync.simulators.dataverse.model.Table;

/** Tables, keys and relationships as metadata shows them. */
final class MetadataJson {
    private MetadataJson() {}

    static ObjectNode table(Table table) {
        ObjectNode json = Json.object();
        json.put("LogicalName", table.name());
        json.put("SchemaName", table.schemaName());
        json.put("MetadataId", Ids.named("table " + table.name()).toString());
        json.put("EntitySetName", table.entitySet());
        json.put("LogicalCollectionName", table.entitySet());
        json.put("PrimaryIdAttribute", table.primaryId());
        json.put("PrimaryNameAttribute", table.primaryName());
        json.put("ObjectTypeCode", table.objectTypeCode());
        json.put("OwnershipType", table.ownership());
        json.put("TableType", "Standard");
        json.put("IsActivity", false);
        json.put("IsCustomEntity", false);
        json.put("ChangeTrackingEnabled", table.changeTracking());
        json.put("IsOptimisticConcurrencyEnabled", table.optimisticConcurrency());
        json.set("CanChangeTrackingBeEnabled", managed("Value", true, "canchangetrackingbeenabled"));
        json.set("DisplayName", label(table.schemaName()));
        json.set("Privileges", privileges(table));
        return json;
    }

    private static ArrayNode privileges(Table table) {
        ArrayNode list = Json.array();
        for (Verb verb : Verb.values()) {
            String name = verb.privilege(table);
            list.add(Json.object()
                    .put("Name", name)
                    .put("PrivilegeId", Ids.named(name).toString())
                    .put("PrivilegeType", verb.wire())
                    .put("CanBeBasic", table.userOwned())
                    .put("CanBeLocal", true)
                    .put("CanBeDeep", true)
                    .put("CanBeGlobal", true));
        }
        return list;
    }

    static ObjectNode key(Table table, AlternateKey key) {
        ObjectNode json = Json.object();
        json.put("LogicalName", key.name());
        json.put("SchemaName", key.name());
        json.put("MetadataId", Ids.named("key " + table.name() + key.name()).toString());
        json.put("EntityLogicalName", table.name());
        ArrayNode columns = json.putArray("KeyAttributes");
        key.columns().forEach(columns::add);
        json.put("EntityKeyIndexStatus", key.active() ? "Active" : "Pending");
        return json;
    }

    static ObjectNode relationship(Relationship relationship) {
        ObjectNode json = Json.object();
        json.put("SchemaName", relationship.name());
        json.put("MetadataId", Ids.named("relationship " + relationship.name()).toString());
        json.put("RelationshipType", "OneToManyRelationship");
        json.put("ReferencedEntity", relationship.parent().name());
        json.put("ReferencedAttribute", relationship.parent().primaryId());
        json.put("ReferencedEntityNavigationPropertyName", relationship.name());
        json.put("ReferencingEntity", relationship.child().name());
        json.put("ReferencingAttribute", relationship.lookup().name());
        json.put("ReferencingEntityNavigationPropertyName", relationship.navigation());
        return json;
    }

    static ObjectNode label(String text) {
        ObjectNode one =
                Json.object().put("Label", text).put("LanguageCode", 1033).put("IsManaged", true);
        ObjectNode label = Json.object();
        label.putArray("LocalizedLabels").add(one);
        label.set("UserLocalizedLabel", one.deepCopy());
        return label;
    }

    static ObjectNode managed(String field, boolean value, String name) {
        return Json.object().put(field, value).put("CanBeChanged", true).put("ManagedPropertyLogicalName", name);
    }
}
