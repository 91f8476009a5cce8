package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Literal;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Column values between JSON and Java. */
final class WireValues {
    private static final int MONEY_PLACES = 4;

    private WireValues() {}

    /** Reads a property that is not a lookup. */
    static @Nullable Object read(Column column, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        return switch (column.type()) {
            case STRING, MEMO -> text(column, node);
            case INTEGER, PICKLIST, STATE, STATUS -> integer(column, node);
            case BIGINT, DOUBLE, DECIMAL, MONEY -> number(column, node);
            case BOOLEAN -> {
                require(node.isBoolean(), column, node, "Edm.Boolean");
                yield node.booleanValue();
            }
            case DATETIME -> date(column, text(column, node));
            case MULTISELECT -> chosen(column, text(column, node));
            case UNIQUEIDENTIFIER, LOOKUP, CUSTOMER, OWNER -> guid(column, node);
        };
    }

    private static String text(Column column, JsonNode node) {
        require(node.isTextual(), column, node, "Edm.String");
        return node.textValue();
    }

    private static Integer integer(Column column, JsonNode node) {
        require(node.isIntegralNumber() && node.canConvertToInt(), column, node, "Edm.Int32");
        return node.intValue();
    }

    private static BigDecimal number(Column column, JsonNode node) {
        require(node.isNumber(), column, node, "Edm.Decimal");
        BigDecimal value = node.decimalValue();
        require(Math.abs((long) value.scale()) < 100 && value.precision() < 100, column, node, "Edm.Decimal");
        return value;
    }

    private static Object date(Column column, String text) {
        return column.isDay() ? Literal.day(text) : Literal.instant(text);
    }

    private static List<Integer> chosen(Column column, String text) {
        try {
            return Arrays.stream(text.split(","))
                    .filter(s -> !s.isBlank())
                    .map(s -> Integer.valueOf(s.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw Faults.malformed("The value of '" + column.name() + "' is not a list of option values.");
        }
    }

    private static UUID guid(Column column, JsonNode node) {
        return Literal.guid(node.asText())
                .orElseThrow(() -> Faults.malformed(
                        "Cannot convert the value of '" + column.name() + "' to the expected type 'Edm.Guid'."));
    }

    private static void require(boolean ok, Column column, JsonNode node, String type) {
        if (!ok) {
            throw Faults.malformed("Cannot convert the value of '" + column.name() + "', a JSON " + node.getNodeType()
                    + ", to the expected type '" + type + "'.");
        }
    }

    /** Writes a value as a property of a row. */
    static void write(ObjectNode row, String property, Column column, @Nullable Object value) {
        if (value == null) {
            row.putNull(property);
        } else if (value instanceof Reference r) {
            row.put(property, r.id().toString());
        } else if (value instanceof BigDecimal n) {
            row.put(
                    property,
                    column.type() == ColumnType.MONEY
                            ? n.setScale(Math.max(MONEY_PLACES, n.scale()), RoundingMode.UNNECESSARY)
                            : n);
        } else if (value instanceof Integer n) {
            row.put(property, n);
        } else if (value instanceof Long n) {
            row.put(property, n);
        } else if (value instanceof Boolean b) {
            row.put(property, b);
        } else {
            row.put(property, text(value));
        }
    }

    /** The text form of a date, an id, a text or several options. */
    static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value.toString();
    }
}
