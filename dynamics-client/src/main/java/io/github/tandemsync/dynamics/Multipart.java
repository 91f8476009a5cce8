package io.github.tandemsync.dynamics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a multipart body into its parts (RFC 2046, 5.1). Only a part that is followed by a delimiter line is whole; what follows
 * the last delimiter of a body that was cut off is dropped.
 *
 * @param parts whole parts in order, each with its headers
 * @param complete whether the closing delimiter was there
 */
record Multipart(List<Slice> parts, boolean complete) {
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)^\\s*multipart/mixed\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]+)\"|([^\\s;\"]+)).*$");
    private static final int LONGEST_BOUNDARY = 70;

    /** The boundary that a content type names, or null where it is not multipart. */
    static @Nullable String boundary(@Nullable String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (!matcher.matches()) {
            return null;
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return boundary.length() > LONGEST_BOUNDARY ? null : boundary;
    }

    static Multipart split(Slice body, String boundary) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        List<Slice> parts = new ArrayList<>();
        int partStart = -1;
        int at = body.from();
        while (at < body.to()) {
            Slice line = body.lineAt(at);
            Delimiter kind = Delimiter.of(line, delimiter, line.next() > line.to());
            if (kind != Delimiter.NONE) {
                if (partStart >= 0) {
                    parts.add(body.cut(partStart, line.from()).withoutLastLineBreak());
                }
                partStart = line.next();
            }
            if (kind == Delimiter.CLOSING) {
                return new Multipart(parts, true);
            }
            at = line.next();
        }
        return new Multipart(parts, false);
    }

    private enum Delimiter {
        NONE,
        NEXT,
        CLOSING;

        /** A line that was cut off may have gone on, so only a closing delimiter counts at the very end. */
        static Delimiter of(Slice line, byte[] delimiter, boolean ended) {
            if (!line.startsWith(delimiter)) {
                return NONE;
            }
            String rest =
                    line.cut(line.from() + delimiter.length, line.to()).text().strip();
            if (rest.equals("--")) {
                return CLOSING;
            }
            return rest.isEmpty() && ended ? NEXT : NONE;
        }
    }
}
