package io.github.tandemsync.simulators.hubspot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of index rows as a search compares them: numbers and times as numbers, text without case. */
final class SearchValues {
    private static final List<String> SEARCHED =
            List.of("name", "domain", "website", "phone", "email", "firstname", "lastname", "dealname");

    private final Store store;
    private final Values values;

    SearchValues(Portal portal, Store store) {
        this.store = store;
        this.values = new Values(portal, store.type());
    }

    String text(SearchIndex.Row row, String property) {
        // Contacts define hs_lastmodifieddate beside lastmodifieddate, and nothing is ever in it.
        return values.of(row, property);
    }

    /** The value as a number; null when there is none. */
    @Nullable
    BigDecimal number(SearchIndex.Row row, String property) {
        if (property.equals("hs_object_id")) {
            return BigDecimal.valueOf(row.id());
        }
        if (property.equals(store.type().modifiedProperty())) {
            return BigDecimal.valueOf(row.updatedAt());
        }
        if (property.equals(store.type().createdProperty())) {
            return BigDecimal.valueOf(row.createdAt());
        }
        return number(text(row, property)).orElse(null);
    }

    /** A number, an ISO time or day as epoch milliseconds; empty for anything else. */
    static Optional<BigDecimal> number(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            String time = text.length() == 10 ? text + "T00:00:00Z" : text;
            return ValueRules.instant(time).map(instant -> BigDecimal.valueOf(instant.toEpochMilli()));
        }
    }

    boolean numeric(String property) {
        return isNumeric(store, property);
    }

    static boolean isNumeric(Store store, String property) {
        return store.schema()
                .find(property)
                .filter(definition -> Set.of("number", "date", "datetime").contains(definition.type()))
                .isPresent();
    }

    /** Rows without a value come first. */
    int compare(SearchIndex.Row a, SearchIndex.Row b, String property) {
        if (!numeric(property)) {
            return lower(text(a, property)).compareTo(lower(text(b, property)));
        }
        BigDecimal left = number(a, property);
        BigDecimal right = number(b, property);
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return left.compareTo(right);
    }

    /** All words of the properties that the free text looks into. */
    Set<String> words(SearchIndex.Row row) {
        return SEARCHED.stream()
                .flatMap(name -> tokens(row.value(name)).stream())
                .collect(Collectors.toSet());
    }

    static List<String> tokens(String text) {
        return Stream.of(lower(text).split("[^\\p{L}\\p{N}*]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
