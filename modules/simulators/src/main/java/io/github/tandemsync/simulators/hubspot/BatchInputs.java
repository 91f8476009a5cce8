package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The inputs of a batch, and whether each carries a trace id of its own. */
record BatchInputs(List<JsonNode> rows, boolean traced) {
    static BatchInputs of(JsonNode body, int max) {
        List<JsonNode> rows = new ArrayList<>();
        body.path("inputs").forEach(rows::add);
        if (rows.isEmpty()) {
            throw ApiError.validation("Invalid input JSON: inputs is required and must not be empty.");
        }
        if (rows.size() > max) {
            throw ApiError.validation("The maximum number of inputs supported in a batch request is " + max
                    + ". Please reduce the number of items and try again.");
        }
        return new BatchInputs(rows, traced(rows));
    }

    /** Refuses two inputs with the same id. */
    void requireDistinctIds() {
        Set<String> seen = new HashSet<>();
        for (JsonNode row : rows) {
            String id = Json.text(row.path("id"));
            if (!seen.add(id)) {
                throw ApiError.validation("Duplicate IDs found in batch input: [" + id + "]. IDs must be unique.");
            }
        }
    }

    /** The one {@code idProperty} of all rows; empty for record ids. */
    static String idProperty(JsonNode row) {
        return Json.text(row.path("idProperty"));
    }

    static String trace(JsonNode row) {
        return Json.text(row.path("objectWriteTraceId"));
    }

    private static boolean traced(List<JsonNode> rows) {
        Set<String> traces = new HashSet<>();
        return rows.stream().map(BatchInputs::trace).allMatch(trace -> !trace.isEmpty() && traces.add(trace));
    }
}
