package io.github.tandemsync.core.transport;

import io.github.tandemsync.core.connector.ConnectorException.Category;

/** Adds the token. One refusal: one other token, one more attempt; a second refusal is final. */
record BearerAuth(TokenSource tokens, Layer inner) implements Layer {
    private static final int UNAUTHORIZED = 401;

    @Override
    public ApiResponse send(Call call) {
        Secret token = tokens.token();
        ApiResponse response = inner.send(call.with("Authorization", "Bearer " + token.reveal()));
        if (response.status() != UNAUTHORIZED) {
            return response;
        }
        Secret other = tokens.replace(token);
        if (other.equals(token)) {
            throw refused(call, response);
        }
        ApiResponse second = inner.send(call.with("Authorization", "Bearer " + other.reveal()));
        if (second.status() == UNAUTHORIZED) {
            throw refused(call, second);
        }
        return second;
    }

    private static TransportException refused(Call call, ApiResponse response) {
        TransportException fault = TransportException.of(call.request(), response, "the token was refused");
        assert fault.category() == Category.UNAUTHORIZED;
        return fault;
    }
}
