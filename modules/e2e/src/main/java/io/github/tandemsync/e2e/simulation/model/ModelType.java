package io.github.tandemsync.e2e.simulation.model;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.CreateKeyKind;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.Side;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A type that a model server holds.
 *
 * @param type its address
 * @param side the side it is on
 * @param traits what it says of itself
 */
public record ModelType(ObjectType type, Side side, TypeTraits traits) {

    /** Whether the create key is the record's id. */
    public boolean keyIsId() {
        return traits.createKey() == CreateKeyKind.CLIENT_ID;
    }

    /** Whether its CHANGES feed tells of removals. */
    public boolean reportsRemovals() {
        return traits.reports().contains(Reported.REMOVALS);
    }

    /** Whether the field is kept beside the record: setting it gives no new version, and leaves nothing in the history. */
    public boolean isTraceless(Field field) {
        return field == Field.PARENT && !traits.reports().contains(Reported.REFERENCES);
    }

    ObjectSchema schema() {
        SortedMap<String, FieldSchema> fields = new TreeMap<>();
        for (int i = 0; i < Field.count(); i++) {
            String name = Field.at(i).on(side);
            fields.put(name, FieldSchema.of(name, Field.at(i).kind()));
        }
        return new ObjectSchema(type, fields, traits);
    }
}
