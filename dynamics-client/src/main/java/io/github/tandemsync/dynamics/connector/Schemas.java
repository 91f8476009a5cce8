package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.dynamics.Column;
import io.github.tandemsync.dynamics.ColumnType;
import io.github.tandemsync.dynamics.Table;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table's description in the engine's words. */
final class Schemas {
    /** Ids of a filter that fits into an address of 32,768 characters. */
    static final int READ_BATCH = 500;

    static final int WRITE_BATCH = 100;

    /** The service's default; a longer one of the organisation only means to ask more often than needed. */
    private static final Duration CURSOR_LIFE = Duration.ofDays(7);

    private Schemas() {}

    static ObjectSchema of(ObjectType type, Table table) {
        SortedMap<String, FieldSchema> fields = new TreeMap<>();
        table.columns().forEach((name, column) -> fields.put(name, field(column)));
        return new ObjectSchema(type, fields, traits(table));
    }

    private static TypeTraits traits(Table table) {
        return new TypeTraits(
                table.optimisticConcurrency(),
                false,
                CreateKeyKind.CLIENT_ID,
                EnumSet.allOf(Reported.class),
                Duration.ZERO,
                CURSOR_LIFE,
                null,
                READ_BATCH,
                WRITE_BATCH,
                1);
    }

    private static FieldSchema field(Column column) {
        Column.Validity validity = column.validity();
        boolean writable = !column.type().isLookup() || !column.navigation().isEmpty();
        SortedMap<String, String> options = new TreeMap<>();
        column.options().forEach((value, option) -> options.put(value, option.label()));
        return new FieldSchema(
                column.name(),
                column.label(),
                kind(column.type()),
                validity.create() && writable,
                validity.update() && writable,
                validity.read() && !validity.secured(),
                validity.systemRequired() && validity.create() && !hasDefault(column.type()),
                column.maxLength(),
                column.scale(),
                options,
                targets(column));
    }

    /** The service fills these itself where a create leaves them out. */
    private static boolean hasDefault(ColumnType type) {
        return type.isChoice()
                || type == ColumnType.OWNER
                || type == ColumnType.BOOLEAN
                || type == ColumnType.UNIQUEIDENTIFIER;
    }

    private static Set<ObjectType> targets(Column column) {
        return column.targets().stream()
                .map(target -> new ObjectType(DynamicsConnector.SYSTEM, target))
                .collect(Collectors.toSet());
    }

    private static Kind kind(ColumnType type) {
        return switch (type) {
            case STRING, MEMO, UNIQUEIDENTIFIER -> Kind.TEXT;
            case INTEGER, BIG_INT, DECIMAL, DOUBLE, MONEY -> Kind.NUMBER;
            case BOOLEAN -> Kind.FLAG;
            case DATE_TIME -> Kind.TIMESTAMP;
            case DATE_ONLY -> Kind.DAY;
            case PICKLIST, STATE, STATUS -> Kind.CHOICE;
            case MULTI_SELECT -> Kind.CHOICES;
            case LOOKUP, CUSTOMER, OWNER -> Kind.REFERENCE;
        };
    }
}
