package io.github.tandemsync.simulators.server;

/**
 * An answer.
 *
 * @param status HTTP status
 * @param headers without {@code Date}, {@code Content-Length} and {@code Connection}, which the server adds
 * @param body sent with its length
 * @param label short name of the operation for the request log, such as {@code companies.search}; never sent
 */
public record Reply(int status, Headers headers, Body body, String label) {

    /** An answer without content. */
    public static Reply empty(int status) {
        return new Reply(status, Headers.NONE, Body.EMPTY, "");
    }

    /** A JSON answer. */
    public static Reply json(int status, String json) {
        return new Reply(status, Headers.of("Content-Type", "application/json;charset=utf-8"), Body.utf8(json), "");
    }

    /** An HTML page, as a proxy in front of the vendor sends it. */
    public static Reply html(int status, String html) {
        return new Reply(status, Headers.of("Content-Type", "text/html; charset=utf-8"), Body.utf8(html), "");
    }

    /** A redirect (301, 302, 303, 307 or 308) to any place. */
    public static Reply redirect(int status, String location) {
        return empty(status).withHeader("Location", location);
    }

    /** This answer with that header as the only one of its name. */
    public Reply withHeader(String name, String value) {
        return new Reply(status, headers.with(name, value), body, label);
    }

    /** This answer with another body. */
    public Reply withBody(Body other) {
        return new Reply(status, headers, other, label);
    }

    /** This answer with another label. */
    public Reply withLabel(String other) {
        return new Reply(status, headers, body, other);
    }
}
