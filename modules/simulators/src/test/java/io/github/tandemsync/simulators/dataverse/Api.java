package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.server.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A simulator with a clock of its own, and real HTTP to it. */
final class Api implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    final DataverseSimulator sim;
    private final HttpClient client = HttpClient.newHttpClient();
    private Instant now = START;

    Api() {
        this(b -> b);
    }

    Api(UnaryOperator<DataverseSimulator.Builder> more) {
        Pause none = duration -> {};
        sim = more.apply(DataverseSimulator.builder().clock(() -> now).pause(none))
                .start();
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    String root() {
        return sim.uri() + "/api/data/v9.2/";
    }

    /** Sends a request; headers come as names and values in turn, the value "-" removes a default one. */
    Answer send(String method, String address, String body, String... headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + sim.token());
        all.put("Accept", "application/json");
        all.put("OData-Version", "4.0");
        all.put("OData-MaxVersion", "4.0");
        if (!body.isEmpty()) {
            all.put("Content-Type", "application/json; charset=utf-8");
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(address))
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        all.forEach((name, value) -> {
            if (!value.equals("-")) {
                request.header(name, value);
            }
        });
        return send(request.build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String address) {
        boolean absolute = address.startsWith("http");
        return URI.create(
                absolute ? address : root() + address.replace(" ", "%20").replace("\"", "%22"));
    }

    Answer get(String address, String... headers) {
        return send("GET", address, "", headers);
    }

    Answer post(String address, String body, String... headers) {
        return send("POST", address, body.replace('\'', '"'), headers);
    }

    Answer patch(String address, String body, String... headers) {
        return send("PATCH", address, body.replace('\'', '"'), headers);
    }

    Answer delete(String address, String... headers) {
        return send("DELETE", address, "", headers);
    }

    /** Creates an account and answers its id. */
    UUID account(String body) {
        return post("accounts", body).entityId();
    }

    /** The etag of a row. */
    String etag(UUID account) {
        return get("accounts(" + account + ")?$select=name").text("@odata.etag");
    }

    @Override
    public void close() {
        sim.close();
    }
}
