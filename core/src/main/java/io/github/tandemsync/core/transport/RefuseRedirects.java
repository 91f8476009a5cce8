package io.github.tandemsync.core.transport;

/** A redirect is an error: following it could carry the token or the body to another host. */
record RefuseRedirects(Layer inner) implements Layer {
    @Override
    public ApiResponse send(Call call) {
        ApiResponse response = inner.send(call);
        if (!response.isSuccess() && response.status() < 400) {
            throw TransportException.unreadable(
                    call.request(),
                    response,
                    "it is a redirect, which is never followed; check the configured address");
        }
        return response;
    }
}
