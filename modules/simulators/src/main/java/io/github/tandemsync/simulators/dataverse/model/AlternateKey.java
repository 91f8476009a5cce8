package io.github.tandemsync.simulators.dataverse.model;

import java.util.List;

/**
 * An alternate key of a table (Dataverse, "Define alternate keys for a table").
 *
 * @param name logical name of the key
 * @param columns logical names of its columns
 * @param active whether the index is built; until then the key does not address rows
 */
public record AlternateKey(String name, List<String> columns, boolean active) {
    /** Takes a copy of the columns. */
    public AlternateKey {
        columns = List.copyOf(columns);
    }
}
