package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of a resource path.
 *
 * @param name decoded name
 * @param key decoded text between the parentheses, null without parentheses
 */
public record Segment(String name, @Nullable String key) {

    /** Splits a raw path, relative to the service root, into its segments. */
    public static List<Segment> parse(String rawPath) {
        List<Segment> segments = new ArrayList<>();
        for (String part : split(rawPath)) {
            segments.add(segment(part));
        }
        return segments;
    }

    private static Segment segment(String raw) {
        int open = raw.indexOf('(');
        if (open < 0) {
            return new Segment(Percent.decode(raw), null);
        }
        if (!raw.endsWith(")")) {
            throw new SyntaxFault("Bad Request - Error in query syntax.");
        }
        return new Segment(
                Percent.decode(raw.substring(0, open)), Percent.decode(raw.substring(open + 1, raw.length() - 1)));
    }

    private static List<String> split(String rawPath) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            quoted ^= c == '\'';
            if (c == '/' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
