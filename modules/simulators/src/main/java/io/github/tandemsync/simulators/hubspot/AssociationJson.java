package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.hubspot.Associations.End;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Associations as JSON; archived ends do not show. */
final class AssociationJson {
    private static final int EMBEDDED = 100;

    private final Portal portal;

    AssociationJson(Portal portal) {
        this.portal = portal;
    }

    /** The live other ends of a type. */
    Map<End, Set<Integer>> live(StoredRecord from, ObjectTypeDef toType) {
        Map<End, Set<Integer>> live = new TreeMap<>();
        portal.associations().of(End.of(from), toType.name()).forEach((to, types) -> {
            if (portal.store(toType).exact(to.id()).filter(StoredRecord::live).isPresent()) {
                live.put(to, types);
            }
        });
        return live;
    }

    /** {@code toObjectId} with all its types: a number in v4, text since. */
    ObjectNode row(Call call, ObjectTypeDef from, ObjectTypeDef to, End end, Set<Integer> types) {
        ObjectNode row = Json.object();
        if (call.route().version().equals("v4")) {
            row.put("toObjectId", end.id());
        } else {
            row.put("toObjectId", Long.toString(end.id()));
        }
        ArrayNode array = row.putArray("associationTypes");
        types.forEach(id -> AssociationType.find(from, to, id).ifPresent(type -> array.add(type(type))));
        return row;
    }

    static ObjectNode type(AssociationType type) {
        ObjectNode node = Json.object();
        node.put("category", "HUBSPOT_DEFINED");
        node.put("typeId", type.id());
        node.put("label", type.label().isEmpty() ? null : type.label());
        return node;
    }

    /** The {@code associations} of a record in the answer to a get or list: at most 100 ends of a type. */
    void embed(ObjectNode node, StoredRecord record, List<String> toTypes) {
        ObjectNode all = Json.object();
        for (String name : toTypes) {
            ObjectTypeDef toType = ObjectTypes.find(name)
                    .orElseThrow(() -> ApiError.validation("Unable to infer object type from: " + name));
            Map<End, Set<Integer>> live = live(record, toType);
            if (!live.isEmpty()) {
                ObjectNode one = all.putObject(toType.name());
                ends(one.putArray("results"), record.type(), toType, live);
                if (live.size() > EMBEDDED) {
                    Paging.next(one, Integer.toString(EMBEDDED));
                }
            }
        }
        if (!all.isEmpty()) {
            node.set("associations", all);
        }
    }

    private static void ends(ArrayNode results, ObjectTypeDef from, ObjectTypeDef to, Map<End, Set<Integer>> live) {
        live.entrySet().stream()
                .limit(EMBEDDED)
                .forEach(entry -> entry.getValue().forEach(id -> {
                    ObjectNode end = results.addObject();
                    end.put("id", Long.toString(entry.getKey().id()));
                    end.put(
                            "type",
                            AssociationType.find(from, to, id)
                                    .map(AssociationType::name)
                                    .orElse(""));
                }));
    }
}
