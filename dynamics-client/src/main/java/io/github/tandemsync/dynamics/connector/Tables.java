package io.github.tandemsync.dynamics.connector;

import io.github.tandemsync.core.connector.ConnectorException;
import io.github.tandemsync.core.connector.ConnectorException.Category;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.dynamics.Metadata;
import io.github.tandemsync.dynamics.Table;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables that were asked for, as last described. */
final class Tables {
    private final Metadata metadata;
    private final Map<ObjectType, TableCodec> known = new ConcurrentHashMap<>();
    private final Map<String, String> entitySets = new ConcurrentHashMap<>();

    Tables(Metadata metadata) {
        this.metadata = metadata;
    }

    TableCodec of(ObjectType type) {
        TableCodec codec = known.get(type);
        return codec == null ? refresh(type) : codec;
    }

    TableCodec refresh(ObjectType type) {
        if (!type.system().equals(DynamicsConnector.SYSTEM)) {
            throw new ConnectorException(
                    Category.INVALID, type + " is no type of Dataverse; one is written dynamics:account");
        }
        Table table = metadata.table(type.name());
        TableCodec codec = new TableCodec(type, table, this::entitySet);
        entitySets.put(table.name(), table.entitySet());
        known.put(type, codec);
        return codec;
    }

    /** Asked for while a lookup is written, not while another thread waits for the map: two threads may both ask. */
    private String entitySet(String table) {
        String set = entitySets.get(table);
        if (set == null) {
            set = metadata.entitySet(table);
            entitySets.put(table, set);
        }
        return set;
    }
}
