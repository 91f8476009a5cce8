package io.github.tandemsync.simulators.dataverse;

import io.github.tandemsync.simulators.dataverse.model.Table;

/** What a privilege allows on a table. */
public enum Verb {
    /** Create rows. */
    CREATE("Create"),
    /** Read rows. */
    READ("Read"),
    /** Update rows. */
    WRITE("Write"),
    /** Delete rows. */
    DELETE("Delete"),
    /** Set a lookup on a row. */
    APPEND("Append"),
    /** Be the target of a lookup. */
    APPEND_TO("AppendTo"),
    /** Set the owner. */
    ASSIGN("Assign");

    private final String wire;

    Verb(String wire) {
        this.wire = wire;
    }

    String wire() {
        return wire;
    }

    /** The name of the privilege; for users it does not follow the table's name. */
    String privilege(Table table) {
        return "prv" + wire + (table.name().equals("systemuser") ? "User" : table.schemaName());
    }
}
