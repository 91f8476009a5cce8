package io.github.tandemsync.core.transport;

/** A redirect is an error: following it could carry the token or the body to another host. */
record RefuseRedirects(Layer inner) implements Layer {
    @Override
    public ApiResponse send(Call call) {
        ApiResponse response = inner.send(call);
        if (response.status() < 200 || response.status() >= 300 && response.status() < 400) {
            throw TransportException.unreadable(
                    call.request(),
                    response,
                    "it is a redirect, which is never followed; check the configured address");
        }
        return response;
    }
}
