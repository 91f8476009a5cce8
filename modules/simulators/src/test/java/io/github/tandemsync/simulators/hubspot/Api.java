package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bare HTTP client of the simulator: no retries, no typing. */
final class Api {
    static final String COMPANIES = "/crm/objects/2026-09/companies";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final URI base;
    private final String token;

    Api(HubSpotSimulator simulator) {
        this(simulator.uri(), simulator.token());
    }

    Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** An answer; {@code json} is a missing node when the body is not JSON. */
    record Answer(int status, JsonNode json, String text, HttpResponse<String> raw) {
        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        String id() {
            return json.path("id").asText();
        }

        String property(String name) {
            return json.path("properties").path(name).asText("(missing)");
        }

        List<String> ids() {
            List<String> ids = new ArrayList<>();
            json.path("results").forEach(result -> ids.add(result.path("id").asText()));
            return ids;
        }

        String message() {
            return json.path("message").asText();
        }

        String category() {
            return json.path("category").asText();
        }
    }

    Answer get(String target) {
        return send("GET", target, "");
    }

    /** Single quotes stand for double ones. */
    Answer post(String target, String json) {
        return send("POST", target, json.replace('\'', '"'));
    }

    Answer patch(String target, String json) {
        return send("PATCH", target, json.replace('\'', '"'));
    }

    Answer put(String target, String json) {
        return send("PUT", target, json.replace('\'', '"'));
    }

    Answer delete(String target) {
        return send("DELETE", target, "");
    }

    String create(String properties) {
        Answer answer = post(COMPANIES, "{'properties':" + properties + "}");
        if (answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
        return answer.id();
    }

    Answer search(String body) {
        return post(COMPANIES + "/search", body);
    }

    Answer send(String method, String target, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + target))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static Answer answer(HttpResponse<String> response) throws IOException {
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent();
        JsonNode node = json ? MAPPER.readTree(response.body()) : MAPPER.missingNode();
        return new Answer(response.statusCode(), node, response.body(), response);
    }
}
