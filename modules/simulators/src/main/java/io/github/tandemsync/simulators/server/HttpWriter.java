package io.github.tandemsync.simulators.server;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes answers as HTTP/1.1. */
final class HttpWriter {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private HttpWriter() {}

    /** The whole answer; {@code head} leaves the body out and keeps its length. */
    static byte[] bytes(Reply reply, Instant now, boolean head) {
        byte[] start = head(reply, now).getBytes(StandardCharsets.ISO_8859_1);
        byte[] body = head || !hasBody(reply) ? new byte[0] : reply.body().bytes();
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static String head(Reply reply, Instant now) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " " + reason(reply.status()) + "\r\n");
        Headers headers = reply.headers();
        if (!headers.has("Date")) {
            headers = headers.with("Date", date(now));
        }
        if (hasBody(reply)) {
            headers =
                    headers.with("Content-Length", Integer.toString(reply.body().size()));
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static boolean hasBody(Reply reply) {
        return reply.status() != 204 && reply.status() != 304;
    }

    private static String date(Instant now) {
        return HTTP_DATE.format(now.atOffset(ZoneOffset.UTC));
    }

    private static String reason(int status) {
        return status < 300 ? "OK" : status < 400 ? "Elsewhere" : "Refused";
    }
}
