package io.github.tandemsync.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.transport.ApiPath;
import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.TokenSource;
import io.github.tandemsync.core.transport.TransportException;
import io.github.tandemsync.hubspot.Gateway.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The portal, and whose token the client has. Safe for use by several threads. */
public final class Account {
    private final Gateway gateway;
    private final TokenSource tokens;

    Account(Gateway gateway, TokenSource tokens) {
        this.gateway = gateway;
        this.tokens = tokens;
    }

    /** The portal's details ({@code account-info} API of 2026-09). */
    public Details details() {
        Sent sent = Sent.get(ApiPath.of("account-info", HubSpotClient.API_VERSION, "details"));
        ApiResponse response = gateway.send(sent);
        ObjectNode body = Json.parse(response.body());
        String portal = body == null ? null : Json.text(body, "portalId");
        if (body == null || portal == null) {
            throw TransportException.unreadable(sent.request(), response, "it names no portal");
        }
        return new Details(
                portal,
                Json.textOr(body, "accountType", ""),
                Json.textOr(body, "timeZone", ""),
                Json.textOr(body, "companyCurrency", ""),
                texts(body.path("additionalCurrencies")),
                Json.textOr(body, "uiDomain", ""));
    }

    /**
     * What HubSpot tells about the token of a private app (HubSpot, "Private apps"). Other kinds of token have no such answer.
     *
     * @return empty where HubSpot does not know the token as one of a private app
     */
    public Optional<TokenInfo> tokenInfo() {
        ApiPath path = ApiPath.of("oauth", "v2", "private-apps", "get", "access-token-info");
        ObjectNode body = Json.object().put("tokenKey", tokens.token().reveal());
        ObjectNode answer = successful(Sent.read(path, body));
        String app = answer == null ? null : Json.text(answer, "appId");
        if (answer == null || app == null) {
            return Optional.empty();
        }
        return Optional.of(new TokenInfo(app, Json.text(answer, "userId"), texts(answer.path("scopes"))));
    }

    /** A token of another kind may be answered with any refusal; whether it is good at all, every other call shows. */
    private @Nullable ObjectNode successful(Sent sent) {
        try {
            ApiResponse response = gateway.send(sent);
            ObjectNode body = Json.parse(response.body());
            if (body == null) {
                throw TransportException.unreadable(sent.request(), response, "it is cut off or no JSON");
            }
            return body;
        } catch (TransportException e) {
            if (e.category() == Category.UNAVAILABLE || e.category() == Category.THROTTLED) {
                throw e;
            }
            return null;
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /**
     * The portal.
     *
     * @param portalId its id
     * @param accountType such as {@code STANDARD} or {@code DEVELOPER_TEST}
     * @param timeZone whose midnight renews the daily quota
     * @param companyCurrency ISO 4217
     * @param additionalCurrencies ISO 4217
     * @param uiDomain where people see it
     */
    public record Details(
            String portalId,
            String accountType,
            String timeZone,
            String companyCurrency,
            List<String> additionalCurrencies,
            String uiDomain) {
        public Details {
            additionalCurrencies = List.copyOf(additionalCurrencies);
        }
    }

    /**
     * Whose token it is.
     *
     * @param appId the app, as it appears in the history of properties that it wrote
     * @param userId the user who made it; null if not told
     * @param scopes what it may do
     */
    public record TokenInfo(String appId, @Nullable String userId, List<String> scopes) {
        public TokenInfo {
            scopes = List.copyOf(scopes);
        }
    }
}
