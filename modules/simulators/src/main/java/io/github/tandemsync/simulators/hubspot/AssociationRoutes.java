package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Associations of one record: {@code objects/{from}/{id}/associations/...}. */
final class AssociationRoutes {
    private final Portal portal;

    AssociationRoutes(Portal portal) {
        this.portal = portal;
    }

    Answer answer(Call call) {
        boolean isDefault = call.part(3).equals("default");
        ObjectTypeDef from = call.type(0);
        ObjectTypeDef to = call.type(isDefault ? 4 : 3);
        String toId = call.part(isDefault ? 5 : 4);
        requireScopes(call, from, to, call.method().equals("GET") ? "read" : "write");
        StoredRecord source = new Finder(portal, portal.store(from)).require(call.part(1), "", false);
        if (call.method().equals("GET") && toId.isEmpty()) {
            return list(call, source, to);
        }
        StoredRecord target = new Finder(portal, portal.store(to)).require(toId, "", false);
        return switch (call.method()) {
            case "PUT" -> isDefault ? putDefault(call, source, target) : putLabelled(call, source, target);
            case "DELETE" -> delete(call, source, target);
            default -> throw ApiError.of(405, "", "Method not allowed");
        };
    }

    static void requireScopes(Call call, ObjectTypeDef from, ObjectTypeDef to, String kind) {
        call.requireScope("crm.objects." + from.name() + "." + kind);
        call.requireScope("crm.objects." + to.name() + "." + kind);
    }

    /** The type that an {@code {associationCategory, associationTypeId}} names. */
    static AssociationType named(ObjectTypeDef from, ObjectTypeDef to, JsonNode type) {
        int id = type.path("associationTypeId").asInt();
        return AssociationType.find(from, to, id)
                .filter(known -> Json.text(type.path("associationCategory")).equals("HUBSPOT_DEFINED"))
                .orElseThrow(() -> ApiError.validation("One or more associations are not valid: no type " + id
                        + " from " + from.typeId() + " to " + to.typeId() + "."));
    }

    static AssociationType unlabelled(ObjectTypeDef from, ObjectTypeDef to) {
        return AssociationType.unlabelled(from, to)
                .orElseThrow(() -> ApiError.validation(
                        "There is no association between " + from.typeId() + " and " + to.typeId() + "."));
    }

    private Answer list(Call call, StoredRecord source, ObjectTypeDef to) {
        if (call.route().version().equals(Route.NEWEST)) {
            throw ApiError.noSuchPath();
        }
        AssociationJson json = new AssociationJson(portal);
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        json.live(source, to).forEach((end, types) -> results.add(json.row(call, source.type(), to, end, types)));
        return Answer.ok(body);
    }

    private Answer putDefault(Call call, StoredRecord source, StoredRecord target) {
        AssociationType type = unlabelled(source.type(), target.type());
        new Associator(portal, call.app().source()).associate(source, target, type);
        BatchAnswer answer = new BatchAnswer(portal);
        answer.result(made(source, target, type));
        return answer.answer(200);
    }

    /** The answer's row for an association without a label. */
    static ObjectNode made(StoredRecord source, StoredRecord target, AssociationType type) {
        ObjectNode row = Json.object();
        row.putObject("from").put("id", source.idText());
        row.putObject("to").put("id", target.idText());
        row.putObject("associationSpec")
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", type.id());
        return row;
    }

    private Answer putLabelled(Call call, StoredRecord source, StoredRecord target) {
        List<AssociationType> types = new ArrayList<>();
        call.body().forEach(type -> types.add(named(source.type(), target.type(), type)));
        Associator associator = new Associator(portal, call.app().source());
        types.forEach(type -> associator.associate(source, target, type));
        return Answer.created(labelled(source, target, types));
    }

    /** The answer's row for associations by labelled types. */
    static ObjectNode labelled(StoredRecord source, StoredRecord target, List<AssociationType> types) {
        ObjectNode row = Json.object();
        row.put("fromObjectTypeId", source.type().typeId());
        row.put("fromObjectId", source.idText());
        row.put("toObjectTypeId", target.type().typeId());
        row.put("toObjectId", target.idText());
        ArrayNode labels = row.putArray("labels");
        types.stream()
                .map(AssociationType::label)
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        return row;
    }

    private Answer delete(Call call, StoredRecord source, StoredRecord target) {
        new Associator(portal, call.app().source()).removeAll(source, target);
        return Answer.noContent();
    }
}
