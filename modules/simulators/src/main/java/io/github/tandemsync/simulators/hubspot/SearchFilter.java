package io.github.tandemsync.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One filter. Text compares without case, but {@code IN} and {@code NOT_IN} want lower-case values; enumerations compare with case.
 * A record without a value matches {@code NOT_HAS_PROPERTY} only.
 *
 * @param low operand as a number, when the property is one
 * @param high upper operand of {@code BETWEEN} as a number
 */
record SearchFilter(
        String property,
        String operator,
        String value,
        List<String> list,
        boolean enumeration,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high) {
    private static final Set<String> OPERATORS = Set.of(
            "EQ",
            "NEQ",
            "LT",
            "LTE",
            "GT",
            "GTE",
            "BETWEEN",
            "IN",
            "NOT_IN",
            "HAS_PROPERTY",
            "NOT_HAS_PROPERTY",
            "CONTAINS_TOKEN",
            "NOT_CONTAINS_TOKEN");
    private static final Set<String> LISTS = Set.of("IN", "NOT_IN");
    private static final Set<String> PRESENCE = Set.of("HAS_PROPERTY", "NOT_HAS_PROPERTY");

    static SearchFilter of(JsonNode node, Store store) {
        String property = Json.text(node.path("propertyName"));
        String operator = Json.text(node.path("operator"));
        Optional<PropertyDefinition> definition = store.schema().find(property);
        if (definition.isEmpty() || !OPERATORS.contains(operator)) {
            throw ApiError.validation("There was a problem with the request: property '" + property + "' or operator '"
                    + operator + "' does not exist.");
        }
        SearchFilter filter = new SearchFilter(
                property,
                operator,
                Json.text(node.path("value")),
                Json.texts(node.path("values")),
                definition.get().type().equals("enumeration"),
                operand(store, property, node.path("value")),
                operand(store, property, node.path("highValue")));
        filter.requireOperands(SearchValues.isNumeric(store, property));
        return filter;
    }

    boolean matches(SearchIndex.Row row, SearchValues values) {
        String text = values.text(row, property);
        if (operator.equals("NOT_HAS_PROPERTY") || text.isEmpty()) {
            return operator.equals("NOT_HAS_PROPERTY") && text.isEmpty();
        }
        if (operator.equals("HAS_PROPERTY")) {
            return true;
        }
        BigDecimal number = values.numeric(property) ? values.number(row, property) : null;
        if (number == null || LISTS.contains(operator)) {
            return matchesText(text);
        }
        return compares(number);
    }

    private boolean compares(BigDecimal number) {
        return switch (operator) {
            case "EQ" -> number.compareTo(bound(low)) == 0;
            case "NEQ" -> number.compareTo(bound(low)) != 0;
            case "LT" -> number.compareTo(bound(low)) < 0;
            case "LTE" -> number.compareTo(bound(low)) <= 0;
            case "GT" -> number.compareTo(bound(low)) > 0;
            case "GTE" -> number.compareTo(bound(low)) >= 0;
            case "BETWEEN" -> number.compareTo(bound(low)) >= 0 && number.compareTo(bound(high)) <= 0;
            default -> false;
        };
    }

    private boolean matchesText(String text) {
        return switch (operator) {
            case "EQ" -> any(text, part -> folded(part).equals(folded(value)));
            case "NEQ" -> !any(text, part -> folded(part).equals(folded(value)));
            case "IN" -> any(text, part -> list.contains(folded(part)));
            case "NOT_IN" -> !any(text, part -> list.contains(folded(part)));
            case "CONTAINS_TOKEN" -> containsToken(text);
            case "NOT_CONTAINS_TOKEN" -> !containsToken(text);
            case "LT" -> folded(text).compareTo(folded(value)) < 0;
            case "LTE" -> folded(text).compareTo(folded(value)) <= 0;
            case "GT" -> folded(text).compareTo(folded(value)) > 0;
            case "GTE" -> folded(text).compareTo(folded(value)) >= 0;
            default -> false;
        };
    }

    private boolean any(String text, Predicate<String> test) {
        return enumeration ? Stream.of(text.split(";")).anyMatch(test) : test.test(text);
    }

    private String folded(String text) {
        return enumeration ? text : SearchValues.lower(text);
    }

    private boolean containsToken(String text) {
        List<String> words = SearchValues.tokens(text);
        return SearchValues.tokens(value).stream()
                .allMatch(token -> words.stream().anyMatch(word -> fits(word, token)));
    }

    private static boolean fits(String word, String token) {
        String bare = token.replace("*", "");
        if (token.startsWith("*") && token.endsWith("*")) {
            return word.contains(bare);
        }
        if (token.startsWith("*")) {
            return word.endsWith(bare);
        }
        return token.endsWith("*") ? word.startsWith(bare) : word.equals(token);
    }

    private void requireOperands(boolean numeric) {
        boolean missing = LISTS.contains(operator) ? list.isEmpty() : !PRESENCE.contains(operator) && value.isEmpty();
        boolean unreadable = numeric && !PRESENCE.contains(operator) && !LISTS.contains(operator) && low == null;
        if (missing || unreadable || (operator.equals("BETWEEN") && high == null)) {
            throw ApiError.validation("There was a problem with the request: operator " + operator
                    + " lacks an operand that property '" + property + "' can be compared with.");
        }
    }

    private static @Nullable BigDecimal operand(Store store, String property, JsonNode node) {
        return SearchValues.isNumeric(store, property)
                ? SearchValues.number(Json.text(node)).orElse(null)
                : null;
    }

    private static BigDecimal bound(@Nullable BigDecimal operand) {
        return Objects.requireNonNull(operand);
    }
}
