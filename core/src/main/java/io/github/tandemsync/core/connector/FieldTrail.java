package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.FieldValue;
import io.github.tandemsync.core.record.RecordRef;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who set a record's fields to what.
 *
 * @param ref the record
 * @param edits per field, oldest first
 */
public record FieldTrail(RecordRef ref, SortedMap<String, List<Edit>> edits) {
    public FieldTrail {
        edits = Collections.unmodifiableSortedMap(new TreeMap<>(edits));
    }

    /** The edits of one field, oldest first; empty if there were none. */
    public List<Edit> of(String field) {
        return edits.getOrDefault(field, List.of());
    }

    /**
     * One edit.
     *
     * @param value the value it set
     * @param at server time
     * @param author whether our own credentials made it
     * @param by what made it, as the system names it, such as a kind of source with its id; null where it does not say
     */
    public record Edit(
            FieldValue value,
            Instant at,
            Author author,
            @Nullable String by) {
        /** An edit of which the system does not say what made it. */
        public Edit(FieldValue value, Instant at, Author author) {
            this(value, at, author, null);
        }
    }

    /** Who made an edit. */
    public enum Author {
        /** The credentials of this connector. */
        OURSELVES,
        /** Anybody else: a person, a workflow, another integration. */
        SOMEBODY
    }

    /** No edit of any field. */
    public static FieldTrail none(RecordRef ref) {
        return new FieldTrail(ref, new TreeMap<>(Map.of()));
    }
}
