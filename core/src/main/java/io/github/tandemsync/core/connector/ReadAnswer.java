package io.github.tandemsync.core.connector;

import io.github.tandemsync.core.record.CrmRecord;
import io.github.tandemsync.core.record.RecordRef;
import org.jspecify.annotations.Nullable;

/** What became of one record that was asked for. */
public sealed interface ReadAnswer {
    /** The record asked for, by the id that it was asked for by. */
    RecordRef asked();

    /** It is there. */
    record Found(CrmRecord record) implements ReadAnswer {
        @Override
        public RecordRef asked() {
            return record.ref();
        }
    }

    /** It was merged; the system answered with its successor, which has another id. */
    record Replaced(RecordRef asked, CrmRecord successor) implements ReadAnswer {}

    /** It is in the bin, and may be restored. The content it had, where the system shows it. */
    record Archived(RecordRef asked, @Nullable CrmRecord record) implements ReadAnswer {}

    /** The system says that there is no such record: a confirmed 404. */
    record Gone(RecordRef asked) implements ReadAnswer {}

    /** The credentials may not see it, or it is out of scope; it may well exist. Nothing is concluded from it. */
    record Hidden(RecordRef asked, String reason) implements ReadAnswer {}

    /** The answer about this record could not be read; the others' could. */
    record Unreadable(RecordRef asked, String reason) implements ReadAnswer {}
}
