package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.CrmRecord.Lineage;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.Row;
import io.github.tandemsync.dynamics.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Between the rows of one table and records. */
final class TableCodec {
    /** Set on the loser of a merge: the row that took it over. */
    private static final String SUCCESSOR = "masterid";

    private static final String MODIFIED = "modifiedon";
    private static final String CREATED = "createdon";
    private static final String MODIFIED_BY = "modifiedby";

    private final ObjectType type;
    private final Table table;
    private final ColumnEncoder encoder;

    TableCodec(ObjectType type, Table table, UnaryOperator<String> entitySets) {
        this.type = type;
        this.table = table;
        this.encoder = new ColumnEncoder(entitySets);
    }

    ObjectType type() {
        return type;
    }

    Table table() {
        return table;
    }

    ColumnEncoder encoder() {
        return encoder;
    }

    /**
     * The columns of the fields.
     *
     * @throws ConnectorException of category INVALID for a field that the table does not have
     */
    List<Column> columns(Collection<String> fields) {
        List<Column> columns = new ArrayList<>();
        for (String field : new TreeSet<>(fields)) {
            Column column = table.column(field);
            if (column == null) {
                throw new ConnectorException(
                        Category.INVALID,
                        "Table " + table.name() + " has no readable column " + field
                                + "; use a logical name, or take the field out of the mapping");
            }
            columns.add(column);
        }
        return columns;
    }

    /** What to select for these columns: their wire names, the id, and the successor where the table has one. */
    List<String> select(Collection<Column> columns) {
        Set<String> names = new TreeSet<>();
        names.add(table.primaryId());
        Column successor = table.column(SUCCESSOR);
        if (successor != null) {
            names.add(successor.wireName());
        }
        columns.forEach(column -> names.add(column.wireName()));
        return List.copyOf(names);
    }

    /** The same, and when the row was made, and when and by whom last changed, where the table says so. */
    List<String> selectWithTime(Collection<Column> columns) {
        Set<String> names = new TreeSet<>(select(columns));
        for (String name : List.of(MODIFIED, CREATED, MODIFIED_BY)) {
            Column column = table.column(name);
            if (column != null) {
                names.add(column.wireName());
            }
        }
        return List.copyOf(names);
    }

    static boolean needsLookupTypes(Collection<Column> columns) {
        return columns.stream()
                .anyMatch(column -> column.type().isLookup() && column.targets().size() != 1);
    }

    /**
     * The row's address.
     *
     * @throws IllegalStateException if the row has no id
     */
    RecordRef ref(Row row) {
        return type.ref(row.required(table.primaryId()).toLowerCase(Locale.ROOT));
    }

    /** The row's version, or {@link Stamp#BEGINNING} where it shows none: unlike any that was stored. */
    static Stamp stamp(Row row) {
        String etag = row.etag();
        return etag == null ? Stamp.BEGINNING : new Stamp(etag);
    }

    Values values(Row row, Collection<Column> columns) throws ColumnDecoder.Unreadable {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        for (Column column : columns) {
            FieldValue value = ColumnDecoder.decode(column, row);
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        return Values.of(values);
    }

    CrmRecord record(Row row, Collection<Column> columns) throws ColumnDecoder.Unreadable {
        Lineage lineage = new Lineage(Set.of(), successor(row));
        return new CrmRecord(
                ref(row),
                values(row, columns),
                stamp(row),
                null,
                lineage,
                time(MODIFIED, row),
                time(CREATED, row),
                user(row));
    }

    /** The id of who last changed the row; null where the answer does not say. */
    private @Nullable String user(Row row) {
        Column column = table.column(MODIFIED_BY);
        String id = column == null ? null : row.text(column.wireName());
        return id == null ? null : "systemuser:" + id.toLowerCase(Locale.ROOT);
    }

    /** A moment by Dataverse's clock; null where the answer does not say, or not readably. */
    private @Nullable Instant time(String name, Row row) {
        Column column = table.column(name);
        try {
            return column != null && ColumnDecoder.decode(column, row) instanceof FieldValue.Timestamp time
                    ? time.value()
                    : null;
        } catch (ColumnDecoder.Unreadable unreadable) {
            return null;
        }
    }

    /** The row that took this one over, if any. */
    @Nullable
    RecordRef successor(Row row) {
        Column column = table.column(SUCCESSOR);
        String id = column == null ? null : row.text(column.wireName());
        return id == null ? null : type.ref(id.toLowerCase(Locale.ROOT));
    }
}
