package io.github.tandemsync.simulators.dataverse.internal.odata;

import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code multipart/mixed} and {@code application/http}, read strictly: every line ends with CR LF. */
public final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/mixed\\s*;\\s*boundary=\"?([A-Za-z0-9'()+_,./:=?-]{1,70})\"?", Pattern.CASE_INSENSITIVE);
    private static final String CRLF = "\r\n";

    /**
     * One part.
     *
     * @param headers of the part
     * @param content bytes as ISO-8859-1 text, so that no byte is lost
     */
    public record Part(Headers headers, String content) {}

    private Multipart() {}

    /** The boundary in a content type. */
    public static String boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            throw new SyntaxFault("Invalid Content-Type header value: multipart/mixed with a boundary is expected.");
        }
        return matcher.group(1);
    }

    /** Splits a body into its parts. */
    public static List<Part> parts(String body, String boundary) {
        String delimiter = "--" + boundary;
        // What comes before the first boundary is a preamble, often an empty line, and counts for nothing (RFC 2046,
        // 5.1.1).
        int first = body.startsWith(delimiter + CRLF) ? 0 : body.indexOf(CRLF + delimiter + CRLF) + 2;
        if (!body.startsWith(delimiter + CRLF, first)) {
            throw new SyntaxFault("The batch body does not start with its boundary and CR LF.");
        }
        List<Part> parts = new ArrayList<>();
        int from = first + delimiter.length() + 2;
        while (true) {
            int end = body.indexOf(CRLF + delimiter, from);
            if (end < 0) {
                throw new SyntaxFault("The batch body does not end with its closing boundary.");
            }
            parts.add(part(body.substring(from, end)));
            int after = end + 2 + delimiter.length();
            if (body.startsWith("--", after)) {
                return parts;
            }
            if (!body.startsWith(CRLF, after)) {
                throw new SyntaxFault("A boundary of the batch body is not followed by CR LF.");
            }
            from = after + 2;
        }
    }

    /** Splits headers from content. */
    public static Part part(String text) {
        if (text.startsWith(CRLF)) {
            return new Part(Headers.NONE, text.substring(2));
        }
        int blank = text.indexOf(CRLF + CRLF);
        if (blank >= 0) {
            return new Part(headers(text.substring(0, blank)), text.substring(blank + 4));
        }
        if (!text.endsWith(CRLF)) {
            throw new SyntaxFault("A part of the batch has no blank line after its headers.");
        }
        // The line end before the next boundary may be the blank line after the headers.
        return new Part(headers(text), "");
    }

    private static Headers headers(String block) {
        Headers headers = Headers.NONE;
        for (String line : block.split(CRLF)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.indexOf('\n') >= 0) {
                throw new SyntaxFault("A header line of the batch is not valid.");
            }
            headers = headers.plus(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** A body as text that keeps every byte. */
    public static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The bytes of such a text. */
    public static Body bytes(String text) {
        return Body.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
