package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.connector.FieldSchema;
import io.github.tandemsync.core.connector.FieldSchema.Kind;
import io.github.tandemsync.core.connector.ObjectSchema;
import io.github.tandemsync.core.connector.TypeTraits;
import io.github.tandemsync.core.connector.TypeTraits.Reported;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.hubspot.HubSpotClient;
import io.github.tandemsync.hubspot.Objects;
import io.github.tandemsync.hubspot.Property;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Types as the portal describes them, kept from the last time they were asked for. */
final class Schemas {
    private static final int HISTORY_BATCH = 50;

    private final HubSpotClient client;
    private final Duration indexLag;
    private final Map<ObjectType, ObjectSchema> kept = new ConcurrentHashMap<>();

    Schemas(HubSpotClient client, Duration indexLag) {
        this.client = client;
        this.indexLag = indexLag;
    }

    /** The portal's description now. */
    ObjectSchema fresh(ObjectType type) {
        TypeProfile profile = TypeProfile.of(type);
        SortedMap<String, FieldSchema> fields = new TreeMap<>();
        client.properties(type.name())
                .list()
                .forEach(property -> fields.put(property.name(), field(property, profile)));
        if (Parents.areOf(type)) {
            fields.put(Parents.FIELD, Parents.schema(type));
        }
        ObjectSchema schema = new ObjectSchema(type, fields, traits(profile));
        kept.put(type, schema);
        return schema;
    }

    ObjectSchema known(ObjectType type) {
        ObjectSchema schema = kept.get(type);
        return schema == null ? fresh(type) : schema;
    }

    /** What the field holds; text where the portal does not describe it. */
    Kind kind(ObjectType type, String field) {
        FieldSchema schema = known(type).field(field);
        return schema == null ? Kind.TEXT : schema.kind();
    }

    private TypeTraits traits(TypeProfile profile) {
        return new TypeTraits(
                false,
                true,
                profile.createKey(),
                Set.of(Reported.CREATES, Reported.EDITS),
                indexLag,
                null,
                null,
                Objects.MAX_BATCH,
                Objects.MAX_BATCH,
                HISTORY_BATCH);
    }

    private static FieldSchema field(Property property, TypeProfile profile) {
        Kind kind = Kinds.of(property);
        boolean writable = !property.readOnlyValue() && !property.calculated();
        SortedMap<String, String> options = new TreeMap<>();
        if (kind == Kind.CHOICE || kind == Kind.CHOICES) {
            property.options().forEach(option -> options.put(option.value(), option.label()));
        }
        return new FieldSchema(
                property.name(),
                property.label(),
                kind,
                writable,
                writable,
                true,
                profile.required().contains(property.name()),
                null,
                null,
                options,
                kind == Kind.REFERENCE ? Set.of(PropertyCodec.OWNERS) : Set.of());
    }
}
