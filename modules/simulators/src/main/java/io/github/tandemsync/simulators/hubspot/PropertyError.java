package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Why one property of a write is not valid (HubSpot changelog: property validation rules for APIs and integrations). */
record PropertyError(String name, String code, String message) {
    ObjectNode json() {
        ObjectNode node = Json.object();
        node.put("isValid", false);
        node.put("message", message);
        node.put("error", code);
        node.put("name", name);
        return node;
    }
}
