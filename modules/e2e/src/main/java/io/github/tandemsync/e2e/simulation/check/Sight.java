package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;

/** What a runner has seen in its present run. */
public interface Sight {
    /** The event after which the run began. */
    long begun();

    /** The event after which the record was last shown, or shown to be gone; 0 if it was not in this run. */
    long shown(RecordRef ref);

    /** The event after which it was last shown to be gone, or to be part of another; 0 if it was not in this run. */
    long shownGone(RecordRef ref);
}
