package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tandemsync.simulators.server.Request;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An authenticated request with its path taken apart. */
record Call(Request request, Route route, AppToken app) {
    String method() {
        return request.method();
    }

    /** The part of the rest at this place; empty text when the path is shorter. */
    String part(int index) {
        return index < route.rest().size() ? route.rest().get(index) : "";
    }

    int parts() {
        return route.rest().size();
    }

    /** Whether the path after the object type is this one. */
    boolean is(String wantedMethod, String... tail) {
        return method().equals(wantedMethod) && route.rest().subList(1, parts()).equals(List.of(tail));
    }

    ObjectTypeDef type(int index) {
        return ObjectTypes.find(part(index))
                .orElseThrow(() -> ApiError.validation("Unable to infer object type from: " + part(index)));
    }

    JsonNode body() {
        return Json.parse(request.body().text());
    }

    Optional<String> parameter(String name) {
        return request.parameter(name).filter(value -> !value.isEmpty());
    }

    /** A parameter that is repeated or separated by commas. */
    List<String> list(String name) {
        return request.parameters(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    boolean flag(String name) {
        return parameter(name).filter("true"::equals).isPresent();
    }

    /** A whole number between 1 and {@code max}. */
    int limit(int standard, int max) {
        String text = parameter("limit").orElse(Integer.toString(standard));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= max) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw ApiError.validation("limit must be a number.");
        }
        throw ApiError.validation("limit must be between 1 and " + max + ".");
    }

    void requireScope(String scope) {
        if (!app.grants(scope)) {
            throw ApiError.missingScope(scope);
        }
    }
}
