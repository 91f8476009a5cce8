package io.github.tandemsync.e2e.simulation.world;

import io.github.tandemsync.core.connector.WriteRequest;
import io.github.tandemsync.core.record.RecordRef;
import io.github.tandemsync.core.record.Side;
import io.github.tandemsync.core.record.Values;
import org.jspecify.annotations.Nullable;

/**
 * A write that a plan announces, or that was sent.
 *
 * @param side the side written to
 * @param ref the record; null for a create
 * @param values what is written; none for a removal
 */
public record PlannedWrite(Side side, @Nullable RecordRef ref, Values values) {

    static PlannedWrite of(Side side, WriteRequest request) {
        if (request instanceof WriteRequest.Create create) {
            return new PlannedWrite(side, null, create.values());
        }
        return request instanceof WriteRequest.Update update
                ? new PlannedWrite(side, update.ref(), update.values())
                : new PlannedWrite(side, ((WriteRequest.Remove) request).ref(), Values.none());
    }

    @Override
    public String toString() {
        return (ref == null ? "new on " + side : ref.toString()) + Lines.of(values);
    }
}
