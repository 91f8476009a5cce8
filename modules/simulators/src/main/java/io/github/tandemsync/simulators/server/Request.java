package io.github.tandemsync.simulators.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param method upper case, such as {@code POST}
 * @param target raw path and query, such as {@code /crm/objects?limit=10}
 * @param headers as sent
 * @param body as sent, after transfer coding
 */
public record Request(String method, String target, Headers headers, Body body) {

    /** The raw path, without the query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The raw query without the question mark; empty when there is none. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** Decoded segments of the path; empty ones are left out. */
    public List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String raw : path().split("/")) {
            if (!raw.isEmpty()) {
                segments.add(decode(raw.replace("+", "%2B")));
            }
        }
        return segments;
    }

    /** The first decoded value of a query parameter. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** All decoded values of a query parameter, in order. */
    public List<String> parameters(String name) {
        List<String> found = new ArrayList<>();
        for (String pair : query().split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && decode(key).equals(name)) {
                found.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return found;
    }

    /** The bearer token of the {@code Authorization} header. */
    public Optional<String> bearer() {
        return headers.first("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim());
    }

    private static String decode(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return raw;
        }
    }
}
