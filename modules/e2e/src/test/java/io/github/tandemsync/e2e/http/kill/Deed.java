package io.github.tandemsync.e2e.http.kill;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that was done to a record, in the order of the system's log.
 *
 * @param at when, by the system's clock
 * @param user whether a person did it; else the sync did
 * @param id the record's
 * @param values what was written, by the names of {@link SideTruth#FIELDS}
 */
record Deed(Instant at, Kind kind, boolean user, String id, SortedMap<String, String> values) {
    enum Kind {
        CREATE,
        EDIT,
        DELETE
    }

    Deed {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    static Deed of(Kind kind, boolean user, String id, Map<String, String> values) {
        return new Deed(Instant.EPOCH, kind, user, id, new TreeMap<>(values));
    }

    boolean is(Kind wanted, boolean byUser) {
        return kind == wanted && user == byUser;
    }
}
