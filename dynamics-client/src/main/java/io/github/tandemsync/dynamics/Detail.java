package io.github.tandemsync.dynamics;

import io.github.tandemsync.core.transport.ApiPath;
import java.util.EnumSet;
import java.util.Set;

/** What only the typed description of a column tells, one for each type of description. */
enum Detail {
    STRING("StringAttributeMetadata", "MaxLength", ColumnType.STRING),
    MEMO("MemoAttributeMetadata", "MaxLength", ColumnType.MEMO),
    MONEY("MoneyAttributeMetadata", "Precision", ColumnType.MONEY),
    DECIMAL("DecimalAttributeMetadata", "Precision", ColumnType.DECIMAL),
    DOUBLE("DoubleAttributeMetadata", "Precision", ColumnType.DOUBLE),
    DATE_TIME("DateTimeAttributeMetadata", "DateTimeBehavior", ColumnType.DATE_TIME),
    LOOKUP("LookupAttributeMetadata", "Targets", ColumnType.LOOKUP, ColumnType.CUSTOMER, ColumnType.OWNER),
    PICKLIST("PicklistAttributeMetadata", "", ColumnType.PICKLIST),
    STATE("StateAttributeMetadata", "", ColumnType.STATE),
    STATUS("StatusAttributeMetadata", "", ColumnType.STATUS),
    MULTI_SELECT("MultiSelectPicklistAttributeMetadata", "", ColumnType.MULTI_SELECT);

    private final String cast;
    private final String property;

    @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
    private final Set<ColumnType> types;

    Detail(String cast, String property, ColumnType first, ColumnType... more) {
        this.cast = cast;
        this.property = property;
        this.types = EnumSet.of(first, more);
    }

    boolean describes(ColumnType type) {
        return types.contains(type);
    }

    ApiPath path(ApiPath definition) {
        ApiPath typed = definition.segment("Attributes").segment("Microsoft.Dynamics.CRM." + cast);
        return property.isEmpty()
                ? typed.query("$select", "LogicalName")
                        .query("$expand", "OptionSet($select=Options),GlobalOptionSet($select=Options)")
                : typed.query("$select", "LogicalName," + property);
    }
}
