package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.ObjectType;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One field as the live system describes it.
 *
 * @param name the field's name in the API
 * @param label the name that people see
 * @param kind which {@link io.github.tandemsync.core.record.FieldValue} it holds
 * @param creatable may be given in a create
 * @param updatable may be changed later
 * @param readable false where the credentials may not see it: its values are unknown, not empty
 * @param required must have a value in a create
 * @param maxLength of text, in characters; null where unlimited or unknown
 * @param scale decimal places kept; null where not a number or unknown
 * @param options stored value to label, of {@link Kind#CHOICE} and {@link Kind#CHOICES}
 * @param targets types that a reference may point to
 */
public record FieldSchema(
        String name,
        String label,
        Kind kind,
        boolean creatable,
        boolean updatable,
        boolean readable,
        boolean required,
        @Nullable Integer maxLength,
        @Nullable Integer scale,
        SortedMap<String, String> options,
        Set<ObjectType> targets) {

    /** The kinds of value, one for each {@link io.github.tandemsync.core.record.FieldValue} that is not empty. */
    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        TIMESTAMP,
        DAY,
        CHOICE,
        CHOICES,
        REFERENCE,
        REFERENCES
    }

    public FieldSchema {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
    }

    /** A writable, optional field of the given kind, without limits. */
    public static FieldSchema of(String name, Kind kind) {
        return new FieldSchema(
                name, name, kind, true, true, true, false, null, null, new TreeMap<>(), Collections.emptySet());
    }
}
