package io.github.tandemsync.simulators.dataverse.internal.odata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The {@code Prefer} header.
 *
 * @param items preference to value, empty text without one
 */
public record Prefer(Map<String, String> items) {
    /** Parses the header; an empty text is no preference. */
    public static Prefer parse(String header) {
        Map<String, String> items = new LinkedHashMap<>();
        for (String item : header.split(",(?=([^\"]*\"[^\"]*\")*[^\"]*$)")) {
            int eq = item.indexOf('=');
            String name = (eq < 0 ? item : item.substring(0, eq)).strip();
            if (!name.isEmpty()) {
                items.put(name, eq < 0 ? "" : item.substring(eq + 1).strip().replace("\"", ""));
            }
        }
        return new Prefer(items);
    }

    /** Whether the answer shall carry the row. */
    public boolean representation() {
        return "return=representation".equals("return=" + items.get("return"));
    }

    /** Whether delta links are asked for. */
    public boolean trackChanges() {
        return items.containsKey("odata.track-changes");
    }

    /** Whether a batch goes on after a failure. */
    public boolean continueOnError() {
        String value = items.get("odata.continue-on-error");
        return value != null && !value.equals("false");
    }

    /** The page size asked for. */
    public OptionalInt maxPageSize() {
        String value = items.get("odata.maxpagesize");
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw new SyntaxFault("The value of odata.maxpagesize is not a number.");
        }
    }

    /** Whether annotations with this full name are asked for. */
    public boolean wants(String annotation) {
        for (String pattern :
                items.getOrDefault("odata.include-annotations", "").split(",")) {
            String p = pattern.strip();
            boolean prefix = p.endsWith("*") && annotation.startsWith(p.substring(0, p.length() - 1));
            if (prefix || p.equals(annotation)) {
                return true;
            }
        }
        return false;
    }
}
