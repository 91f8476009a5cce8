package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.ArrayList;
import java.util.List;

/**
 * One item of {@code $orderby}.
 *
 * @param property property
 * @param descending direction
 */
public record OrderBy(String property, boolean descending) {
    /** Parses the option. */
    public static List<OrderBy> parse(String text) {
        List<OrderBy> items = new ArrayList<>();
        for (String item : Query.list(text)) {
            String[] word = item.split(" +");
            boolean bad = word.length > 2 || (word.length == 2 && !word[1].equals("asc") && !word[1].equals("desc"));
            if (bad) {
                throw new SyntaxFault("Syntax error in $orderby at '" + item + "'.");
            }
            items.add(new OrderBy(word[0], word.length == 2 && word[1].equals("desc")));
        }
        return items;
    }
}
