package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Query;
import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Headers;
import io.github.tandemsync.simulators.server.Reply;
import io.github.tandemsync.simulators.server.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Access tokens: one fixed, and those of the client credentials flow, which end after an hour. Thread safe. */
final class Tokens {
    static final String CLIENT_ID = "simulated-client";
    static final String CLIENT_SECRET = "simulated-secret";
    private static final Duration LIFE = Duration.ofHours(1);

    private final URI base;
    private final long seed;
    private final InstantSource clock;
    private final Map<String, Instant> issued = new HashMap<>();
    private int generation;

    Tokens(URI base, long seed, InstantSource clock) {
        this.base = base;
        this.seed = seed;
        this.clock = clock;
    }

    /** The token that needs no flow. */
    synchronized String fixed() {
        return "sim-" + Ids.named("token " + seed + " " + generation);
    }

    /** Makes all tokens invalid. */
    synchronized void revoke() {
        generation++;
        issued.clear();
    }

    synchronized boolean good(Optional<String> token) {
        Instant end = token.map(issued::get).orElse(null);
        boolean fresh = end != null && clock.instant().isBefore(end);
        return fresh || token.filter(fixed()::equals).isPresent();
    }

    Reply challenge() {
        String value =
                "Bearer authorization_uri=" + base + "/simulated-tenant/oauth2/authorize, resource_id=" + base + "/";
        return new Reply(401, Headers.of("WWW-Authenticate", value), Body.EMPTY, "unauthorized");
    }

    /** The client credentials flow; the scope is the organisation's root without a path. */
    synchronized Reply issue(Request request) {
        Query form = Query.parse(request.body().text());
        boolean known = form.get("grant_type").equals(Optional.of("client_credentials"))
                && form.get("client_id").equals(Optional.of(CLIENT_ID))
                && form.get("client_secret").equals(Optional.of(CLIENT_SECRET));
        ObjectNode body = Json.object();
        if (!known || !form.get("scope").equals(Optional.of(base + "/.default"))) {
            body.put("error", known ? "invalid_scope" : "invalid_client");
            body.put("error_description", "The simulated authority refuses this request.");
            return Replies.json(known ? 400 : 401, body, "token");
        }
        String token = "sim-" + Ids.named("issued " + seed + " " + generation + " " + issued.size());
        issued.put(token, Objects.requireNonNull(clock.instant().plus(LIFE)));
        body.put("token_type", "Bearer");
        body.put("expires_in", LIFE.toSeconds());
        body.put("access_token", token);
        return Replies.json(200, body, "token");
    }
}
