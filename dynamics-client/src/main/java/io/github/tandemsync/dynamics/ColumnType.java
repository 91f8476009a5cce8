package io.github.tandemsync.dynamics;

/** The types of column that hold data of their own. Names as in {@code AttributeType}, but for {@link #MULTI_SELECT}. */
public enum ColumnType {
    STRING,
    MEMO,
    UNIQUEIDENTIFIER,
    INTEGER,
    BIG_INT,
    DECIMAL,
    DOUBLE,
    MONEY,
    BOOLEAN,
    /** A point in time: behaviour UserLocal or TimeZoneIndependent. */
    DATE_TIME,
    /** A calendar day: behaviour DateOnly. */
    DATE_ONLY,
    PICKLIST,
    STATE,
    STATUS,
    MULTI_SELECT,
    LOOKUP,
    CUSTOMER,
    OWNER;

    /** Whether the column points to a row. */
    public boolean isLookup() {
        return this == LOOKUP || this == CUSTOMER || this == OWNER;
    }

    /** Whether the column holds one or more options. */
    public boolean isChoice() {
        return this == PICKLIST || this == STATE || this == STATUS || this == MULTI_SELECT;
    }
}
