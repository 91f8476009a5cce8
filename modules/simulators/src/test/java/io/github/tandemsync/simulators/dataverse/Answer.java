package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An answer as a client without any help sees it. */
record Answer(int status, HttpHeaders headers, String body) {
    JsonNode json() {
        return Json.parse(body);
    }

    JsonNode at(String name) {
        return json().path(name);
    }

    String text(String name) {
        return at(name).asText();
    }

    String code() {
        return at("error").path("code").asText();
    }

    String message() {
        return at("error").path("message").asText();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    List<JsonNode> rows() {
        List<JsonNode> rows = new ArrayList<>();
        at("value").forEach(rows::add);
        return rows;
    }

    List<String> texts(String property) {
        return rows().stream().map(r -> r.path(property).asText()).toList();
    }

    /** The id in {@code OData-EntityId}. */
    UUID entityId() {
        String address = header("OData-EntityId");
        return UUID.fromString(address.substring(address.indexOf('(') + 1, address.length() - 1));
    }
}
