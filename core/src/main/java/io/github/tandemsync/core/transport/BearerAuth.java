package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException;
import java.util.function.Supplier;

/** Adds the token. One refusal: one other token, one more attempt; a second refusal is final. */
record BearerAuth(TokenSource tokens, Layer inner) implements Layer {
    private static final int UNAUTHORIZED = 401;

    @Override
    public ApiResponse send(Call call) {
        Secret token = have(call, tokens::token);
        ApiResponse response = inner.send(bearing(call, token));
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        Secret other = have(call, () -> tokens.replace(token));
        if (other.equals(token)) {
            throw refused(call, response);
        }
        ApiResponse second = inner.send(bearing(call, other));
        if (second.status() == UNAUTHORIZED) {
            throw refused(call, second);
        }
        return second;
    }

    private static Call bearing(Call call, Secret token) {
        return call.with("Authorization", "Bearer " + token.reveal());
    }

    /** Whatever became of the call for a token, the request itself was not sent, or was turned away unread. */
    private static Secret have(Call call, Supplier<Secret> source) {
        try {
            return source.get();
        } catch (ConnectorException e) {
            int status = e instanceof TransportException fault ? fault.status() : 0;
            String message = "No token for " + call.request() + "; it was not sent. " + e.getMessage();
            throw new TransportException(e.category(), message, e.retryAfter(), e, status, null, false);
        }
    }

    private static TransportException refused(Call call, ApiResponse response) {
        return TransportException.of(call.request(), response, "the token was refused");
    }
}
