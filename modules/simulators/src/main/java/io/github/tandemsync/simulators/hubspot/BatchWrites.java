package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writing in batches. With a unique {@code objectWriteTraceId} on every input each row has its own outcome; without, one bad row
 * refuses the whole batch and names only the first problem (HubSpot docs: error handling, multi-status).
 */
final class BatchWrites {
    private final Portal portal;
    private final Writer writer;

    BatchWrites(Portal portal) {
        this.portal = portal;
        this.writer = new Writer(portal);
    }

    Answer create(Call call, Store store) {
        BatchInputs inputs = BatchInputs.of(call.body(), BatchRoutes.MAX);
        RecordCreator creator = new RecordCreator(portal, store, call);
        if (!inputs.traced()) {
            requireAllCreatable(inputs, store, creator);
        }
        BatchAnswer answer = new BatchAnswer(portal);
        rows(inputs, answer, row -> {
            StoredRecord record = creator.commit(creator.draft(row));
            answer.result(traced(row, json(store, record, Projection.all(record))));
        });
        return answer.answer(201);
    }

    Answer update(Call call, Store store) {
        BatchInputs inputs = BatchInputs.of(call.body(), BatchRoutes.MAX);
        inputs.requireDistinctIds();
        inputs.rows().forEach(row -> requireUpdatable(store, BatchInputs.idProperty(row)));
        if (!inputs.traced()) {
            Set<String> claimed = new HashSet<>();
            inputs.rows().forEach(row -> checkUpdate(store, row, claimed));
        }
        BatchAnswer answer = new BatchAnswer(portal);
        rows(inputs, answer, row -> {
            StoredRecord record = find(store, row);
            Map<String, String> wanted = Json.properties(row);
            apply(call, store, record, wanted);
            answer.result(traced(row, json(store, record, shown(wanted))));
        });
        return answer.answer(200);
    }

    Answer upsert(Call call, Store store) {
        BatchInputs inputs = BatchInputs.of(call.body(), BatchRoutes.MAX);
        inputs.requireDistinctIds();
        Finder finder = new Finder(portal, store);
        inputs.rows().forEach(row -> finder.requireUnique(BatchInputs.idProperty(row)));
        BatchAnswer answer = new BatchAnswer(portal);
        for (JsonNode row : inputs.rows()) {
            try {
                answer.result(traced(row, upsertOne(call, store, row)));
            } catch (ApiError refused) {
                ApiError named = refused.withContext("ids", List.of(Json.text(row.path("id"))));
                answer.error(inputs.traced() ? traced(row, named) : named, 1);
            }
        }
        return answer.answer(200);
    }

    private ObjectNode upsertOne(Call call, Store store, JsonNode row) {
        String idProperty = BatchInputs.idProperty(row);
        String id = Json.text(row.path("id"));
        Map<String, String> wanted = Json.properties(row);
        StoredRecord present =
                new Finder(portal, store).find(id, idProperty, false).orElse(null);
        if (present != null) {
            apply(call, store, present, wanted);
            return json(store, present, shown(wanted)).put("new", false);
        }
        ((ObjectNode) row.path("properties")).put(idProperty, id);
        RecordCreator creator = new RecordCreator(portal, store, call);
        StoredRecord record = creator.commit(creator.draft(row));
        return json(store, record, Projection.all(record)).put("new", true);
    }

    private void apply(Call call, Store store, StoredRecord record, Map<String, String> wanted) {
        Validator validator = new Validator(portal, store);
        Map<String, String> values = validator.stored(wanted, record);
        validator.requireFree(values, record);
        writer.update(record, wanted, values, call.app().source(), portal.stampFor(record));
    }

    /** Runs each row; a refused one becomes an error row, or without trace ids the answer to the whole batch. */
    private static void rows(BatchInputs inputs, BatchAnswer answer, Consumer<JsonNode> action) {
        for (JsonNode row : inputs.rows()) {
            try {
                action.accept(row);
            } catch (ApiError refused) {
                if (!inputs.traced() && refused.status() != 404) {
                    throw refused;
                }
                answer.error(inputs.traced() ? traced(row, refused) : refused, 1);
            }
        }
    }

    private void requireAllCreatable(BatchInputs inputs, Store store, RecordCreator creator) {
        Validator validator = new Validator(portal, store);
        Set<String> claimed = new HashSet<>();
        for (JsonNode row : inputs.rows()) {
            RecordCreator.Draft draft = creator.draft(row);
            validator.requireFree(draft.values(), null);
            requireUnclaimed(store, draft.values(), claimed);
        }
    }

    private static void requireUnclaimed(Store store, Map<String, String> values, Set<String> claimed) {
        values.forEach((name, value) -> {
            if (!value.isEmpty() && store.schema().isUnique(name) && !claimed.add(name + "=" + value)) {
                throw ApiError.validation("Duplicate values for unique property " + name + " in batch input.");
            }
        });
    }

    private void checkUpdate(Store store, JsonNode row, Set<String> claimed) {
        new Finder(portal, store)
                .find(Json.text(row.path("id")), BatchInputs.idProperty(row), false)
                .ifPresent(record -> {
                    Validator validator = new Validator(portal, store);
                    Map<String, String> values = validator.stored(Json.properties(row), record);
                    validator.requireFree(values, record);
                    requireUnclaimed(store, values, claimed);
                });
    }

    /** Batch update takes custom unique properties only: not e-mail, not the record id. */
    private void requireUpdatable(Store store, String idProperty) {
        if (store.type().builtInUnique().contains(idProperty)) {
            throw ApiError.validation(
                    "Unable to perform update by " + store.type().typeId() + " property " + idProperty
                            + " in a batch in portal ID " + portal.settings().portalId());
        }
        if (!idProperty.isEmpty()) {
            new Finder(portal, store).requireUnique(idProperty);
        }
    }

    private StoredRecord find(Store store, JsonNode row) {
        String id = Json.text(row.path("id"));
        return new Finder(portal, store)
                .find(id, BatchInputs.idProperty(row), false)
                .orElseThrow(() -> BatchRoutes.notFound(store.type(), List.of(id)));
    }

    private ObjectNode json(Store store, StoredRecord record, Projection projection) {
        return new RecordJson(portal, store).of(record, projection);
    }

    private static Projection shown(Map<String, String> wanted) {
        return new Projection(List.copyOf(wanted.keySet()), List.of());
    }

    private static ObjectNode traced(JsonNode row, ObjectNode result) {
        String trace = BatchInputs.trace(row);
        return trace.isEmpty() ? result : result.put("objectWriteTraceId", trace);
    }

    private static ApiError traced(JsonNode row, ApiError error) {
        return error.withContext("objectWriteTraceId", List.of(BatchInputs.trace(row)));
    }
}
