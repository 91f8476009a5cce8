package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Property definitions as JSON. */
final class PropertyJson {
    private static final Map<String, Set<String>> FIELD_TYPES = Map.of(
            "string", Set.of("text", "textarea", "html", "file", "phonenumber"),
            "number", Set.of("number"),
            "date", Set.of("date"),
            "datetime", Set.of("date"),
            "enumeration", Set.of("select", "radio", "checkbox", "booleancheckbox"),
            "bool", Set.of("booleancheckbox"),
            "phone_number", Set.of("phonenumber"));

    private PropertyJson() {}

    static ObjectNode of(PropertyDefinition property) {
        ObjectNode node = Json.object();
        node.put("name", property.name());
        node.put("label", property.label());
        node.put("description", "");
        node.put("groupName", property.groupName());
        node.put("type", property.type());
        node.put("fieldType", property.fieldType());
        options(node.putArray("options"), property);
        node.put("displayOrder", -1);
        node.put("hasUniqueValue", property.hasUniqueValue());
        node.put("hidden", false);
        node.put("hubspotDefined", property.hubspotDefined());
        node.put("calculated", property.calculated());
        node.put("externalOptions", property.owner());
        if (property.owner()) {
            node.put("referencedObjectType", "OWNER");
        }
        node.put("formField", property.writable());
        node.put("dataSensitivity", "non_sensitive");
        node.put("archived", property.archived());
        node.putObject("modificationMetadata")
                .put("archivable", !property.hubspotDefined())
                .put("readOnlyDefinition", property.hubspotDefined())
                .put("readOnlyOptions", false)
                .put("readOnlyValue", property.readOnly());
        return node;
    }

    static ObjectNode group(String name, String label) {
        ObjectNode node = Json.object();
        node.put("name", name);
        node.put("label", label);
        node.put("displayOrder", -1);
        node.put("archived", false);
        return node;
    }

    static PropertyDefinition definition(JsonNode body) {
        String type = Json.text(body.path("type"));
        String fieldType = Json.text(body.path("fieldType"));
        if (!FIELD_TYPES.getOrDefault(type, Set.of()).contains(fieldType)) {
            throw ApiError.validation("Field type '" + fieldType + "' does not go with property type '" + type + "'.");
        }
        PropertyDefinition property = PropertyDefinition.custom(
                        Json.text(body.path("name")), Json.text(body.path("groupName")), type, fieldType)
                .withLabel(Json.text(body.path("label")))
                .withOptions(options(body.path("options")));
        return body.path("hasUniqueValue").asBoolean() ? property.unique() : property;
    }

    static List<PropertyOption> options(JsonNode array) {
        List<PropertyOption> options = new ArrayList<>();
        array.forEach(option -> options.add(new PropertyOption(
                Json.text(option.path("value")),
                Json.text(option.path("label")),
                option.path("hidden").asBoolean())));
        return options;
    }

    private static void options(ArrayNode array, PropertyDefinition property) {
        for (PropertyOption option : property.options()) {
            ObjectNode node = array.addObject();
            node.put("label", option.label());
            node.put("value", option.value());
            node.put("description", "");
            node.put("displayOrder", array.size() - 1);
            node.put("hidden", option.hidden());
        }
    }
}
