package io.github.tandemsync.simulators.dataverse.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One committed write of one row, as the truth log keeps it.
 *
 * @param seq position in the log, from 1
 * @param at server time
 * @param kind what happened
 * @param table logical name of the table
 * @param id row
 * @param version row version afterwards
 * @param actor {@code systemuserid} of the writer
 * @param application whether the writer was the application user, that is the Web API
 * @param sent the columns that the writer named, whether or not they changed
 * @param before values before, of the columns that changed; null for empty
 * @param after values after, of the same columns; null for empty
 */
public record WriteRecord(
        long seq,
        Instant at,
        WriteKind kind,
        String table,
        UUID id,
        long version,
        UUID actor,
        boolean application,
        Set<String> sent,
        Map<String, @Nullable Object> before,
        Map<String, @Nullable Object> after) {
    /** Takes copies of the collections. */
    public WriteRecord {
        sent = Collections.unmodifiableSet(new TreeSet<>(sent));
        before = Collections.unmodifiableMap(new TreeMap<>(before));
        after = Collections.unmodifiableMap(new TreeMap<>(after));
    }

    /** Shows no value: values may be personal data. */
    @Override
    public String toString() {
        return "WriteRecord[" + seq + " " + kind + " " + table + "(" + id + ") " + after.keySet() + " by "
                + (application ? "the application user" : "user " + actor) + "]";
    }
}
