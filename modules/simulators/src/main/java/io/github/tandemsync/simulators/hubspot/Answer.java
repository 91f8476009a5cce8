package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.simulators.server.Reply;
import org.jspecify.annotations.Nullable;

/** A successful answer: a status, and JSON unless it is 204. */
record Answer(int status, @Nullable JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    static Answer noContent() {
        return new Answer(204, null);
    }

    Reply reply() {
        return body == null ? Reply.empty(status) : Reply.json(status, body.toString());
    }
}
