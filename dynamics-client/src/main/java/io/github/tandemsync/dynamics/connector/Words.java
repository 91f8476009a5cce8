package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.core.transport.ServerText;
import io.github.tandemsync.dynamics.ApiError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a write was refused, without content. A known code gets this library's words and the columns that the server names. The
 * words of a plug-in, or with an unknown code, are kept with the sent values, quoted text, addresses and long numbers masked.
 */
final class Words {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\+?[0-9][0-9 ()/.-]{3,}[0-9]");

    private static final int SHORTEST_VALUE = 3;

    private Words() {}

    static String reason(ApiError error, Values sent) {
        boolean known = !error.meaning().isEmpty();
        String ours = known ? error.meaning() + columns(error.message(), sent) : "";
        if (known && !error.code().equals(ApiError.PLUGIN_REFUSED)) {
            return ours;
        }
        String theirs = cleaned(error.message(), sent);
        return ours.isEmpty() || theirs.isEmpty() ? ours + theirs : ours + ". It said: " + theirs;
    }

    private static String columns(String message, Values sent) {
        List<String> named = sent.names().stream()
                .filter(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(message)
                        .find())
                .toList();
        return named.isEmpty() ? "" : " (columns " + String.join(", ", named) + ")";
    }

    private static String cleaned(String message, Values sent) {
        String masked =
                QUOTED.matcher(message).replaceAll(match -> Matcher.quoteReplacement(quoted(match.group(), sent)));
        for (String value : content(sent)) {
            masked = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(masked)
                    .replaceAll("***");
        }
        return ServerText.clean(LONG_NUMBER.matcher(masked).replaceAll("***"));
    }

    /** Longest first, so that a value inside another one does not leave the rest; one or two characters mask nothing. */
    private static List<String> content(Values sent) {
        List<String> values = new ArrayList<>();
        sent.forEach((name, value) -> values.add(value.display()));
        values.removeIf(value -> value.length() < SHORTEST_VALUE);
        values.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }

    private static String quoted(String text, Values sent) {
        return sent.has(text.substring(1, text.length() - 1)) ? text : "'***'";
    }
}
