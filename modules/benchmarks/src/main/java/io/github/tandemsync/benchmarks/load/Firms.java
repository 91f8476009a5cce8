package io.github.tandemsync.benchmarks.load;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Firms by number, made up when they are asked for: one number means the same firm on both sides, and what the two sides hold of it
 * agrees. Nothing is kept.
 */
final class Firms {
    /** HubSpot's name of a field, Dataverse's, and what it holds. */
    private record Column(String left, String right, FieldSchema.Kind kind) {
        String on(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    private static final Column NAME = text("name", "name");
    private static final Column DOMAIN = text("domain", "websiteurl");
    private static final Column PHONE = text("phone", "telephone1");
    private static final Column REVENUE = new Column("annualrevenue", "revenue", FieldSchema.Kind.NUMBER);
    private static final Column EMPLOYEES =
            new Column("numberofemployees", "numberofemployees", FieldSchema.Kind.NUMBER);
    private static final Column STREET = text("address", "address1_line1");
    private static final Column CITY = text("city", "address1_city");
    private static final Column ZIP = text("zip", "address1_postalcode");
    private static final List<Column> COLUMNS = List.of(NAME, DOMAIN, PHONE, REVENUE, EMPLOYEES, STREET, CITY, ZIP);
    private static final List<String> CITIES = List.of("Berlin", "Hamburg", "Köln", "Leipzig", "München");

    private Firms() {}

    private static Column text(String left, String right) {
        return new Column(left, right, FieldSchema.Kind.TEXT);
    }

    /** The side's fields by name. */
    static SortedMap<String, FieldSchema> schema(Side side) {
        SortedMap<String, FieldSchema> fields = new TreeMap<>();
        COLUMNS.forEach(column -> fields.put(column.on(side), FieldSchema.of(column.on(side), column.kind())));
        return fields;
    }

    /** What the side holds of the firm, as far as it is asked for. */
    static Values values(Side side, int number, Set<String> fields) {
        Map<String, FieldValue> values = new TreeMap<>();
        for (Column column : COLUMNS) {
            if (fields.contains(column.on(side))) {
                values.put(column.on(side), value(column, side, number));
            }
        }
        return Values.of(values);
    }

    private static FieldValue value(Column column, Side side, int number) {
        if (column == NAME) {
            return FieldValue.text("Firm " + number + " GmbH");
        } else if (column == DOMAIN) {
            return FieldValue.text((side == Side.LEFT ? "" : "https://") + "firm-" + number + ".example");
        } else if (column == PHONE) {
            return FieldValue.text("+49 30 " + (10_000_000 + number));
        } else if (column == REVENUE) {
            return FieldValue.number(BigDecimal.valueOf(50_000L + number * 17L));
        } else if (column == EMPLOYEES) {
            return FieldValue.number(BigDecimal.valueOf(1 + number % 5000));
        } else if (column == STREET) {
            return FieldValue.text("Hauptstraße " + (1 + number % 300));
        } else if (column == CITY) {
            return FieldValue.text(CITIES.get(number % CITIES.size()));
        }
        return FieldValue.text(Integer.toString(10_000 + number % 90_000));
    }

    /** A new phone number, another for each revision. */
    static Values moved(Side side, int number, int revision) {
        return Values.of(PHONE.on(side), FieldValue.text("+49 40 " + (10_000_000 + number) + revision));
    }

    /**
     * The number of the firm with these values.
     *
     * @throws IllegalArgumentException if it holds anything else than the firm of that number does
     */
    static int number(Side side, Values values) {
        String name = values.orEmpty(NAME.on(side)).display();
        int number = Integer.parseInt(name.substring("Firm ".length(), name.length() - " GmbH".length()));
        if (!values.equals(values(side, number, Set.copyOf(values.names())))) {
            throw new IllegalArgumentException("The values of a created record are not those of its source");
        }
        return number;
    }
}
