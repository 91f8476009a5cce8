package io.github.tandemsync.hubspot;

import io.github.tandemsync.core.transport.ApiResponse;
import io.github.tandemsync.core.transport.ServerText;
import io.github.tandemsync.core.transport.TransportException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer of HubSpot that the caller did not expect. The message names status, HubSpot's category and its words, from which
 * values that were sent and e-mail addresses are taken out.
 */
public final class HubSpotException extends TransportException {
    private static final long serialVersionUID = 1L;

    private final String errorCategory;
    private final transient @Nullable ErrorBody error;

    private HubSpotException(Gateway.Sent sent, ApiResponse response, ErrorBody error) {
        super(sent.request(), response, detail(error));
        this.errorCategory = error.category;
        this.error = error;
    }

    static HubSpotException of(Gateway.Sent sent, ApiResponse response) {
        return new HubSpotException(sent, response, ErrorBody.of(response.body(), sent.values()));
    }

    /** HubSpot's category, such as {@code VALIDATION_ERROR} or {@code MISSING_SCOPES}; empty where it gave none. */
    public String errorCategory() {
        return errorCategory;
    }

    /** The scopes that HubSpot names as missing. */
    public List<String> missingScopes() {
        return scopes(body());
    }

    /** The error as one of an item, for a batch of one. */
    public BatchError asItem() {
        return BatchError.of(status(), body());
    }

    private ErrorBody body() {
        ErrorBody held = error;
        return held == null ? ErrorBody.NONE : held;
    }

    private static String detail(ErrorBody error) {
        List<String> scopes = scopes(error);
        String policy = error.policy.isEmpty() ? "" : " (limit " + error.policy + ")";
        String said = error.line() + policy;
        String stop = said.endsWith(".") ? " " : ". ";
        return scopes.isEmpty() ? said : said + stop + "Missing scopes: " + String.join(", ", scopes);
    }

    private static List<String> scopes(ErrorBody error) {
        return error.context.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains("scopes"))
                .flatMap(entry -> entry.getValue().stream())
                .map(ServerText::clean)
                .distinct()
                .toList();
    }
}
