package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates records for the API, in two steps so that a batch can be all or nothing. */
final class RecordCreator {
    /** A create that is valid by itself; unique values are checked apart. */
    record Draft(Map<String, String> wanted, Map<String, String> values, List<Link> links) {}

    /** An association to be made with the new record. */
    record Link(AssociationType type, StoredRecord to) {}

    private final Portal portal;
    private final Store store;
    private final Call call;
    private final Validator validator;

    RecordCreator(Portal portal, Store store, Call call) {
        this.portal = portal;
        this.store = store;
        this.call = call;
        this.validator = new Validator(portal, store);
    }

    Draft draft(JsonNode input) {
        Map<String, String> wanted = Json.properties(input);
        Map<String, String> values = validator.stored(wanted, null);
        validator.requireForCreate(values, call.route().version().equals(Route.NEWEST));
        return new Draft(wanted, values, links(input.path("associations")));
    }

    /** Checks the unique values against what is stored now, and creates. */
    StoredRecord commit(Draft draft) {
        validator.requireFree(draft.values(), null);
        StoredRecord record = new Writer(portal)
                .create(store, draft.wanted(), draft.values(), call.app().source());
        Associator associator = new Associator(portal, call.app().source());
        draft.links().forEach(link -> associator.associate(record, link.to(), link.type()));
        return record;
    }

    private List<Link> links(JsonNode associations) {
        List<Link> links = new ArrayList<>();
        for (JsonNode association : associations) {
            String toId = Json.text(association.path("to").path("id"));
            for (JsonNode type : association.path("types")) {
                links.add(link(toId, type.path("associationTypeId").asInt()));
            }
        }
        return links;
    }

    private Link link(String toId, int typeId) {
        AssociationType type = AssociationType.ALL.stream()
                .filter(known ->
                        known.id() == typeId && known.from().equals(store.type().name()))
                .findFirst()
                .orElseThrow(() -> ApiError.validation("Invalid association type id " + typeId + "."));
        ObjectTypeDef to = ObjectTypes.named(type.to());
        return new Link(type, new Finder(portal, portal.store(to)).require(toId, "", false));
    }
}
