package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.Row;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one column of a row. */
final class ColumnDecoder {
    private static final String LOOKUP_TYPE = "@Microsoft.Dynamics.CRM.lookuplogicalname";

    private ColumnDecoder() {}

    /** The column is there, but not as its type promises; the message names the column only. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(Column column) {
            super("column " + column.name() + " does not hold what its type " + column.type() + " promises");
        }
    }

    /** The value, or null where it is unknown: not in the row, or secured. */
    static @Nullable FieldValue decode(Column column, Row row) throws Unreadable {
        String name = column.wireName();
        if (!row.has(name) || column.validity().secured()) {
            return null;
        }
        if (row.isNull(name)) {
            return FieldValue.EMPTY;
        }
        try {
            return value(column, row, name);
        } catch (IllegalStateException | IllegalArgumentException | ArithmeticException | DateTimeException mistyped) {
            throw new Unreadable(column);
        }
    }

    private static FieldValue value(Column column, Row row, String name) {
        return switch (column.type()) {
            case STRING, MEMO -> FieldValue.text(row.required(name));
            case UNIQUEIDENTIFIER -> FieldValue.text(row.required(name).toLowerCase(Locale.ROOT));
            case INTEGER, BIG_INT, DECIMAL, DOUBLE, MONEY -> FieldValue.number(number(row, name));
            case BOOLEAN -> new FieldValue.Flag(Boolean.TRUE.equals(row.flag(name)));
            case DATE_TIME -> new FieldValue.Timestamp(Instant.parse(row.required(name)));
            case DATE_ONLY -> new FieldValue.Day(LocalDate.parse(row.required(name)));
            case PICKLIST, STATE, STATUS ->
                new FieldValue.Choice(number(row, name).toBigIntegerExact().toString());
            case MULTI_SELECT -> choices(row.required(name));
            case LOOKUP, CUSTOMER, OWNER ->
                FieldValue.reference(new ObjectType(DynamicsConnector.SYSTEM, target(column, row, name))
                        .ref(row.required(name).toLowerCase(Locale.ROOT)));
        };
    }

    private static BigDecimal number(Row row, String name) {
        BigDecimal number = row.number(name);
        if (number == null) {
            throw new IllegalStateException("no number");
        }
        return number;
    }

    private static FieldValue choices(String text) {
        Set<String> values = new TreeSet<>();
        for (String value : text.split(",")) {
            values.add(new BigDecimal(value.strip()).toBigIntegerExact().toString());
        }
        return new FieldValue.Choices(values);
    }

    private static String target(Column column, Row row, String name) {
        String told = row.text(name + LOOKUP_TYPE);
        if (told == null && column.targets().size() != 1) {
            throw new IllegalStateException("it does not say to which table it points");
        }
        return told == null ? column.targets().get(0) : told;
    }
}
