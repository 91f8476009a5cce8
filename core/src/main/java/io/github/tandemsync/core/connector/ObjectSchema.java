package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.ObjectType;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A type as the live system describes it.
 *
 * @param type the type
 * @param fields its fields by name
 * @param traits what reading and writing it is like
 */
public record ObjectSchema(ObjectType type, SortedMap<String, FieldSchema> fields, TypeTraits traits) {
    public ObjectSchema {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /** The field's description, or null if the type has no such field. */
    public @Nullable FieldSchema field(String name) {
        return fields.get(name);
    }
}
