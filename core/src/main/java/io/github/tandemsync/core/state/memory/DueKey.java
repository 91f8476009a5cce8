package io.github.tandemsync.core.state.memory;

import io.github.tandemsync.core.record.RecordRef;
import java.time.Instant;

/** A place in the queue: earliest first, then by address. */
record DueKey(Instant due, RecordRef ref) implements Comparable<DueKey> {
    @Override
    public int compareTo(DueKey other) {
        int byDue = due.compareTo(other.due);
        return byDue != 0 ? byDue : ref.compareTo(other.ref);
    }
}
