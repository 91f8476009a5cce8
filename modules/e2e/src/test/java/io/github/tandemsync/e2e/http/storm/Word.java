package io.github.tandemsync.e2e.http.storm;

import java.time.Instant;

/**
 * What a person last wrote into a field.
 *
 * @param id of the record into which it was written
 * @param value empty if it was cleared
 * @param before what it replaced; empty if nothing
 * @param at when
 */
record Word(String id, String field, String value, String before, Instant at) {
    /** For a message. */
    String text() {
        return field + " " + (value.isEmpty() ? "(cleared)" : value);
    }
}
