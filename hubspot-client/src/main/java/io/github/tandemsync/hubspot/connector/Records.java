package io.github.tandemsync.hubspot.connector;

import io.github.tandemsync.core.record.CreateKey;
import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.ObjectType;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Stamp;
import io.github.tandemsync.core.record.Values;
import io.github.tandemsync.hubspot.HubSpotObject;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds records of the core from HubSpot's. */
record Records(Schemas schemas, String keyProperty) {
    static final String MERGED = "hs_merged_object_ids";

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SEPARATORS = Pattern.compile("[;,\\s]+");

    /** The properties to ask for, so that {@link #record} finds fields, key and lineage. */
    Set<String> properties(Set<String> fields) {
        Set<String> properties = new TreeSet<>(fields);
        properties.remove(Parents.FIELD);
        properties.add(keyProperty);
        properties.add(MERGED);
        return properties;
    }

    /**
     * The record.
     *
     * @throws UnreadableValue if a field's text is not of the field's kind
     */
    CrmRecord record(ObjectType type, HubSpotObject object, Set<String> fields, @Nullable FieldValue parent)
            throws UnreadableValue {
        Values values = values(type, object, fields);
        return new CrmRecord(
                type.ref(object.id()),
                parent == null ? values : values.with(Parents.FIELD, parent),
                stamp(object),
                key(object),
                lineage(type, object),
                object.updatedAt(),
                object.createdAt());
    }

    /** The given fields, where the answer holds them. */
    Values values(ObjectType type, HubSpotObject object, Set<String> fields) throws UnreadableValue {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        for (String field : fields) {
            String text = object.property(field);
            if (text != null) {
                FieldValue value = PropertyCodec.decode(schemas.kind(type, field), text);
                if (value == null) {
                    throw new UnreadableValue(field, schemas.kind(type, field));
                }
                values.put(field, value);
            }
        }
        return Values.of(values);
    }

    /** As {@link #values}, without the fields that can not be read: only for hints, never for a decision. */
    Values readable(ObjectType type, HubSpotObject object, Set<String> fields) {
        SortedMap<String, FieldValue> values = new TreeMap<>();
        for (String field : fields) {
            String text = object.property(field);
            FieldValue value = text == null ? null : PropertyCodec.decode(schemas.kind(type, field), text);
            if (value != null) {
                values.put(field, value);
            }
        }
        return Values.of(values);
    }

    static Stamp stamp(HubSpotObject object) {
        return new Stamp(object.updatedAt().toString());
    }

    @Nullable
    CreateKey key(HubSpotObject object) {
        String text = object.property(keyProperty);
        return text != null && KEY.matcher(text).matches() ? new CreateKey(text) : null;
    }

    private static CrmRecord.Lineage lineage(ObjectType type, HubSpotObject object) {
        Set<RecordRef> predecessors = new TreeSet<>();
        merged(object).forEach(id -> predecessors.add(type.ref(id)));
        return predecessors.isEmpty() ? CrmRecord.Lineage.NONE : new CrmRecord.Lineage(predecessors, null);
    }

    /** The ids of the records that were merged into the object, as far as {@link #MERGED} was asked for. */
    static Stream<String> merged(HubSpotObject object) {
        String ids = object.property(MERGED);
        return ids == null ? Stream.empty() : SEPARATORS.splitAsStream(ids).filter(id -> !id.isEmpty());
    }
}
