package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reading and archiving in batches; the writing ones are in {@link BatchWrites}. */
final class BatchRoutes {
    static final int MAX = 100;
    private static final int MAX_WITH_HISTORY = 50;

    private final Portal portal;
    private final BatchWrites writes;

    BatchRoutes(Portal portal) {
        this.portal = portal;
        this.writes = new BatchWrites(portal);
    }

    Answer answer(Call call) {
        ObjectTypeDef type = call.type(0);
        Store store = portal.store(type);
        String operation = call.part(2);
        call.requireScope("crm.objects." + type.name() + (operation.equals("read") ? ".read" : ".write"));
        if (!call.method().equals("POST")) {
            throw ApiError.of(405, "", "Method not allowed");
        }
        return switch (operation) {
            case "read" -> read(call, store);
            case "create" -> writes.create(call, store);
            case "update" -> writes.update(call, store);
            case "upsert" -> writes.upsert(call, store);
            case "archive" -> archive(call, store);
            default -> throw ApiError.noSuchPath();
        };
    }

    private Answer read(Call call, Store store) {
        JsonNode body = call.body();
        Projection projection = Projection.of(body);
        BatchInputs inputs = BatchInputs.of(body, MAX);
        if (!projection.history().isEmpty() && inputs.rows().size() > MAX_WITH_HISTORY) {
            throw ApiError.validation("The maximum number of inputs supported in a batch request for property histories"
                    + " is " + MAX_WITH_HISTORY + ". Please reduce the number of items and try again.");
        }
        String idProperty = Json.text(body.path("idProperty"));
        Finder finder = new Finder(portal, store);
        Set<StoredRecord> found = new LinkedHashSet<>();
        List<String> missing = new ArrayList<>();
        for (JsonNode row : inputs.rows()) {
            String id = Json.text(row.path("id"));
            finder.find(id, idProperty, call.flag("archived")).ifPresentOrElse(found::add, () -> missing.add(id));
        }
        return answer(store, projection, found, missing);
    }

    private Answer answer(Store store, Projection projection, Set<StoredRecord> found, List<String> missing) {
        BatchAnswer answer = new BatchAnswer(portal);
        RecordJson json = new RecordJson(portal, store);
        found.forEach(record -> answer.result(json.of(record, projection)));
        if (!missing.isEmpty()) {
            answer.error(notFound(store.type(), missing), missing.size());
        }
        return answer.answer(200);
    }

    private Answer archive(Call call, Store store) {
        Finder finder = new Finder(portal, store);
        Writer writer = new Writer(portal);
        for (JsonNode row : BatchInputs.of(call.body(), MAX).rows()) {
            finder.find(Json.text(row.path("id")), "", false)
                    .ifPresent(record -> writer.archive(record, call.app().source()));
        }
        return Answer.noContent();
    }

    /** One error for all the ids that are not there. */
    static ApiError notFound(ObjectTypeDef type, List<String> ids) {
        return ApiError.of(
                        404,
                        "OBJECT_NOT_FOUND",
                        "Could not get some " + type.singular().toUpperCase(Locale.ROOT)
                                + " objects, they may be deleted or not exist. Check that ids are valid.")
                .withContext("ids", ids);
    }
}
