package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** The one sort rule of a search; without one, oldest first. */
record SearchSort(String property, boolean descending) {
    static SearchSort of(JsonNode sorts, Store store) {
        if (sorts.size() > 1) {
            throw ApiError.validation("A search takes one sort rule at most.");
        }
        if (sorts.isEmpty()) {
            return new SearchSort(store.type().createdProperty(), false);
        }
        SearchSort sort = sorts.get(0).isTextual() ? text(sorts.get(0).asText()) : rule(sorts.get(0));
        if (!store.schema().has(sort.property)) {
            throw ApiError.validation("Property '" + sort.property + "' does not exist.");
        }
        return sort;
    }

    Comparator<SearchIndex.Row> comparator(SearchValues values) {
        Comparator<SearchIndex.Row> ascending = (a, b) -> values.compare(a, b, property);
        return descending ? ascending.reversed() : ascending;
    }

    private static SearchSort text(String text) {
        return text.startsWith("-") ? new SearchSort(text.substring(1), true) : new SearchSort(text, false);
    }

    private static SearchSort rule(JsonNode rule) {
        String direction = Json.text(rule.path("direction"));
        return new SearchSort(Json.text(rule.path("propertyName")), direction.equals("DESCENDING"));
    }
}
