package io.github.tandemsync.simulators.dataverse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tandemsync.simulators.dataverse.internal.odata.Prefer;
import io.github.tandemsync.simulators.dataverse.model.Column;
import io.github.tandemsync.simulators.dataverse.model.ColumnType;
import io.github.tandemsync.simulators.dataverse.model.Reference;
import io.github.tandemsync.simulators.dataverse.model.Row;
import io.github.tandemsync.simulators.dataverse.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows of one table with one selection. */
final class RowJson {
    private static final String FORMATTED = "OData.Community.Display.V1.FormattedValue";
    private static final String LOGICAL_NAME = "Microsoft.Dynamics.CRM.lookuplogicalname";
    private static final String NAVIGATION = "Microsoft.Dynamics.CRM.associatednavigationproperty";

    private final World world;
    private final Table table;
    private final List<Column> columns;
    private final Prefer prefer;
    private final Formatter formatter;

    RowJson(World world, Table table, List<String> select, Prefer prefer) {
        this.world = world;
        this.table = table;
        this.prefer = prefer;
        this.columns = columns(table, select);
        this.formatter = new Formatter(world.organisation());
    }

    private static List<Column> columns(Table table, List<String> select) {
        if (select.isEmpty() || select.contains("*")) {
            return table.columns().values().stream().filter(Column::readable).toList();
        }
        Set<Column> wanted = new LinkedHashSet<>();
        for (String property : select) {
            Column column = RowFilter.column(table, property);
            wanted.add(column);
            Column currency = table.column("transactioncurrencyid");
            if (column.type() == ColumnType.MONEY && currency != null) {
                wanted.add(currency);
            }
        }
        wanted.add(table.require(table.primaryId()));
        return new ArrayList<>(wanted);
    }

    /** A row; {@code context} is null inside a list. */
    ObjectNode write(Row row, @Nullable String context) {
        ObjectNode json = Json.object();
        if (context != null) {
            json.put("@odata.context", context);
        }
        json.put("@odata.etag", row.etag());
        for (Column column : columns) {
            SecuredReading reading = world.access().reading(table, column);
            if (reading != SecuredReading.OMITTED) {
                property(json, row, column, reading == SecuredReading.NULL ? null : value(row, column));
            }
        }
        return json;
    }

    private static @Nullable Object value(Row row, Column column) {
        return column.name().equals("versionnumber") ? Long.valueOf(row.version()) : row.value(column.name());
    }

    private void property(ObjectNode json, Row row, Column column, @Nullable Object value) {
        if (value != null) {
            annotations(json, row, column, value);
        }
        WireValues.write(json, column.property(), column, value);
    }

    private void annotations(ObjectNode json, Row row, Column column, Object value) {
        String property = column.property() + "@";
        if (value instanceof Reference r) {
            if (prefer.wants(NAVIGATION)) {
                json.put(
                        property + NAVIGATION,
                        Objects.requireNonNull(column.targets().get(r.table())));
            }
            if (prefer.wants(LOGICAL_NAME)) {
                json.put(property + LOGICAL_NAME, r.table());
            }
        }
        String text = prefer.wants(FORMATTED) ? formatter.text(row, column, value) : null;
        if (text != null) {
            json.put(property + FORMATTED, text);
        }
    }
}
