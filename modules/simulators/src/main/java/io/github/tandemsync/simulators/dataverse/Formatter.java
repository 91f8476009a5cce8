package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Option;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as the vendor's pages show them, for an American user in UTC. */
final class Formatter {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm a", Locale.US).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M/d/yyyy", Locale.US);

    private final Organisation organisation;

    Formatter(Organisation organisation) {
        this.organisation = organisation;
    }

    /** The shown text, null where the vendor gives none. */
    @Nullable
    String text(Row row, Column column, Object value) {
        return switch (column.type()) {
            case PICKLIST, STATE, STATUS -> label(column, (Integer) value);
            case MULTISELECT ->
                ((List<?>) value).stream().map(v -> label(column, (Integer) v)).collect(Collectors.joining("; "));
            case BOOLEAN -> label(column, (Boolean) value ? 1 : 0);
            case MONEY -> symbol(row) + String.format(Locale.US, "%,.2f", (BigDecimal) value);
            case INTEGER, BIGINT -> String.format(Locale.US, "%,d", ((Number) value).longValue());
            case DOUBLE, DECIMAL -> ((BigDecimal) value).toPlainString();
            case DATETIME -> value instanceof LocalDate day ? DAY.format(day) : MOMENT.format((Instant) value);
            case LOOKUP, CUSTOMER, OWNER -> name((Reference) value);
            case STRING, MEMO, UNIQUEIDENTIFIER -> null;
        };
    }

    private static String label(Column column, int value) {
        return column.option(value).map(Option::label).orElse(String.valueOf(value));
    }

    private String symbol(Row row) {
        Reference currency = row.reference("transactioncurrencyid");
        Object symbol = currency == null
                ? null
                : organisation.require(currency.table(), currency.id()).value("currencysymbol");
        return symbol == null ? "" : symbol.toString();
    }

    private @Nullable String name(Reference reference) {
        String column = organisation.schema().require(reference.table()).primaryName();
        return organisation
                .find(reference.table(), reference.id())
                .map(row -> row.value(column))
                .map(Object::toString)
                .orElse(null);
    }
}
