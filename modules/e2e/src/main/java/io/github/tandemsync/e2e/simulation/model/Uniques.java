package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a server keeps unique: the keys of creates, and domains where it has such a constraint. */
final class Uniques {
    private final ModelServer server;
    private final Predicate<Row> forgotten;
    private final Map<String, List<Row>> byKey = new LinkedHashMap<>();

    /** @param forgotten whether a removed record has left the bin too */
    Uniques(ModelServer server, Predicate<Row> forgotten) {
        this.server = server;
        this.forgotten = forgotten;
    }

    /** The record carries the key from now on. */
    void carry(String key, Row row) {
        byKey.computeIfAbsent(key, any -> new ArrayList<>(2)).add(row);
    }

    void drop(String key, Row row) {
        byKey.getOrDefault(key, new ArrayList<>()).remove(row);
    }

    /** Every record that carries the key, the oldest first. */
    List<Row> carrying(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The record that keeps others from the key; null if none does. */
    @Nullable
    Row holder(ModelType type, String key, boolean alsoRemoved) {
        if (type.keyIsId()) {
            Row row = server.row(type.type().ref(key));
            boolean away = row != null && row.state == Row.State.REMOVED && (row.lost || !alsoRemoved);
            return away ? null : row;
        }
        if (type.traits().createKey() == CreateKeyKind.SEARCHED) {
            return null;
        }
        for (Row row : carrying(key)) {
            boolean binned = row.state == Row.State.REMOVED && !forgotten.test(row);
            if (row.of(type) && (row.live() || (alsoRemoved && binned))) {
                return row;
            }
        }
        return null;
    }

    /**
     * The record that keeps others from the value of the field; null if none does.
     *
     * @param but the record that is to get it
     */
    @Nullable
    Row rival(ModelType type, @Nullable Row but, Field field, FieldValue value) {
        if (field != Field.DOMAIN || value.isEmpty() || !isUnique()) {
            return null;
        }
        for (Row row : server.rows()) {
            if (row != but && row.of(type) && row.live() && Canonical.equal(row.value(field), value)) {
                return row;
            }
        }
        return null;
    }

    private boolean isUnique() {
        return server.quirks().has(server.side() == Side.LEFT ? Hardship.NATURAL_KEY : Hardship.ALTERNATE_KEY);
    }
}
