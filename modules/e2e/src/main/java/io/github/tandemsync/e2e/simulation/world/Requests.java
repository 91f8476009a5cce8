package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.RecordRef;

/** What writes are about. */
final class Requests {
    private Requests() {}

    /** The record that is updated or removed. */
    static RecordRef ref(WriteRequest request) {
        return request instanceof WriteRequest.Update update ? update.ref() : ((WriteRequest.Remove) request).ref();
    }
}
