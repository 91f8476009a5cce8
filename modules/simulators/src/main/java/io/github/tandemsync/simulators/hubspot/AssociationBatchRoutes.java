package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.hubspot.Associations.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Associations in batches, {@code associations/{from}/{to}/batch/...}, and their labels. */
final class AssociationBatchRoutes {
    private static final int MAX_READ = 1000;
    private static final int MAX_CREATE = 2000;
    private static final int MAX_ARCHIVE = 100;
    private static final int PAGE = 500;

    private final Portal portal;

    AssociationBatchRoutes(Portal portal) {
        this.portal = portal;
    }

    Answer answer(Call call) {
        ObjectTypeDef from = call.type(0);
        ObjectTypeDef to = call.type(1);
        String operation = String.join("/", call.route().rest().subList(2, call.parts()));
        boolean reads = operation.equals("batch/read") || operation.equals("labels");
        AssociationRoutes.requireScopes(call, from, to, reads ? "read" : "write");
        return switch (call.method() + " " + operation) {
            case "POST batch/read" -> read(call, from, to);
            case "POST batch/create" -> create(call, from, to);
            case "POST batch/associate/default" -> createDefault(call, from, to);
            case "POST batch/archive" -> archive(call, from, to);
            case "POST batch/labels/archive" -> archiveLabels(call, from, to);
            case "GET labels" -> labels(from, to);
            default -> throw ApiError.noSuchPath();
        };
    }

    private Answer read(Call call, ObjectTypeDef from, ObjectTypeDef to) {
        BatchAnswer answer = new BatchAnswer(portal);
        AssociationJson json = new AssociationJson(portal);
        for (JsonNode row : BatchInputs.of(call.body(), MAX_READ).rows()) {
            String id = Json.text(row.path("id"));
            Map<End, Set<Integer>> ends = new Finder(portal, portal.store(from))
                    .find(id, "", false)
                    .map(record -> json.live(record, to))
                    .orElse(Map.of());
            if (ends.isEmpty()) {
                answer.error(none(from, to, id), 1);
            } else {
                answer.result(page(call, json, from, to, row, ends));
            }
        }
        return answer.answer(200);
    }

    private static ObjectNode page(
            Call call,
            AssociationJson json,
            ObjectTypeDef from,
            ObjectTypeDef to,
            JsonNode row,
            Map<End, Set<Integer>> ends) {
        int after = row.path("after").asInt(0);
        ObjectNode result = Json.object();
        result.putObject("from").put("id", Json.text(row.path("id")));
        ArrayNode array = result.putArray("to");
        ends.entrySet().stream()
                .skip(after)
                .limit(PAGE)
                .forEach(entry -> array.add(json.row(call, from, to, entry.getKey(), entry.getValue())));
        if (ends.size() > after + PAGE) {
            Paging.next(result, Integer.toString(after + PAGE));
        }
        return result;
    }

    private static ApiError none(ObjectTypeDef from, ObjectTypeDef to, String id) {
        return ApiError.of(
                        404,
                        "OBJECT_NOT_FOUND",
                        "No " + to.singular() + " is associated with " + from.singular() + " " + id + ".")
                .withSubCategory("crm.associations.NO_ASSOCIATIONS_FOUND")
                .withContext("fromObjectId", List.of(id));
    }

    private Answer create(Call call, ObjectTypeDef from, ObjectTypeDef to) {
        BatchAnswer answer = new BatchAnswer(portal);
        each(call, MAX_CREATE, from, to, answer, (row, source, target) -> {
            List<AssociationType> types = new ArrayList<>();
            row.path("types").forEach(type -> types.add(AssociationRoutes.named(from, to, type)));
            Associator associator = new Associator(portal, call.app().source());
            types.forEach(type -> associator.associate(source, target, type));
            answer.result(AssociationRoutes.labelled(source, target, types));
        });
        return answer.answer(201);
    }

    private Answer createDefault(Call call, ObjectTypeDef from, ObjectTypeDef to) {
        BatchAnswer answer = new BatchAnswer(portal);
        AssociationType type = AssociationRoutes.unlabelled(from, to);
        each(call, MAX_CREATE, from, to, answer, (row, source, target) -> {
            new Associator(portal, call.app().source()).associate(source, target, type);
            answer.result(AssociationRoutes.made(source, target, type));
        });
        return answer.answer(200);
    }

    private Answer archiveLabels(Call call, ObjectTypeDef from, ObjectTypeDef to) {
        each(call, MAX_CREATE, from, to, new BatchAnswer(portal), (row, source, target) -> {
            Associator associator = new Associator(portal, call.app().source());
            row.path("types")
                    .forEach(type -> associator.remove(source, target, AssociationRoutes.named(from, to, type)));
        });
        return Answer.noContent();
    }

    private Answer archive(Call call, ObjectTypeDef from, ObjectTypeDef to) {
        Associator associator = new Associator(portal, call.app().source());
        for (JsonNode row : BatchInputs.of(call.body(), MAX_ARCHIVE).rows()) {
            StoredRecord source = find(from, row.path("from"));
            row.path("to").forEach(end -> associator.removeAll(source, find(to, end)));
        }
        return Answer.noContent();
    }

    private Answer labels(ObjectTypeDef from, ObjectTypeDef to) {
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        AssociationType.between(from, to).forEach(type -> results.add(AssociationJson.type(type)));
        return Answer.ok(body);
    }

    private interface Row {
        void run(JsonNode row, StoredRecord source, StoredRecord target);
    }

    private void each(Call call, int max, ObjectTypeDef from, ObjectTypeDef to, BatchAnswer answer, Row action) {
        for (JsonNode row : BatchInputs.of(call.body(), max).rows()) {
            try {
                action.run(row, find(from, row.path("from")), find(to, row.path("to")));
            } catch (ApiError refused) {
                answer.error(
                        refused.withContext(
                                "fromObjectId",
                                List.of(Json.text(row.path("from").path("id")))),
                        1);
            }
        }
    }

    private StoredRecord find(ObjectTypeDef type, JsonNode end) {
        return new Finder(portal, portal.store(type)).require(Json.text(end.path("id")), "", false);
    }
}
