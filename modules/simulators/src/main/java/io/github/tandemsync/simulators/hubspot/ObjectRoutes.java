package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Single records: list, get, create, update, archive, merge, privacy delete. */
final class ObjectRoutes {
    private static final int PAGE = 100;
    private static final int PAGE_WITH_HISTORY = 50;

    private final Portal portal;
    private final Writer writer;

    ObjectRoutes(Portal portal) {
        this.portal = portal;
        this.writer = new Writer(portal);
    }

    Answer answer(Call call) {
        ObjectTypeDef type = call.type(0);
        Store store = portal.store(type);
        call.requireScope("crm.objects." + type.name() + (call.method().equals("GET") ? ".read" : ".write"));
        if (call.parts() == 1) {
            return switch (call.method()) {
                case "GET" -> list(call, store);
                case "POST" -> create(call, store);
                default -> throw ApiError.of(405, "", "Method not allowed");
            };
        }
        if (call.is("POST", "merge")) {
            return merge(call, store);
        }
        if (call.is("POST", "gdpr-delete") && type.equals(ObjectTypes.CONTACTS)) {
            return privacyDelete(call, store);
        }
        return one(call, store);
    }

    private Answer one(Call call, Store store) {
        if (call.parts() != 2) {
            throw ApiError.noSuchPath();
        }
        return switch (call.method()) {
            case "GET" -> get(call, store);
            case "PATCH" -> update(call, store);
            case "DELETE" -> archive(call, store);
            default -> throw ApiError.of(405, "", "Method not allowed");
        };
    }

    private Answer list(Call call, Store store) {
        Projection projection = Projection.of(call);
        int limit = call.limit(10, projection.history().isEmpty() ? PAGE : PAGE_WITH_HISTORY);
        boolean archived = call.flag("archived");
        Finder finder = new Finder(portal, store);
        Iterator<StoredRecord> records = store.from(after(call)).stream()
                .filter(record -> archived ? finder.inBin(record) : record.live())
                .iterator();
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        while (records.hasNext() && results.size() < limit) {
            results.add(shown(call, store, records.next(), projection));
        }
        if (records.hasNext()) {
            Paging.next(body, call.request(), records.next().idText());
        }
        return Answer.ok(body);
    }

    private static long after(Call call) {
        try {
            return Long.parseLong(call.parameter("after").orElse("0"));
        } catch (NumberFormatException foreign) {
            throw ApiError.validation("The paging token is not valid.");
        }
    }

    private Answer get(Call call, Store store) {
        StoredRecord record = new Finder(portal, store)
                .require(call.part(1), call.parameter("idProperty").orElse(""), call.flag("archived"));
        return Answer.ok(shown(call, store, record, Projection.of(call)));
    }

    private ObjectNode shown(Call call, Store store, StoredRecord record, Projection projection) {
        ObjectNode node = new RecordJson(portal, store).of(record, projection);
        if (!call.list("associations").isEmpty()) {
            new AssociationJson(portal).embed(node, record, call.list("associations"));
        }
        return node;
    }

    private Answer create(Call call, Store store) {
        JsonNode body = call.body();
        RecordCreator creator = new RecordCreator(portal, store, call);
        RecordCreator.Draft draft = creator.draft(body);
        StoredRecord record = creator.commit(draft);
        return Answer.created(new RecordJson(portal, store).of(record, Projection.all(record)));
    }

    private Answer update(Call call, Store store) {
        StoredRecord record = new Finder(portal, store)
                .require(call.part(1), call.parameter("idProperty").orElse(""), false);
        Map<String, String> wanted = Json.properties(call.body());
        Validator validator = new Validator(portal, store);
        Map<String, String> values = validator.stored(wanted, record);
        validator.requireFree(values, record);
        writer.update(record, wanted, values, call.app().source(), portal.stampFor(record));
        return Answer.ok(new RecordJson(portal, store)
                .of(record, new Projection(wanted.keySet().stream().toList(), List.of())));
    }

    private Answer archive(Call call, Store store) {
        new Finder(portal, store)
                .find(call.part(1), "", false)
                .ifPresent(record -> writer.archive(record, call.app().source()));
        return Answer.noContent();
    }

    private Answer merge(Call call, Store store) {
        if (!store.type().mergeable()) {
            throw ApiError.noSuchPath();
        }
        JsonNode body = call.body();
        Finder finder = new Finder(portal, store);
        StoredRecord primary = finder.require(Json.text(body.path("primaryObjectId")), "", false);
        StoredRecord other = finder.require(Json.text(body.path("objectIdToMerge")), "", false);
        if (primary == other) {
            throw ApiError.validation("A record cannot be merged with itself.");
        }
        StoredRecord survivor = new Merger(portal, call.app().source()).merge(primary, other);
        return Answer.ok(new RecordJson(portal, store).of(survivor, Projection.defaults()));
    }

    private Answer privacyDelete(Call call, Store store) {
        JsonNode body = call.body();
        Finder finder = new Finder(portal, store);
        String idProperty = Json.text(body.path("idProperty"));
        String id = Json.text(body.path("objectId"));
        finder.find(id, idProperty, false)
                .or(() -> finder.find(id, idProperty, true))
                .ifPresent(record -> writer.purge(record, call.app().source()));
        return Answer.noContent();
    }
}
