package io.github.tandemsync.e2e.http.storm;

import io.github.tandemsync.simulators.server.Body;
import io.github.tandemsync.simulators.server.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The items of a batch's answer: those of HubSpot's {@code results}, or the parts of a {@code $batch}. Other answers have none. */
final class BatchItems {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(\\S+)");
    private static final String RESULTS = "\"results\":[";

    private final Reply reply;
    private final String before;
    private final List<String> items;
    private final String separator;
    private final String after;

    private BatchItems(Reply reply, String before, List<String> items, String separator, String after) {
        this.reply = reply;
        this.before = before;
        this.items = items;
        this.separator = separator;
        this.after = after;
    }

    static BatchItems of(Reply reply) {
        Matcher boundary =
                BOUNDARY.matcher(reply.headers().first("Content-Type").orElse(""));
        String text = reply.body().text();
        if (boundary.find()) {
            return parts(reply, text, "--" + boundary.group(1));
        }
        int results = text.indexOf(RESULTS);
        return results < 0 ? new BatchItems(reply, text, List.of(), "", "") : results(reply, text, results);
    }

    private static BatchItems parts(Reply reply, String text, String open) {
        List<String> parts = new ArrayList<>(List.of(text.split(Pattern.quote(open), -1)));
        String first = parts.remove(0);
        String last = parts.remove(parts.size() - 1);
        List<String> items = parts.stream().map(part -> open + part).toList();
        return new BatchItems(reply, first, items, "", open + last);
    }

    private static BatchItems results(Reply reply, String text, int results) {
        List<String> items = new ArrayList<>();
        int at = results + RESULTS.length();
        while (text.charAt(at) == '{') {
            int end = endOf(text, at);
            items.add(text.substring(at, end));
            at = text.charAt(end) == ',' ? end + 1 : end;
        }
        return new BatchItems(reply, text.substring(0, results + RESULTS.length()), items, ",", text.substring(at));
    }

    /** Of the object that begins there. */
    private static int endOf(String json, int begin) {
        int depth = 0;
        boolean quoted = false;
        for (int i = begin; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '}')) {
                depth += c == '{' ? 1 : -1;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        throw new IllegalArgumentException("This is no JSON: an object does not end");
    }

    int count() {
        return items.size();
    }

    Reply without(int index) {
        List<String> left = new ArrayList<>(items);
        left.remove(index);
        return reply.withBody(Body.utf8(before + String.join(separator, left) + after));
    }
}
