package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a {@code $batch} answer, those inside change sets included.
 *
 * @param contentId as the server echoed it; null where it did not
 * @param answer null where the part is no readable HTTP answer
 */
record PartReader(@Nullable String contentId, @Nullable Answer answer) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

    static List<PartReader> read(List<Slice> parts) {
        List<PartReader> read = new ArrayList<>();
        for (Slice part : parts) {
            Head mime = Head.read(part, part.from());
            String inner = Multipart.boundary(mime.headers.get("Content-Type"));
            if (inner == null) {
                read.add(single(part, mime));
            } else {
                Multipart changeSet = Multipart.split(part.cut(mime.end, part.to()), inner);
                changeSet.parts().forEach(each -> read.add(single(each, Head.read(each, each.from()))));
            }
        }
        return read;
    }

    private static PartReader single(Slice part, Head mime) {
        String contentId = mime.headers.get("Content-ID");
        Slice statusLine = part.lineAt(mime.end);
        Matcher status = STATUS_LINE.matcher(statusLine.text());
        if (!mime.valid || mime.end >= part.to() || !status.matches()) {
            return new PartReader(contentId, null);
        }
        Head http = Head.read(part, statusLine.next());
        if (!http.valid) {
            return new PartReader(contentId, null);
        }
        byte[] body = part.cut(Math.min(http.end, part.to()), part.to()).copy();
        String echoed = contentId == null ? http.headers.get("Content-ID") : contentId;
        return new PartReader(echoed, Answer.part(Integer.parseInt(status.group(1)), http.headers, body));
    }

    /** Header lines up to the blank line. */
    private record Head(Headers headers, int end, boolean valid) {
        static Head read(Slice part, int start) {
            Map<String, String> headers = new TreeMap<>();
            int at = start;
            while (at < part.to()) {
                Slice line = part.lineAt(at);
                at = line.next();
                if (line.isEmpty()) {
                    return of(headers, at);
                }
                String text = line.text();
                int colon = text.indexOf(':');
                if (colon < 1) {
                    return new Head(Headers.none(), at, false);
                }
                headers.put(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip());
            }
            return of(headers, at);
        }

        private static Head of(Map<String, String> headers, int end) {
            try {
                return new Head(Headers.of(headers), end, true);
            } catch (IllegalArgumentException controlCharacter) {
                return new Head(Headers.none(), end, false);
            }
        }
    }
}
