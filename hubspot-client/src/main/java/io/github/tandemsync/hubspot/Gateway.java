package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.core.transport.TransportException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Sends requests under the options, and turns unexpected answers into exceptions. */
record Gateway(HttpStack stack, RequestOptions options, UsageMeter meter) {
    private static final String JSON = "application/json";

    /** A request of this client's own, and the values in it, which no message may show. */
    record Sent(ApiRequest request, Collection<String> values) {
        static Sent get(ApiPath path) {
            return new Sent(ApiRequest.get(path), List.of());
        }

        static Sent read(ApiPath path, JsonNode body) {
            return new Sent(ApiRequest.read(Method.POST, path).body(JSON, Json.bytes(body)), List.of());
        }

        static Sent write(Method method, ApiPath path, JsonNode body, Collection<String> values) {
            return new Sent(ApiRequest.write(method, path).body(JSON, Json.bytes(body)), values);
        }

        static Sent write(Method method, ApiPath path) {
            return new Sent(ApiRequest.write(method, path), List.of());
        }

        Sent lane(String name) {
            return new Sent(request.lane(name), values);
        }

        Sent hiding(Collection<String> secrets) {
            return new Sent(request, secrets);
        }
    }

    ApiResponse raw(ApiRequest request) {
        ApiRequest guarded = request.guard(options.guard());
        Duration timeout = options.timeout();
        ApiResponse response = stack.send(timeout == null ? guarded : guarded.timeout(timeout));
        meter.note(response);
        return response;
    }

    /** The answer, of a status from 200 to 299. */
    ApiResponse send(Sent sent) {
        ApiResponse response = raw(sent.request());
        if (!response.isSuccess()) {
            throw HubSpotException.of(sent, response);
        }
        return response;
    }

    /** The answer's JSON object. */
    ObjectNode json(Sent sent) {
        ApiResponse response = send(sent);
        ObjectNode body = Json.parse(response.body());
        if (body == null) {
            throw TransportException.unreadable(sent.request(), response, "it is not a JSON object");
        }
        return body;
    }

    /** The answer's JSON object with its list of results. */
    ObjectNode results(Sent sent) {
        ApiResponse response = send(sent);
        ObjectNode body = Json.parse(response.body());
        if (body == null || !body.path("results").isArray()) {
            throw TransportException.unreadable(sent.request(), response, "it has no list of results");
        }
        return body;
    }
}
