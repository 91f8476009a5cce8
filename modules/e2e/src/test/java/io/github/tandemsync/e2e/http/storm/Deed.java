package io.github.tandemsync.e2e.http.storm;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a record, in the order of the system's log.
 *
 * @param at when, by the machine's clock, which both systems go by
 * @param user whether a person did it; else the sync did
 * @param id the record's
 * @param values what was changed, by the names of {@link SideTruth#FIELDS}; empty text where it was cleared
 */
record Deed(Instant at, Kind kind, boolean user, String id, SortedMap<String, String> values) {
    enum Kind {
        CREATE,
        EDIT,
        DELETE,
        /** It came back with what it held; that is nobody's new word. */
        RESTORE,
        /** It took over another record; with a new id, it came into being with what both held. */
        MERGE
    }

    Deed {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    Deed(Instant at, Kind kind, boolean user, String id, Map<String, String> values) {
        this(at, kind, user, id, new TreeMap<>(values));
    }

    boolean is(Kind wanted, boolean byUser) {
        return kind == wanted && user == byUser;
    }

    /** What was put into the field; a record that is created without it holds nothing. Null if it stayed as it was. */
    @Nullable
    String value(String field) {
        return kind == Kind.CREATE ? values.getOrDefault(field, "") : values.get(field);
    }

    /** Whether the sync set the field to something else. */
    boolean covers(String field, String value) {
        return !user && values.containsKey(field) && !value.equals(values.get(field));
    }
}
