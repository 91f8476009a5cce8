package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.List;

/**
 * One item of {@code $expand}.
 *
 * @param navigation navigation property
 * @param options its options, as a query
 */
public record Expand(String navigation, Query options) {
    /** Parses the option. */
    public static List<Expand> parse(String text) {
        List<Expand> items = new ArrayList<>();
        for (String item : split(text, ',')) {
            int open = item.indexOf('(');
            if (open < 0) {
                items.add(new Expand(item.strip(), Query.NONE));
            } else if (item.endsWith(")")) {
                items.add(new Expand(
                        item.substring(0, open).strip(), options(item.substring(open + 1, item.length() - 1))));
            } else {
                throw new SyntaxFault("Syntax error in $expand at '" + item + "'.");
            }
        }
        return items;
    }

    private static Query options(String inner) {
        StringBuilder query = new StringBuilder();
        for (String option : split(inner, ';')) {
            int eq = option.indexOf('=');
            if (eq < 0) {
                throw new SyntaxFault("Syntax error in $expand at '" + option + "'.");
            }
            query.append(query.isEmpty() ? "" : "&")
                    .append(option, 0, eq + 1)
                    .append(Percent.encode(option.substring(eq + 1)));
        }
        return Query.parse(query.toString());
    }

    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == at && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
