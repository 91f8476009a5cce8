package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiRequest;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.HttpStack;
import io.github.tandemsync.core.transport.Method;
import io.github.tandemsync.core.transport.Origin;
import io.github.tandemsync.core.transport.Secret;
import io.github.tandemsync.core.transport.ServerText;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.core.transport.TransportException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by OAuth client credentials of the Microsoft identity platform, for an application user. Fetched when first needed,
 * renewed after 80 % of their life, one fetch at a time. Safe for use by several threads. Source: "OAuth 2.0 client credentials
 * flow on the Microsoft identity platform".
 */
public final class ClientCredentials {
    private final HttpStack stack;
    private final String tenant;
    private final Map<String, Secret> form;

    private ClientCredentials(HttpStack stack, String tenant, Map<String, Secret> form) {
        this.stack = stack;
        this.tenant = tenant;
        this.form = new TreeMap<>(form);
    }

    public static Builder builder() {
        return new Builder();
    }

    private TokenSource.Fetched fetch() {
        ApiRequest request = ApiRequest.read(Method.POST, ApiPath.of(tenant, "oauth2", "v2.0", "token"))
                .body("application/x-www-form-urlencoded", encodedForm());
        ApiResponse response = stack.send(request);
        Row body;
        try {
            body = Json.read(response.body());
        } catch (Json.Malformed unreadable) {
            throw TransportException.unreadable(request, response, unreadable.problem());
        }
        return response.isSuccess() ? token(request, response, body) : refused(request, response, body);
    }

    private static TokenSource.Fetched token(ApiRequest request, ApiResponse response, Row body) {
        try {
            BigDecimal life = body.number("expires_in");
            Duration seconds = Duration.ofSeconds(life == null ? 0 : Math.max(0, life.longValue()));
            return new TokenSource.Fetched(Secret.of(body.required("access_token")), seconds);
        } catch (IllegalStateException | IllegalArgumentException unexpected) {
            throw TransportException.unreadable(request, response, "it holds no token");
        }
    }

    /** The description that comes with the code may name the secret's beginning, so only the code goes on. */
    private static TokenSource.Fetched refused(ApiRequest request, ApiResponse response, Row body) {
        String code = body.isText("error") ? body.text("error") : null;
        if (response.status() >= 500 || response.status() == 429) {
            throw TransportException.of(request, response, "");
        }
        throw new TransportException(
                Category.UNAUTHORIZED,
                "The identity service " + response.host() + " refused a token (" + response.status()
                        + (code == null ? "" : " " + ServerText.clean(code))
                        + "). Check tenant, client id and client secret, and that the secret has not expired");
    }

    private byte[] encodedForm() {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(field.getValue().reveal(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + stack.origin().host() + "]";
    }

    /** Configures the source. All but {@link #authority} and {@link #http} is required. */
    public static final class Builder {
        private Origin authority = Origin.of("https://login.microsoftonline.com");
        private UnaryOperator<HttpStack.Builder> http = UnaryOperator.identity();
        private @Nullable String tenant;
        private final Map<String, Secret> form = new TreeMap<>(Map.of("grant_type", Secret.of("client_credentials")));

        private Builder() {}

        /** The tenant's id or domain. */
        public Builder tenant(String id) {
            tenant = id;
            return this;
        }

        /** The app registration's id and one of its secrets. */
        public Builder client(String id, Secret secret) {
            form.put("client_id", Secret.of(id));
            form.put("client_secret", secret);
            return this;
        }

        /** The organisation's address without a path: a token is good for one organisation. */
        public Builder resource(String organisation) {
            String root =
                    organisation.endsWith("/") ? organisation.substring(0, organisation.length() - 1) : organisation;
            form.put("scope", Secret.of(root + "/.default"));
            return this;
        }

        /** Another identity service, for a national cloud; default {@code https://login.microsoftonline.com}. */
        public Builder authority(String url) {
            authority = Origin.of(url);
            return this;
        }

        /** Changes the HTTP stack: timeouts, transport, clock. */
        public Builder http(UnaryOperator<HttpStack.Builder> change) {
            http = change;
            return this;
        }

        /** The source, on the system's clock. */
        public TokenSource build() {
            return build(SystemWiring.clock());
        }

        /**
         * The source.
         *
         * @param clock for the tokens' life
         * @throws IllegalStateException if a part is missing
         */
        public TokenSource build(InstantSource clock) {
            String of = tenant;
            if (of == null || !form.containsKey("client_id") || !form.containsKey("scope")) {
                throw new IllegalStateException("ClientCredentials needs tenant(..), client(..) and resource(..)");
            }
            HttpStack stack = http.apply(HttpStack.builder(authority)).build();
            ClientCredentials credentials = new ClientCredentials(stack, of, form);
            return TokenSource.refreshing(credentials::fetch, clock);
        }
    }
}
