package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A search request, checked and ready to run.
 *
 * @param groups any of them must match, and of one all filters
 * @param words of the free text; all must occur
 */
record SearchQuery(
        List<List<SearchFilter>> groups,
        List<String> words,
        SearchSort sort,
        List<String> properties,
        int limit,
        int after) {
    private static final int MAX_GROUPS = 5;
    private static final int MAX_PER_GROUP = 6;
    private static final int MAX_FILTERS = 18;
    private static final int MAX_PAGE = 200;

    static SearchQuery of(JsonNode body, Store store) {
        return new SearchQuery(
                groups(body.path("filterGroups"), store),
                SearchValues.tokens(Json.text(body.path("query"))),
                SearchSort.of(body.path("sorts"), store),
                Json.texts(body.path("properties")),
                limit(body.path("limit")),
                after(body.path("after")));
    }

    boolean matches(SearchIndex.Row row, SearchValues values) {
        boolean filtered = groups.isEmpty()
                || groups.stream().anyMatch(group -> group.stream().allMatch(filter -> filter.matches(row, values)));
        return filtered && (words.isEmpty() || values.words(row).containsAll(words));
    }

    /** Sorts by the one rule; rows come in the order of ids and keep it where the rule finds them equal. */
    void sort(List<SearchIndex.Row> rows, SearchValues values) {
        rows.sort(sort.comparator(values).thenComparing(Comparator.comparingLong(SearchIndex.Row::id)));
    }

    private static List<List<SearchFilter>> groups(JsonNode node, Store store) {
        List<List<SearchFilter>> groups = new ArrayList<>();
        for (JsonNode group : node) {
            List<SearchFilter> filters = new ArrayList<>();
            group.path("filters").forEach(filter -> filters.add(SearchFilter.of(filter, store)));
            groups.add(filters);
        }
        int most = groups.stream().mapToInt(List::size).max().orElse(0);
        int all = groups.stream().mapToInt(List::size).sum();
        if (groups.size() > MAX_GROUPS || most > MAX_PER_GROUP || all > MAX_FILTERS) {
            throw ApiError.validation("A search takes at most " + MAX_GROUPS + " filterGroups with " + MAX_PER_GROUP
                    + " filters each, and " + MAX_FILTERS + " filters in all.");
        }
        return groups;
    }

    private static int limit(JsonNode node) {
        int limit = node.isMissingNode() || node.isNull() ? 10 : node.asInt(-1);
        if (limit < 1 || limit > MAX_PAGE) {
            throw ApiError.validation("limit must be between 1 and " + MAX_PAGE + ".");
        }
        return limit;
    }

    private static int after(JsonNode node) {
        String text = Json.text(node);
        try {
            int after = text.isEmpty() ? 0 : Integer.parseInt(text);
            if (after >= 0) {
                return after;
            }
        } catch (NumberFormatException notANumber) {
            throw ApiError.validation("after must be an integer.");
        }
        throw ApiError.validation("after must not be negative.");
    }
}
