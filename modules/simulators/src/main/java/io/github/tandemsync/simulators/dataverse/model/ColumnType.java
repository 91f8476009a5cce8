package io.github.tandemsync.simulators.dataverse.model;

import java.util.Locale;

/**
 * The type of a column. The Java type of a stored value is given per constant. Names are those of the vendor's {@code
 * AttributeType} and {@code AttributeTypeName} (Dataverse, "Column data types").
 */
public enum ColumnType {
    /** {@code String}, one line. */
    STRING("String"),
    /** {@code String}, several lines. */
    MEMO("Memo"),
    /** {@code Integer}. */
    INTEGER("Integer"),
    /** {@code Long}. */
    BIGINT("BigInt"),
    /** {@code BigDecimal}. */
    DOUBLE("Double"),
    /** {@code BigDecimal}. */
    DECIMAL("Decimal"),
    /** {@code BigDecimal}, with a read-only twin in the base currency. */
    MONEY("Money"),
    /** {@code Boolean}. */
    BOOLEAN("Boolean"),
    /** {@code Instant}, or {@code LocalDate} where the behaviour is {@code DateOnly}. */
    DATETIME("DateTime"),
    /** {@code Integer}, one of the column's options. */
    PICKLIST("Picklist"),
    /** {@code List<Integer>}, ascending. */
    MULTISELECT("MultiSelectPicklist"),
    /** {@code Integer}. */
    STATE("State"),
    /** {@code Integer}, which belongs to one state. */
    STATUS("Status"),
    /** {@code Reference}. */
    LOOKUP("Lookup"),
    /** {@code Reference} to an account or a contact. */
    CUSTOMER("Customer"),
    /** {@code Reference} to a user or a team. */
    OWNER("Owner"),
    /** {@code UUID}. */
    UNIQUEIDENTIFIER("Uniqueidentifier");

    private final String vendorName;

    ColumnType(String vendorName) {
        this.vendorName = vendorName;
    }

    /** The name in {@code AttributeType}; a multi-select choice is {@code Virtual} there. */
    public String attributeType() {
        return this == MULTISELECT ? "Virtual" : vendorName;
    }

    /** The name in {@code AttributeTypeName/Value}. */
    public String typeName() {
        return vendorName + "Type";
    }

    /** The metadata type that a column is cast to, without its namespace. */
    public String metadataType() {
        return switch (this) {
            case CUSTOMER, OWNER -> "LookupAttributeMetadata";
            case UNIQUEIDENTIFIER -> "UniqueIdentifierAttributeMetadata";
            default -> vendorName + "AttributeMetadata";
        };
    }

    /** Whether a value points at another row. */
    public boolean isReference() {
        return this == LOOKUP || this == CUSTOMER || this == OWNER;
    }

    /** Whether the values are numbers out of a list. */
    public boolean isChoice() {
        return this == PICKLIST || this == MULTISELECT || this == STATE || this == STATUS;
    }

    /** The type with this vendor name. */
    static ColumnType named(String vendorName) {
        for (ColumnType type : values()) {
            if (type.vendorName.toLowerCase(Locale.ROOT).equals(vendorName.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new IllegalArgumentException("no column type " + vendorName);
    }
}
