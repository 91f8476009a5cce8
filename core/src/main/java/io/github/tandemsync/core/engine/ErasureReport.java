package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.engine.SyncReport.Problem;
import io.github.tandemsync.core.record.RecordRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Records#erase} did. Shows no record content.
 *
 * @param records the record, those that it was merged into and that were merged into it, by however many steps, and what each of them
 *     faced or faces on the other side; in order. The values of all of them are gone from the store, and none is synced any more
 * @param alike other records of a pair that identifies, which showed what identifies the person when they were matched, or when they
 *     last agreed with what faces them; in order. What nobody has looked at since it was edited is not among them. Those that matched
 *     by it and have no link are left alone from now on, and named as erased; linked ones go on. Erase each that is of the same person
 * @param rows how many stored rows held values of the records
 * @param mayArrive a write about the records that got no answer may still take effect until then, so that a copy may turn up, which
 *     is reported and has to be deleted by hand; null if there is none
 * @param problems what could not be learned, so that less is kept out: a system that did not answer or is another account's, a record
 *     that could not be read, a match rule that threw. What the store holds is erased all the same. Once they are settled, erase again
 */
public record ErasureReport(
        List<RecordRef> records,
        List<RecordRef> alike,
        long rows,
        @Nullable Instant mayArrive,
        List<Problem> problems) {
    public ErasureReport {
        records = List.copyOf(records);
        alike = List.copyOf(alike);
        problems = List.copyOf(problems);
    }
}
