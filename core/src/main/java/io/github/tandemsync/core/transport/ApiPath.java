package io.github.tandemsync.core.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A path below an API's root, with its query, percent-encoded. Built from segments, so that no id or value can leave its place, or
 * accepted from a response by {@link Origin#accept}. Immutable; {@code toString} masks values.
 */
public final class ApiPath {
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    private static final String IN_SEGMENT = UNRESERVED + "()',=$@:*!";
    private static final String IN_QUERY = UNRESERVED + "()',$@:*!/";

    private final String raw;

    ApiPath(String raw) {
        this.raw = raw;
    }

    /** A path of the given segments; each is encoded. */
    public static ApiPath of(String... segments) {
        ApiPath path = new ApiPath("");
        for (String segment : segments) {
            path = path.segment(segment);
        }
        return path;
    }

    /**
     * This path with one more segment, before any query.
     *
     * @throws IllegalArgumentException if the segment is empty, is a step such as {@code ..}, or holds a slash, a backslash or a
     *     control character
     */
    public ApiPath segment(String segment) {
        if (segment.isEmpty()
                || segment.equals(".")
                || segment.equals("..")
                || segment.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("Not usable as one segment of a path: " + segment.length()
                    + " characters; it must be a plain name or id");
        }
        if (raw.contains("?")) {
            throw new IllegalArgumentException("Segments come before the query");
        }
        return new ApiPath(raw.isEmpty() ? encode(segment, IN_SEGMENT) : raw + "/" + encode(segment, IN_SEGMENT));
    }

    /** This path with one more query parameter. */
    public ApiPath query(String name, String value) {
        String parameter = encode(name, IN_QUERY) + "=" + encode(value, IN_QUERY);
        return new ApiPath(raw + (raw.contains("?") ? "&" : "?") + parameter);
    }

    /** Relative to the API's root, encoded, without a leading slash. May hold field values: not for logs. */
    public String raw() {
        return raw;
    }

    private static String encode(String text, String plain) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && plain.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiPath that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    /** The path for logs: quoted text, segments that look like an address, and query values are masked. */
    @Override
    public String toString() {
        return Mask.path(raw);
    }
}
