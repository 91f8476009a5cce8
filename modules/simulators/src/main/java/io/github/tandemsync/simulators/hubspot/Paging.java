package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.server.Request;

/** The pointer to the next page. Its link names HubSpot's own host, wherever the request went. */
final class Paging {
    private Paging() {}

    static void next(ObjectNode body, Request request, String after) {
        ObjectNode next = body.putObject("paging").putObject("next");
        next.put("after", after);
        next.put("link", "https://api.hubapi.com" + request.path() + "?after=" + after);
    }

    /** For answers to POST, which have no link. */
    static void next(ObjectNode body, String after) {
        body.putObject("paging").putObject("next").put("after", after);
    }
}
