package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** {@code POST objects/{type}/search}: what the index holds of live records (HubSpot docs: search-the-crm). */
final class SearchRoutes {
    private static final int MAX_BODY = 3000;
    private static final int MAX_DEPTH = 10_000;

    private final Portal portal;

    SearchRoutes(Portal portal) {
        this.portal = portal;
    }

    Answer answer(Call call) {
        ObjectTypeDef type = call.type(0);
        call.requireScope("crm.objects." + type.name() + ".read");
        if (call.request().body().text().length() > MAX_BODY) {
            throw ApiError.validation("The request body must not be longer than " + MAX_BODY + " characters.");
        }
        Store store = portal.store(type);
        SearchQuery query = SearchQuery.of(call.body(), store);
        if (query.after() + query.limit() > MAX_DEPTH) {
            throw ApiError.validation("A search cannot page beyond " + MAX_DEPTH + " results.");
        }
        return Answer.ok(page(query, store, hits(query, store)));
    }

    private List<SearchIndex.Row> hits(SearchQuery query, Store store) {
        List<SearchIndex.Row> hits = new ArrayList<>();
        SearchValues values = new SearchValues(portal, store);
        store.index().forEachVisible(portal.now(), row -> {
            if (isLive(store, row) && query.matches(row, values)) {
                hits.add(row);
            }
        });
        query.sort(hits, values);
        return hits;
    }

    private static boolean isLive(Store store, SearchIndex.Row row) {
        return store.exact(row.id()).filter(StoredRecord::live).isPresent();
    }

    private ObjectNode page(SearchQuery query, Store store, List<SearchIndex.Row> hits) {
        RecordJson json = new RecordJson(portal, store);
        ObjectNode body = Json.object();
        body.put("total", hits.size());
        ArrayNode results = body.putArray("results");
        int from = Math.min(query.after(), hits.size());
        int to = Math.min(from + query.limit(), hits.size());
        hits.subList(from, to).forEach(row -> results.add(json.of(row, query.properties())));
        if (to < hits.size()) {
            Paging.next(body, Integer.toString(to));
        }
        return body;
    }
}
