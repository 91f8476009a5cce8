package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a value against its column and brings it into the form in which it is stored. */
final class ColumnCheck {
    private static final Instant FIRST = Instant.parse("1753-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1753, 1, 1);
    private static final int MOST_CHOSEN = 150;

    private final Table table;
    private final Column column;

    private ColumnCheck(Table table, Column column) {
        this.table = table;
        this.column = column;
    }

    /** The stored form; null for empty. */
    static @Nullable Object stored(Table table, Column column, @Nullable Object value) {
        return value == null ? null : new ColumnCheck(table, column).check(value);
    }

    private @Nullable Object check(Object value) {
        return switch (column.type()) {
            case STRING, MEMO -> text(value);
            case INTEGER -> inRange(number(value)).intValueExact();
            case BIGINT -> inRange(number(value)).longValueExact();
            case DOUBLE, DECIMAL ->
                inRange(number(value).setScale(column.limits().precision(), RoundingMode.HALF_UP));
            case MONEY -> inRange(number(value));
            case BOOLEAN -> cast(Boolean.class, value);
            case DATETIME -> column.isDay() ? day(value) : instant(value);
            case PICKLIST, STATE, STATUS -> option(cast(Integer.class, value));
            case MULTISELECT -> options(value);
            case LOOKUP, CUSTOMER, OWNER -> reference(cast(Reference.class, value));
            case UNIQUEIDENTIFIER -> cast(UUID.class, value);
        };
    }

    private @Nullable Object text(Object value) {
        String text = cast(String.class, value);
        int length = column.limits().length();
        if (length > 0 && text.length() > length) {
            throw Faults.tooLong(table.name(), column.name(), length);
        }
        if (text.codePoints().anyMatch(ColumnCheck::forbidden)) {
            throw new DataverseFault(
                    400, "0x80040278", "Invalid character in field '" + column.name() + "': not allowed in XML.");
        }
        return text.isEmpty() ? null : text;
    }

    private static boolean forbidden(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        return control || (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff;
    }

    private BigDecimal number(Object value) {
        if (!(value instanceof Number)) {
            throw wrongType();
        }
        return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
    }

    private BigDecimal inRange(BigDecimal value) {
        BigDecimal min = column.limits().min();
        BigDecimal max = column.limits().max();
        if ((min != null && value.compareTo(min) < 0) || (max != null && value.compareTo(max) > 0)) {
            throw Faults.invalid("A validation error occurred. The value of '" + column.name() + "' on record of type '"
                    + table.name() + "' is outside the valid range.");
        }
        return value;
    }

    private Instant instant(Object value) {
        Instant instant = cast(Instant.class, value);
        if (instant.isBefore(FIRST)) {
            throw Faults.invalid("DateTime is less than minimum value supported by CrmDateTime in '" + column.name()
                    + "'. Actual value is before 01/01/1753.");
        }
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private LocalDate day(Object value) {
        LocalDate day = cast(LocalDate.class, value);
        if (day.isBefore(FIRST_DAY)) {
            throw Faults.invalid("The date in '" + column.name() + "' is before 01/01/1753.");
        }
        return day;
    }

    private Integer option(Integer value) {
        if (column.option(value).isEmpty()) {
            throw Faults.noSuchOption(
                    table.name(),
                    column.name(),
                    column.options().stream()
                            .map(o -> String.valueOf(o.value()))
                            .collect(Collectors.joining(",")));
        }
        return value;
    }

    private @Nullable Object options(Object value) {
        List<?> raw = cast(List.class, value);
        if (raw.size() > MOST_CHOSEN) {
            throw Faults.invalid("More than 150 options are chosen in '" + column.name() + "'.");
        }
        List<Integer> chosen = raw.stream()
                .map(v -> option(cast(Integer.class, v)))
                .distinct()
                .sorted()
                .toList();
        return chosen.isEmpty() ? null : chosen;
    }

    private Reference reference(Reference reference) {
        if (!column.targets().containsKey(reference.table())) {
            throw Faults.invalid("The lookup '" + column.name() + "' cannot point at " + reference.table() + ".");
        }
        return reference;
    }

    private <T> T cast(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw wrongType();
        }
        return type.cast(value);
    }

    private DataverseFault wrongType() {
        return Faults.malformed("The value of '" + column.name() + "' has the wrong type; "
                + column.type().attributeType() + " is expected.");
    }
}
