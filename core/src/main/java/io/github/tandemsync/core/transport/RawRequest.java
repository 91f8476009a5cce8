package io.github.tandemsync.core.transport;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request ready for the wire, its token included: {@code toString} shows method and host only. */
public final class RawRequest {
    private final Method method;
    private final URI uri;
    private final Headers headers;
    private final byte @Nullable [] body;
    private final Duration timeout;
    private final int maxBody;

    RawRequest(Method method, URI uri, Headers headers, byte @Nullable [] body, Duration timeout, int maxBody) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
        this.timeout = timeout;
        this.maxBody = maxBody;
    }

    public Method method() {
        return method;
    }

    public URI uri() {
        return uri;
    }

    public Headers headers() {
        return headers;
    }

    /** The body, or null for none. The array is not copied. */
    public byte @Nullable [] body() {
        return body;
    }

    /** For the whole exchange, body included. */
    public Duration timeout() {
        return timeout;
    }

    /** Most bytes of an answer's body, unpacked. */
    public int maxBody() {
        return maxBody;
    }

    @Override
    public String toString() {
        return method + " " + uri.getHost();
    }
}
