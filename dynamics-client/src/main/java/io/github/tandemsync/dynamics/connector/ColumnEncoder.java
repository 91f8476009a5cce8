package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.ColumnType;
import io.github.tandemsync.dynamics.RowBody;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/** Writes one column into a body. */
final class ColumnEncoder {
    private final UnaryOperator<String> entitySets;

    ColumnEncoder(UnaryOperator<String> entitySets) {
        this.entitySets = entitySets;
    }

    /**
     * Adds the value.
     *
     * @throws IllegalArgumentException if the column can not hold it; the message names the column only
     */
    void encode(Column column, FieldValue value, RowBody to) {
        if (column.type().isLookup()) {
            lookup(column, value, to);
        } else if (value.isEmpty()) {
            to.clear(column.name());
        } else {
            scalar(column, value, to);
        }
    }

    private static void scalar(Column column, FieldValue value, RowBody to) {
        String name = column.name();
        switch (column.type()) {
            case STRING, MEMO, UNIQUEIDENTIFIER ->
                to.set(name, as(FieldValue.Text.class, column, value).value());
            case INTEGER, BIG_INT ->
                to.set(
                        name,
                        whole(
                                column,
                                as(FieldValue.Numeric.class, column, value).value()));
            case DECIMAL, DOUBLE, MONEY ->
                to.set(name, as(FieldValue.Numeric.class, column, value).value());
            case BOOLEAN ->
                to.set(name, as(FieldValue.Flag.class, column, value).value());
            case DATE_TIME ->
                to.set(
                        name,
                        as(FieldValue.Timestamp.class, column, value).value().toString());
            case DATE_ONLY ->
                to.set(name, as(FieldValue.Day.class, column, value).value().toString());
            case PICKLIST, STATE, STATUS ->
                to.set(
                        name,
                        option(
                                column,
                                as(FieldValue.Choice.class, column, value).value()));
            case MULTI_SELECT -> to.set(name, options(column, as(FieldValue.Choices.class, column, value)));
            case LOOKUP, CUSTOMER, OWNER -> throw new IllegalStateException("a lookup is no scalar");
        }
    }

    private static BigDecimal whole(Column column, BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(
                    "Column " + column.name() + " holds whole numbers; round the value in the mapping");
        }
        return number;
    }

    private static BigDecimal option(Column column, String value) {
        if (!value.matches("-?[0-9]{1,10}")) {
            throw new IllegalArgumentException("An option of column " + column.name()
                    + " is written as its number; map labels to numbers with an option map");
        }
        return new BigDecimal(value);
    }

    private static String options(Column column, FieldValue.Choices choices) {
        choices.values().forEach(value -> option(column, value));
        return String.join(",", choices.values());
    }

    private void lookup(Column column, FieldValue value, RowBody to) {
        if (value.isEmpty()) {
            // A lookup to several tables has one value behind several navigation properties: any of them clears it.
            to.clear(navigation(
                    column,
                    column.navigation().isEmpty() ? "" : column.navigation().firstKey()));
            return;
        }
        RecordRef target = as(FieldValue.Reference.class, column, value).target();
        if (!target.type().system().equals(DynamicsConnector.SYSTEM)) {
            throw new IllegalArgumentException("Column " + column.name()
                    + " needs a record of Dataverse, not of another system; give the rule a reference");
        }
        String table = target.type().name();
        to.bind(navigation(column, table), entitySets.apply(table), target.id());
    }

    private static String navigation(Column column, String table) {
        String navigation = column.navigationTo(table);
        if (navigation == null) {
            throw new IllegalArgumentException(
                    "Column " + column.name() + " can not point to a row of that table; it takes " + column.targets());
        }
        return navigation;
    }

    private static <T> T as(Class<T> kind, Column column, FieldValue value) {
        if (!kind.isInstance(value)) {
            ColumnType type = column.type();
            throw new IllegalArgumentException(
                    "Column " + column.name() + " is of type " + type + " and takes " + kind.getSimpleName() + ", not "
                            + value.getClass().getSimpleName() + "; add a converter to the mapping");
        }
        return kind.cast(value);
    }
}
