package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.hubspot.Gateway.Sent;
import java.util.ArrayList;
import java.util.List;

/** Property definitions of one type. Safe for use by several threads. Shapes: HubSpot's OpenAPI files of 2026-09, CRM properties. */
public final class Properties {
    private final Gateway gateway;
    private final ApiPath root;

    Properties(Gateway gateway, String type) {
        this.gateway = gateway;
        this.root = ApiPath.of("crm", "properties", HubSpotClient.API_VERSION, type);
    }

    /** All that are not archived; HubSpot does not page them. */
    public List<Property> list() {
        List<Property> properties = new ArrayList<>();
        gateway.results(Sent.get(root)).path("results").forEach(node -> properties.add(property(node)));
        return properties;
    }

    /** Creates one. */
    public Property create(PropertyCreate create) {
        ObjectNode body = Json.object()
                .put("name", create.name())
                .put("label", create.label())
                .put("description", create.description())
                .put("groupName", create.groupName())
                .put("type", create.type())
                .put("fieldType", create.fieldType())
                .put("hasUniqueValue", create.hasUniqueValue());
        return property(gateway.json(Sent.write(Method.POST, root, body, List.of())));
    }

    private static Property property(JsonNode node) {
        List<Property.Option> options = new ArrayList<>();
        node.path("options")
                .forEach(option -> options.add(new Property.Option(
                        Json.textOr(option, "value", ""),
                        Json.textOr(option, "label", ""),
                        Json.flag(option, "hidden"))));
        return new Property(
                Json.textOr(node, "name", ""),
                Json.textOr(node, "label", ""),
                Json.textOr(node, "type", ""),
                Json.textOr(node, "fieldType", ""),
                Json.textOr(node, "groupName", ""),
                options,
                Json.flag(node, "externalOptions"),
                Json.text(node, "referencedObjectType"),
                Json.flag(node, "hasUniqueValue"),
                Json.flag(node, "calculated"),
                Json.flag(node.path("modificationMetadata"), "readOnlyValue"),
                Json.flag(node, "archived"));
    }
}
