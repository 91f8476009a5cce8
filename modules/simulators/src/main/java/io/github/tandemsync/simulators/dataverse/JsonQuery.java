package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Filter;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code $select} and {@code $filter} on metadata, which is kept as JSON. */
final class JsonQuery {
    private JsonQuery() {}

    /** Keeps the selected properties; a property that is not there is an error, as on the real service. */
    static ObjectNode select(ObjectNode json, List<String> names, String type) {
        if (names.isEmpty()) {
            return json;
        }
        ObjectNode kept = Json.object();
        for (String name : names) {
            JsonNode value = json.get(name);
            if (value == null) {
                throw Faults.malformed("Could not find a property named '" + name + "' on type 'Microsoft.Dynamics.CRM."
                        + type + "'.");
            }
            kept.set(name, value);
        }
        kept.set("MetadataId", json.get("MetadataId"));
        return kept;
    }

    static boolean matches(ObjectNode json, Query query) {
        return query.get("$filter").map(text -> test(json, Filter.parse(text))).orElse(true);
    }

    private static boolean test(ObjectNode json, Filter filter) {
        if (filter instanceof Filter.And and) {
            return test(json, and.left()) && test(json, and.right());
        }
        if (filter instanceof Filter.Or or) {
            return test(json, or.left()) || test(json, or.right());
        }
        if (filter instanceof Filter.Not not) {
            return !test(json, not.inner());
        }
        if (filter instanceof Filter.Compare compare) {
            boolean equal =
                    equal(json.at("/" + compare.path()), compare.literal().value());
            return switch (compare.operator()) {
                case "eq" -> equal;
                case "ne" -> !equal;
                default -> throw Faults.notModelled("the operator " + compare.operator() + " on metadata");
            };
        }
        throw Faults.notModelled("functions in filters on metadata");
    }

    private static boolean equal(JsonNode node, @Nullable Object literal) {
        if (literal == null) {
            return node.isNull();
        }
        if (literal instanceof Boolean b) {
            return node.isBoolean() && node.booleanValue() == b;
        }
        if (literal instanceof BigDecimal n) {
            return node.isNumber() && node.decimalValue().compareTo(n) == 0;
        }
        return node.asText().equals(literal.toString());
    }
}
