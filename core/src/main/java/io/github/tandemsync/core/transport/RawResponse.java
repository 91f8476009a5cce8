package io.github.tandemsync.core.transport;

/** An answer as it came, body read whole and unpacked. */
public final class RawResponse {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    public RawResponse(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /** The array is not copied. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " (" + body.length + " bytes)";
    }
}
