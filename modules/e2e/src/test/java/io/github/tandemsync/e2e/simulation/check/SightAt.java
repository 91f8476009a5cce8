package io.github.tandemsync.e2e.simulation.check;

import io.github.tandemsync.core.record.RecordRef;

/** Of somebody who has been shown every record, and which are gone, after the same event. */
record SightAt(long event) implements Sight {
    @Override
    public long begun() {
        return 0;
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
