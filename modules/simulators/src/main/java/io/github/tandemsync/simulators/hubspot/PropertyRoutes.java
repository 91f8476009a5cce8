package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code properties/{type}}: definitions and groups (HubSpot's OpenAPI: crm.properties). */
final class PropertyRoutes {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int MAX_UNIQUE = 10;

    private final Portal portal;

    PropertyRoutes(Portal portal) {
        this.portal = portal;
    }

    Answer answer(Call call) {
        ObjectTypeDef type = call.type(0);
        Store store = portal.store(type);
        boolean reads = call.method().equals("GET") || call.is("POST", "batch", "read");
        call.requireScope("crm.schemas." + type.name() + (reads ? ".read" : ".write"));
        if (call.part(1).equals("groups")) {
            return groups(call, store);
        }
        if (call.is("POST", "batch", "read")) {
            return readBatch(call, store);
        }
        if (call.is("POST", "batch", "create")) {
            return createBatch(call, store);
        }
        if (call.parts() == 1) {
            return call.method().equals("POST") ? Answer.created(create(call.body(), store)) : list(call, store);
        }
        return one(call, store);
    }

    private Answer list(Call call, Store store) {
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        store.schema().all().stream()
                .filter(property -> property.archived() == call.flag("archived"))
                .forEach(property -> results.add(PropertyJson.of(property)));
        return Answer.ok(body);
    }

    private Answer one(Call call, Store store) {
        PropertyDefinition property = store.schema()
                .findAlsoArchived(call.part(1))
                .filter(found -> found.archived() == call.flag("archived"))
                .orElseThrow(ApiError::notFound);
        return switch (call.method()) {
            case "GET" -> Answer.ok(PropertyJson.of(property));
            case "PATCH" -> patch(call.body(), store, property);
            case "DELETE" -> archive(store, property);
            default -> throw ApiError.of(405, "", "Method not allowed");
        };
    }

    private Answer patch(JsonNode body, Store store, PropertyDefinition property) {
        if (property.hubspotDefined() && body.has("type")) {
            throw ApiError.validation("The definition of property " + property.name() + " is read only.");
        }
        PropertyDefinition patched = body.has("label") ? property.withLabel(Json.text(body.path("label"))) : property;
        patched = body.has("options") ? patched.withOptions(PropertyJson.options(body.path("options"))) : patched;
        store.schema().put(patched);
        return Answer.ok(PropertyJson.of(patched));
    }

    private static Answer archive(Store store, PropertyDefinition property) {
        if (property.hubspotDefined()) {
            throw ApiError.validation("Property " + property.name() + " is defined by HubSpot and cannot be archived.");
        }
        store.schema().put(property.withArchived(true));
        return Answer.noContent();
    }

    private ObjectNode create(JsonNode body, Store store) {
        PropertyDefinition property = PropertyJson.definition(body);
        if (!NAME.matcher(property.name()).matches()) {
            throw ApiError.validation(
                    "Property name must be lower-case letters, digits and underscores and start with a" + " letter.");
        }
        if (store.schema().findAlsoArchived(property.name()).isPresent()) {
            throw ApiError.of(
                    409, "OBJECT_ALREADY_EXISTS", "A property named '" + property.name() + "' already exists.");
        }
        if (!store.schema().groups().containsKey(property.groupName())) {
            throw ApiError.validation("Property group '" + property.groupName() + "' does not exist.");
        }
        if (property.hasUniqueValue()) {
            requireUniqueAllowed(store);
        }
        store.schema().put(property);
        return PropertyJson.of(property);
    }

    private static void requireUniqueAllowed(Store store) {
        if (!store.type().uniqueAllowed()) {
            throw ApiError.validation("Unique value properties are not supported for "
                    + store.type().name() + ".");
        }
        if (store.schema().countUnique() >= MAX_UNIQUE) {
            throw ApiError.validation("At most " + MAX_UNIQUE + " unique value properties per object type.");
        }
    }

    private Answer readBatch(Call call, Store store) {
        BatchAnswer answer = new BatchAnswer(portal);
        List<String> missing = new ArrayList<>();
        BatchInputs.of(call.body(), BatchRoutes.MAX).rows().forEach(row -> {
            String name = Json.text(row.path("name"));
            store.schema()
                    .find(name)
                    .ifPresentOrElse(property -> answer.result(PropertyJson.of(property)), () -> missing.add(name));
        });
        if (!missing.isEmpty()) {
            answer.error(
                    ApiError.of(404, "OBJECT_NOT_FOUND", "Some properties do not exist.")
                            .withContext("name", missing),
                    missing.size());
        }
        return answer.answer(200);
    }

    private Answer createBatch(Call call, Store store) {
        BatchAnswer answer = new BatchAnswer(portal);
        BatchInputs.of(call.body(), BatchRoutes.MAX).rows().forEach(row -> {
            try {
                answer.result(create(row, store));
            } catch (ApiError refused) {
                answer.error(refused.withContext("name", List.of(Json.text(row.path("name")))), 1);
            }
        });
        return answer.answer(201);
    }

    private Answer groups(Call call, Store store) {
        if (call.is("POST", "groups")) {
            JsonNode body = call.body();
            String name = Json.text(body.path("name"));
            if (store.schema().groups().putIfAbsent(name, Json.text(body.path("label"))) != null) {
                throw ApiError.of(409, "OBJECT_ALREADY_EXISTS", "A group named '" + name + "' already exists.");
            }
            return Answer.created(PropertyJson.group(name, Json.text(body.path("label"))));
        }
        if (!call.is("GET", "groups")) {
            throw ApiError.noSuchPath();
        }
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        store.schema().groups().forEach((name, label) -> results.add(PropertyJson.group(name, label)));
        return Answer.ok(body);
    }
}
