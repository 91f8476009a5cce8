package io.github.tandemsync.core.engine;

import io.github.tandemsync.core.record.RecordRef;

/** Records by a hash: see {@link RefIndex}. */
final class RefSet {
    private final RefIndex index = new RefIndex();

    void add(RecordRef ref) {
        if (!contains(ref)) {
            index.put(ref, 0);
        }
    }

    boolean contains(RecordRef ref) {
        return index.any(ref, number -> true);
    }
}
