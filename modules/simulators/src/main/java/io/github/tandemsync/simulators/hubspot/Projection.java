package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Which properties an answer shows, and of which the history. */
record Projection(List<String> properties, List<String> history) {
    static Projection of(Call call) {
        return new Projection(call.list("properties"), call.list("propertiesWithHistory"));
    }

    static Projection of(JsonNode body) {
        return new Projection(Json.texts(body.path("properties")), Json.texts(body.path("propertiesWithHistory")));
    }

    /** What an answer to a write shows: every property that has a value. */
    static Projection all(StoredRecord record) {
        return new Projection(List.copyOf(record.values().keySet()), List.of());
    }

    /** What a write answers with. */
    static Projection defaults() {
        return new Projection(List.of(), List.of());
    }
}
