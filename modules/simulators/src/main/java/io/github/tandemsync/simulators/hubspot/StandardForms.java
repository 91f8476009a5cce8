package io.github.tandemsync.simulators.hubspot;

import java.math.BigDecimal;
import java.util.Locale;

/** What {@link Canonicaliser#standard} does. */
final class StandardForms {
    private StandardForms() {}

    static String canonical(String type, PropertyDefinition property, String value) {
        if (property.type().equals("number")) {
            return number(value);
        }
        if (!property.type().equals("string")) {
            return value;
        }
        String stripped = value.strip();
        return switch (property.name()) {
            case "domain" -> type.equals("companies") ? domain(stripped) : stripped;
            case "email" -> stripped.toLowerCase(Locale.ROOT);
            default -> stripped;
        };
    }

    private static String number(String value) {
        BigDecimal number = new BigDecimal(value);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String domain(String value) {
        String rest = value.toLowerCase(Locale.ROOT);
        int scheme = rest.indexOf("://");
        rest = scheme < 0 ? rest : rest.substring(scheme + 3);
        int path = rest.indexOf('/');
        rest = path < 0 ? rest : rest.substring(0, path);
        return rest.startsWith("www.") ? rest.substring(4) : rest;
    }
}
