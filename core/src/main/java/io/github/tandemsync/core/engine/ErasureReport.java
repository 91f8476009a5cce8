package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Records#erase} did. Shows no record content.
 *
 * @param records the record, what it faced or faces on the other side, and those that were merged into them; in order. The values of
 *     all of them are gone from the store, and none is synced any more
 * @param alike other records that share what identifies it, in order. Those without a link are left alone from now on, and named as
 *     erased; linked ones go on. Erase each that is of the same person
 * @param rows how many stored rows held values of the records
 * @param mayArrive a write about the records that got no answer may still take effect until then, so that a copy may turn up, which
 *     is reported and has to be deleted by hand; null if there is none
 */
public record ErasureReport(
        List<RecordRef> records,
        List<RecordRef> alike,
        long rows,
        @Nullable Instant mayArrive) {
    public ErasureReport {
        records = List.copyOf(records);
        alike = List.copyOf(alike);
    }
}
