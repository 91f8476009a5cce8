package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;

/**
 * Of somebody who has been shown every record, and which are gone, after the same event.
 *
 * @param begun the event after which the present run began
 */
record SightAt(long event, long begun) implements Sight {
    SightAt(long event) {
        this(event, 0);
    }

    @Override
    public long shown(RecordRef ref) {
        return event;
    }

    @Override
    public long shownGone(RecordRef ref) {
        return event;
    }
}
